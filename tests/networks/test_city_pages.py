"""The list and the page of a place, as people see them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from networks.models import Country, Municipality, Source
from tests.cast import Cast
from tests.networks import stories

SignIn = Callable[[Any], Client]
Count = Callable[[Client, str], int]
MOST_QUERIES = 10


def more_places(country: Country, first: int, last: int) -> None:
    source = Source.objects.get(title="A page for tests")
    Municipality.objects.bulk_create(
        Municipality(
            slug=f"place-{number}",
            name=f"Place {number}",
            search_text=f"place {number}",
            country=country,
            kind="municipality",
            route="agreement",
            standing="member",
            is_public=True,
            source=source,
            latitude=-30 + number / 1000,
            longitude=-60,
        )
        for number in range(first, last)
    )


@pytest.mark.parametrize("language", ["es", "pt-br", "en"])
def test_pages_render_in_every_language(cast: Cast, client: Client, language: str) -> None:
    for path in ("cities/", "cities/cl-la-calera/", "criteria/"):
        response = client.get(f"/{language}/{path}")

        assert response.status_code == 200
        assert f'<html lang="{language}"' in response.content.decode()


def test_anonymous_list_needs_no_cookie_and_no_script(cast: Cast, client: Client) -> None:
    response = client.get("/en/cities/")

    assert not response.cookies
    assert "<script" not in response.content.decode()
    assert "Set-Cookie" not in response.headers


def test_list_hides_what_is_not_public(cast: Cast, client: Client) -> None:
    page = client.get("/en/cities/").content.decode()

    assert "La Calera" in page
    assert "Canary" not in page


def test_officer_sees_the_own_country_marked_as_sample(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.officer_chile).get("/en/cities/").content.decode()

    assert "Canary of Chile" in page
    assert "Canary of Uruguay" not in page
    assert "Sample data" in page


def test_piece_is_the_piece_of_the_page(cast: Cast, sign_in: SignIn) -> None:
    officer = sign_in(cast.officer_chile)
    address = "/en/cities/?country=CL&sort=-name"

    piece = officer.get(address, headers={"HX-Request": "true"})
    page = officer.get(address)

    assert piece.content.decode().strip().startswith('<div id="results"')
    assert piece.content.decode().strip() in page.content.decode()
    assert "HX-Request" in piece.headers["Vary"]


@pytest.mark.parametrize("who", ["anonymous", "bureau"])
def test_list_asks_the_same_however_long(
    cast: Cast, sign_in: SignIn, client: Client, count_queries: Count, who: str
) -> None:
    reader = client if who == "anonymous" else sign_in(cast.bureau)
    reader.get("/en/cities/")  # the first page of a session also notes when it began
    more_places(cast.chile, 0, 3)
    few = count_queries(reader, "/en/cities/")

    more_places(cast.chile, 3, 40)
    many = count_queries(reader, "/en/cities/")

    assert few == many <= MOST_QUERIES


def test_empty_list_stays_within_the_queries(cast: Cast, sign_in: SignIn, count_queries: Count) -> None:
    address = "/en/cities/?country=CL&kind=region&route=agreement&standing=member&q=zzz"

    reader = sign_in(cast.bureau)
    reader.get(address)

    assert count_queries(reader, address) <= MOST_QUERIES


def test_second_page_continues_and_keeps_the_filters(cast: Cast, client: Client) -> None:
    more_places(cast.chile, 0, 30)

    page = client.get("/en/cities/?q=place&page=2").content.decode()

    assert "Place 9<" in page
    assert "?q=place&amp;page=1" in page


def test_sorted_column_says_so(cast: Cast, client: Client) -> None:
    page = client.get("/en/cities/?sort=-country").content.decode()

    assert page.count("aria-sort=") == 1
    assert 'aria-sort="descending"' in page


def test_downloads_keep_the_filters_but_not_order_and_page(cast: Cast, client: Client) -> None:
    page = client.get("/es/cities/?country=CL&sort=-name&page=1").content.decode()

    assert "/api/v1/municipalities/?country=CL&amp;format=csv&amp;lang=es" in page
    assert "/api/v1/municipalities/?country=CL&amp;format=xlsx&amp;lang=es" in page


def test_map_holds_matches_beyond_the_first_page(cast: Cast, client: Client) -> None:
    more_places(cast.chile, 0, 30)

    shown = client.get("/en/cities/?q=place").context["map"]

    assert len(shown.places) == 30


@pytest.mark.parametrize("slug", ["no-such-place", "cl-canary-of-chile"])
def test_city_page_is_not_found_when_absent_or_out_of_sight(
    cast: Cast, sign_in: SignIn, client: Client, slug: str
) -> None:
    assert client.get(f"/en/cities/{slug}/").status_code == 404
    assert sign_in(cast.officer_uruguay).get(f"/en/cities/{slug}/").status_code == 404


def test_city_page_of_the_own_territory_is_shown_with_its_history(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.coordinator_hidden_chile).get("/en/cities/cl-canary-of-chile/").content.decode()

    assert "Canary of Chile" in page
    assert 'class="sample' in page
    assert 'id="history"' in page


def test_city_page_keeps_the_history_from_everybody_else(cast: Cast, sign_in: SignIn, client: Client) -> None:
    for reader in (client, sign_in(cast.officer_uruguay)):
        assert 'id="history"' not in reader.get("/en/cities/cl-la-calera/").content.decode()


def test_city_page_shows_a_partial_date_as_far_as_it_is_known(cast: Cast, client: Client) -> None:
    Municipality.objects.filter(slug="cl-la-calera").update(joined_on="2021-11-01", joined_precision="month")

    page = client.get("/es/cities/cl-la-calera/").content.decode()

    assert "noviembre de 2021" in page
    assert "1 nov 2021" not in page


def test_city_page_names_its_source(cast: Cast, client: Client) -> None:
    page = client.get("/en/cities/cl-la-calera/").content.decode()

    assert '<a href="https://example.org/" rel="noopener noreferrer">A page for tests</a>' in page


def test_city_page_hides_practices_networks_and_events_out_of_sight(cast: Cast, client: Client) -> None:
    _tell_of(cast, 1, public=False)

    page = client.get("/en/cities/cl-la-calera/").content.decode()

    assert "Hidden story" not in page


def test_city_page_asks_the_same_however_much_is_known(
    cast: Cast, client: Client, count_queries: Count
) -> None:
    _tell_of(cast, 3, public=True)
    few = count_queries(client, "/en/cities/cl-la-calera/")

    _tell_of(cast, 12, public=True)
    many = count_queries(client, "/en/cities/cl-la-calera/")

    assert few == many


@pytest.mark.usefixtures("reference")
def test_real_places_of_every_kind_have_a_page(client: Client) -> None:
    for slug in ("mercociudades", "br-maringa", "gt-anam", "cl-region-de-magallanes", "uy-montevideo"):
        assert client.get(f"/pt-br/cities/{slug}/").status_code == 200


@pytest.mark.usefixtures("reference")
def test_ruling_of_chile_is_told_with_what_is_not_known(client: Client) -> None:
    page = client.get("/en/cities/cl-santiago/").content.decode()

    assert "14 October 2022" in page
    assert "What this authority did next was not found." in page


@pytest.mark.usefixtures("reference")
def test_criteria_name_related_frameworks_in_words(client: Client) -> None:
    page = client.get("/en/criteria/").content.decode()

    assert page.count('class="numbered"') == 10
    assert "Protection policy and law" in page
    assert "Forced displacement in local development planning" in page
    assert "OA3" not in page


def _tell_of(cast: Cast, number: int, *, public: bool) -> None:
    """A practice, a network and an event of La Calera, `number` times."""
    title = "A story" if public else "Hidden story"
    for _ in range(number):
        stories.practice(cast.chile, municipality=cast.la_calera, title=title, is_public=public)
        stories.network(name=title, is_public=public).members.add(cast.la_calera)
        stories.event(title=title, is_public=public).municipalities.add(cast.la_calera)
