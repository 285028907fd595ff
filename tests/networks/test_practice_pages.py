"""The library of good practices and the page of one practice."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from networks.filters.practices import PracticeFilter
from networks.models import Practice
from tests.cast import Cast
from tests.networks.stories import criterion, practice, term, tight

LIST = "/en/practices/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def library(cast: Cast) -> list[Practice]:
    """Five public practices in two countries."""
    return [
        practice(cast.chile, theme="shelter", criteria=(1, 4), areas=("health",), title="Zeta house"),
        practice(cast.chile, theme="education", criteria=(4,), areas=("health", "data"), title="Élan school"),
        practice(cast.chile, theme="education", criteria=(9,), areas=("data",), title="Beta desk"),
        practice(cast.uruguay, theme="shelter", criteria=(4, 9), municipality=cast.montevideo, title="Eco"),
        practice(cast.uruguay, theme="education", criteria=(1,), is_recognised=True, title="alpha fund"),
    ]


def titles(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/en/practices/[^"]+">([^<]+)</a></h3>', tight(page))


def facet_counts(page: str, name: str) -> dict[str, int]:
    found = re.findall(rf'name="{name}" value="([^"]+)".*?<em>(\d+)', tight(page))
    return {code: int(count) for code, count in found}


def test_list_is_alphabetical_whatever_accents_and_capitals(client: Client, library: list[Practice]) -> None:
    page = client.get(LIST).content.decode()

    assert titles(page) == ["alpha fund", "Beta desk", "Eco", "Élan school", "Zeta house"]


def test_facet_counts_agree_with_the_data(client: Client, library: list[Practice]) -> None:
    page = client.get(LIST).content.decode()

    assert facet_counts(page, "theme") == Counter(row.theme.code for row in library)
    assert facet_counts(page, "country") == Counter(row.country.iso2 for row in library)
    assert facet_counts(page, "criterion") == Counter(
        item.code for row in library for item in row.criteria.all()
    )
    assert facet_counts(page, "area") == Counter(item.code for row in library for item in row.areas.all())


def test_facet_counts_respect_the_other_facets_but_not_their_own(
    client: Client, library: list[Practice]
) -> None:
    page = client.get(LIST, {"theme": "education", "criterion": "C04"}).content.decode()

    assert facet_counts(page, "theme") == {"education": 1, "shelter": 2}
    assert facet_counts(page, "criterion") == {"C01": 1, "C04": 1, "C09": 1}
    assert facet_counts(page, "country") == {"CL": 1}


def test_values_of_one_facet_add_up_and_facets_narrow(client: Client, library: list[Practice]) -> None:
    page = client.get(LIST, {"criterion": ["C01", "C09"], "country": "UY"}).content.decode()

    assert titles(page) == ["alpha fund", "Eco"]


def test_a_practice_with_two_chosen_criteria_is_listed_once(client: Client, library: list[Practice]) -> None:
    page = client.get(LIST, {"criterion": ["C01", "C04"]}).content.decode()

    assert titles(page).count("Zeta house") == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "ELAN"}, ["Élan school"]),
        ({"q": "montevideo"}, ["Eco"]),
        ({"municipality": "uy-montevideo"}, ["Eco"]),
        ({"recognised": "true"}, ["alpha fund"]),
        ({"recognised": "false", "country": "UY"}, ["Eco"]),
        ({"area": "data"}, ["Beta desk", "Élan school"]),
    ],
)
def test_each_filter_narrows(
    client: Client, library: list[Practice], query: dict[str, str], expected: list[str]
) -> None:
    assert titles(client.get(LIST, query).content.decode()) == expected


def test_chip_takes_away_its_own_value_only(client: Client, library: list[Practice]) -> None:
    page = client.get(LIST, {"criterion": ["C01", "C04"], "theme": "shelter", "page": "1"}).content.decode()

    chip = re.search(r'class="chip" href="([^"]+)">4\. ', page)
    assert chip
    assert chip[1].replace("&amp;", "&") == "?criterion=C01&theme=shelter"


def test_download_has_the_same_filters(client: Client, library: list[Practice]) -> None:
    page = client.get(LIST, {"theme": "shelter"}).content.decode()

    address = re.search(r'href="(/api/v1/practices/[^"]+)" download', tight(page))
    assert address
    assert set(address[1].split("?")[1].split("&amp;")) == {"theme=shelter", "format=csv", "lang=en"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "nonsense"),
        ("country", "XX"),
        ("criterion", "C11"),
        ("area", "'; DROP TABLE networks_practice; --"),
        ("municipality", "nowhere"),
        ("recognised", "maybe"),
        ("q", "a\0b"),
        ("q", "x" * 101),
    ],
)
def test_invalid_filter_is_400_with_the_reason_at_the_field(
    client: Client, library: list[Practice], name: str, value: str
) -> None:
    response = client.get(LIST, {name: value})

    page = response.content.decode()
    assert response.status_code == 400
    assert "msg-err" in page
    assert f'href="#id_{name}"' in page
    assert f'id="id_{name}"' in page


def test_country_without_practices_is_valid_and_empty(
    client: Client, cast: Cast, library: list[Practice]
) -> None:
    for row in library:
        if row.country == cast.uruguay:
            row.delete()

    response = client.get(LIST, {"country": "UY"})

    assert response.status_code == 200
    assert "No practice fits all of this" in response.content.decode()


def test_hostile_text_is_shown_as_text(client: Client, cast: Cast) -> None:
    row = practice(cast.chile, title="<script>alert(1)</script>", partners=["<b>bold</b>"])

    search = client.get(LIST, {"q": '"><script>alert(2)</script>'}).content.decode()
    pages = [client.get(LIST).content.decode(), client.get(f"{LIST}{row.slug}/").content.decode()]

    assert "<script>alert" not in search
    assert all("<script>alert" not in page and "<b>bold</b>" not in page for page in pages)


def test_empty_result_says_what_to_take_away(client: Client, library: list[Practice]) -> None:
    page = client.get(LIST, {"q": "eco", "country": "CL"}).content.decode()

    assert "1 matches if you remove Chile." in page
    assert 'href="?q=eco"' in page


def test_empty_library_offers_the_cities(client: Client, cast: Cast) -> None:
    page = client.get(LIST).content.decode()

    assert "No practices yet" in page
    assert 'href="/en/cities/"' in page


@pytest.mark.parametrize("who", ["anonymous", "officer_chile"])
def test_queries_do_not_grow_with_the_rows(
    client: Client,
    cast: Cast,
    sign_in: Callable[[Any], Client],
    count_queries: Callable[[Client, str], int],
    who: str,
) -> None:
    reader = client if who == "anonymous" else sign_in(getattr(cast, who))
    query = f"{LIST}?criterion=C01&criterion=C04&area=health"
    rows = [practice(cast.chile, criteria=(1, 4), areas=("health", "data")) for _ in range(3)]
    count_queries(reader, query)
    few = count_queries(reader, query), count_queries(reader, f"{LIST}{rows[0].slug}/")

    for _ in range(9):
        practice(cast.uruguay, criteria=(1, 4, 9), areas=("health", "data", "housing"))
    many = count_queries(reader, query), count_queries(reader, f"{LIST}{rows[0].slug}/")

    assert many == few
    assert max(many) <= 10


def test_piece_is_the_same_as_in_the_page(
    cast: Cast, sign_in: Callable[[Any], Client], library: list[Practice]
) -> None:
    reader = sign_in(cast.officer_chile)

    piece = reader.get(LIST, {"theme": "shelter"}, headers=HTMX)
    page = reader.get(LIST, {"theme": "shelter"})

    assert piece.content.decode().strip().startswith('<div id="results"')
    assert piece.content.decode().strip() in page.content.decode()
    assert "HX-Request" in piece.headers["Vary"]


def test_page_needs_neither_cookie_nor_token(client: Client, library: list[Practice]) -> None:
    response = client.get(LIST)

    assert not response.cookies
    assert "csrf" not in response.content.decode()
    assert "<script" not in response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "5 prácticas"), ("pt-br", "5 práticas"), ("en", "5 practices")],
)
def test_list_speaks_the_language_of_the_address(
    client: Client, library: list[Practice], language: str, words: str
) -> None:
    assert words in client.get(f"/{language}/practices/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 404),
        ("officer_uruguay", 404),
        ("nobody", 404),
        ("coordinator_hidden_chile", 200),
        ("officer_chile", 200),
        ("bureau_reader", 200),
    ],
)
def test_practice_that_is_not_public_is_seen_by_its_own_territory(
    client: Client, cast: Cast, sign_in: Callable[[Any], Client], who: str, status: int
) -> None:
    row = practice(cast.chile, municipality=cast.hidden_chile, is_public=False, title="Hidden work")
    reader = client if who == "anonymous" else sign_in(getattr(cast, who))

    assert reader.get(f"{LIST}{row.slug}/").status_code == status
    assert ("Hidden work" in reader.get(LIST).content.decode()) == (status == 200)


def test_unknown_practice_is_404(client: Client, cast: Cast) -> None:
    assert client.get(f"{LIST}no-such-practice/").status_code == 404


def test_place_out_of_sight_is_named_but_not_linked(
    client: Client, cast: Cast, sign_in: Callable[[Any], Client]
) -> None:
    row = practice(cast.chile, municipality=cast.hidden_chile)
    link = f'href="/en/cities/{cast.hidden_chile.slug}/"'

    assert link not in client.get(f"{LIST}{row.slug}/").content.decode()
    assert link in sign_in(cast.officer_chile).get(f"{LIST}{row.slug}/").content.decode()


def test_page_tells_figures_with_source_and_years_without_thousands(client: Client, cast: Cast) -> None:
    row = practice(
        cast.chile, people_reached=45500, reach_note="People served by 2016.", year_from=2007, year_to=2016
    )

    page = client.get(f"/es/practices/{row.slug}/").content.decode()

    assert "<b>45.500</b>" in page
    assert '<span lang="en">People served by 2016.</span>' in page
    assert "A page that tells of it" in page
    assert "2007–2016" in page
    assert "2.007" not in page


def test_page_says_what_is_not_known(client: Client, cast: Cast) -> None:
    bare = practice(cast.chile)
    full = practice(cast.chile, year_from=2007, year_to=2016, people_reached=3, partners=["UNHCR"])

    assert "How many people it reached." in client.get(f"{LIST}{bare.slug}/").content.decode()
    assert "What we do not know" not in client.get(f"{LIST}{full.slug}/").content.decode()


def test_page_says_who_named_the_theme(client: Client, cast: Cast) -> None:
    by_project, by_source = practice(cast.chile), practice(cast.chile, theme_from_source=True)

    assert "assigned by the project" in client.get(f"{LIST}{by_project.slug}/").content.decode()
    assert "named by the source" in client.get(f"{LIST}{by_source.slug}/").content.decode()


def test_similar_are_those_that_share_most_criteria(cast: Cast, library: list[Practice]) -> None:
    zeta, elan, _beta, eco, alpha = library

    similar = Practice.objects.similar_to(zeta)

    assert [row.slug for row in similar] == [eco.slug, alpha.slug, elan.slug]


def test_similar_never_shows_what_is_out_of_sight(client: Client, cast: Cast) -> None:
    row = practice(cast.chile, criteria=(2,))
    practice(cast.chile, criteria=(2,), municipality=cast.hidden_chile, is_public=False, title="Hidden work")

    page = client.get(f"{LIST}{row.slug}/").content.decode()

    assert "Hidden work" not in page
    assert "No other practice in the library shares a criterion" in page


def test_filter_reads_each_list_once(cast: Cast, django_assert_num_queries: Any) -> None:
    for number in (1, 4, 9):
        criterion(number)
    term("brazil_themes", "shelter")
    data = QueryDict("criterion=C01&criterion=C04&theme=shelter&country=CL&country=UY")

    with django_assert_num_queries(3):
        assert PracticeFilter(data, queryset=Practice.objects.all()).is_valid()
