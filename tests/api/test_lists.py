"""Lists and objects: scope, paging, filters, languages, changes, caching."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.models import Event, Membership, Municipality, Network, Practice, Term, Tombstone, Vocabulary
from tests.api.conftest import RESOURCES, Get, body
from tests.cast import Cast


def places(cast: Cast, count: int) -> None:
    source = cast.montevideo.source
    Municipality.objects.bulk_create(
        Municipality(
            slug=f"uy-place-{number:04d}",
            name=f"Place {number}",
            kind="municipality",
            country=cast.uruguay,
            route="agreement",
            standing="member",
            origin="public_source",
            is_public=True,
            source=source,
        )
        for number in range(count)
    )


def slugs(answer: Any) -> list[str]:
    return [row["slug"] for row in answer.json()["results"]]


def slugs_of(pages: list[list[str]]) -> list[str]:
    return [slug for page in pages for slug in page]


def follow(get: Get, address: str, way: str = "next") -> list[list[str]]:
    pages = []
    while address:
        answer = get(address)
        assert answer.status_code == 200
        pages.append(slugs(answer))
        address = (answer.json()[way] or "").partition("/api/v1/")[2]
    return pages


def test_every_resource_lists_and_gives_one(get: Get, reference: None) -> None:
    for resource in RESOURCES:
        listed = get(f"{resource}/?page_size=1").json()["results"][0]

        one = get(f"{resource}/{listed['id']}/").json()
        assert listed.items() <= one.items()


def test_every_resource_answers_a_token_too(get: Get, reference: None, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_chile)
    for resource in RESOURCES:
        anonymous = get(f"{resource}/?count=true").json()["count"]

        signed_in = get(f"{resource}/?count=true", token).json()["count"]
        assert signed_in == anonymous + (resource == "municipalities")


def test_anonymous_sees_no_hidden_place(get: Get, cast: Cast) -> None:
    assert slugs(get("municipalities/")) == ["cl-la-calera", "uy-montevideo"]


def test_token_sees_its_own_territory(get: Get, cast: Cast, token_of: Any) -> None:
    answer = get("municipalities/", token_of(cast.officer_chile))

    assert slugs(answer) == ["cl-canary-of-chile", "cl-la-calera", "uy-montevideo"]


def test_foreign_place_is_as_unknown_as_none(get: Get, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_uruguay)

    foreign = get(f"municipalities/{cast.hidden_chile.pk}/", token)
    absent = get("municipalities/00000000-0000-4000-8000-000000000000/", token)
    assert foreign.status_code == absent.status_code == 404
    assert foreign.json().keys() == absent.json().keys()
    assert foreign.json()["detail"] == absent.json()["detail"]


def term(code: str) -> Term:
    vocabulary = Vocabulary.objects.get_or_create(code="for-tests")[0]
    return Term.objects.get_or_create(
        vocabulary=vocabulary, code=code, defaults={"position": 1, "name_en": code, "name_es": code}
    )[0]


def canaries(cast: Cast) -> None:
    """Public rows that point to a hidden place."""
    source, country, hidden = cast.montevideo.source, cast.chile, cast.hidden_chile
    Practice.objects.create(
        slug="practice",
        municipality=hidden,
        country=country,
        title_en="A",
        summary_en="B",
        theme=term("theme"),
        source=source,
        is_public=True,
    )
    event = Event.objects.create(slug="event", kind=term("kind"), title_en="A", source=source, is_public=True)
    event.municipalities.add(hidden, cast.la_calera)
    network = Network.objects.create(
        slug="network", name_en="N", kind=term("net"), link="programme", as_member=hidden, is_public=True
    )
    Membership.objects.create(network=network, municipality=hidden)
    Membership.objects.create(network=network, municipality=cast.la_calera)
    cast.la_calera.part_of = hidden
    cast.la_calera.save()


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("resource", ["municipalities", "practices", "events", "networks"])
def test_public_rows_do_not_name_hidden_places(get: Get, cast: Cast, resource: str, form: str) -> None:
    canaries(cast)

    content = body(get(f"{resource}/?format={form}"))
    assert b"anary" not in content
    assert b"la-calera" in content or resource == "practices"


@pytest.mark.parametrize("resource", ["municipalities", "practices", "events", "networks"])
def test_public_rows_name_them_to_those_who_serve_there(
    get: Get, cast: Cast, token_of: Any, resource: str
) -> None:
    canaries(cast)

    assert b"cl-canary-of-chile" in body(get(f"{resource}/", token_of(cast.officer_chile)))


def test_paging_is_complete_in_both_directions(get: Get, cast: Cast) -> None:
    places(cast, 23)

    forward = follow(get, "municipalities/?page_size=10")
    last = get("municipalities/?page_size=10").json()["next"].partition("/api/v1/")[2]
    last = get(last).json()["next"].partition("/api/v1/")[2]
    backward = follow(get, last, "previous")

    assert [len(page) for page in forward] == [10, 10, 5]
    assert slugs_of(forward) == sorted(slugs_of(forward))
    assert backward == forward[::-1]


def test_paging_is_stable_while_rows_come(get: Get, cast: Cast) -> None:
    places(cast, 20)
    first = get("municipalities/?page_size=10")
    before = slugs(first)

    Municipality.objects.filter(slug="uy-place-0000").update(slug="uy-place-0000-moved")
    Municipality.objects.filter(slug="uy-montevideo").update(slug="aa-first-of-all")
    rest = follow(get, first.json()["next"].partition("/api/v1/")[2])

    assert not set(before) & set(slugs_of(rest))
    assert {f"uy-place-{number:04d}" for number in range(9, 20)} <= set(slugs_of(rest))


@pytest.mark.parametrize(
    "cursor", ["x", "eyJhZnRlciI6IiJ9:x", "%00", "a:b:c", "é", "eyJhZnRlciI6ICJhIn0", "x" * 900]
)
def test_forged_cursor_is_refused(get: Get, cast: Cast, cursor: str) -> None:
    answer = get(f"municipalities/?cursor={cursor}")

    assert answer.status_code == 400
    assert "cursor" in answer.json()["errors"]


def test_cursor_of_another_resource_is_refused(get: Get, reference: None) -> None:
    cursor = get("municipalities/?page_size=1").json()["next"].rpartition("cursor=")[2]

    assert get(f"events/?cursor={cursor}").status_code == 400


def test_count_is_of_all_pages_and_only_when_asked(get: Get, cast: Cast) -> None:
    assert get("municipalities/?page_size=1&count=true").json()["count"] == 2
    assert "count" not in get("municipalities/?page_size=1").json()


@pytest.mark.parametrize(
    "query",
    [
        "nonsense=1",
        "ordering=name",
        "page_size=0",
        "page_size=1001",
        "page_size=-1",
        "page_size=1e3",
        "page_size=٣",
        "page_size=99999999999999999999",
        "page_size=1&page_size=2",
        "count=yes",
        "kind=castle",
        "kind=city&kind=province",
        "country=XX",
        "country=UY&country=CL",
        "network=none",
        "updated_since=yesterday",
        "updated_since=0000-01-01",
        "updated_since=2026-02-30",
        "updated_since=2026-13-01T00:00:00Z",
        "q=%00",
        "slug=%FF",
        "q=" + "x" * 2000,
        "lang=de",
        "lang=es&lang=en",
        "hxl=true",
        "token=abc",
        "%00=1",
    ],
)
def test_unknown_or_bad_parameter_is_refused_by_name(get: Get, cast: Cast, query: str) -> None:
    answer = get(f"municipalities/?{query}")

    name = query.partition("=")[0].replace("%00", "\ufffd")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [name]


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson"])
@pytest.mark.parametrize("query", ["nonsense=1", "kind=castle", "cursor=x", "q=%00"])
def test_files_refuse_them_as_problems_too(get: Get, cast: Cast, form: str, query: str) -> None:
    answer = get(f"municipalities/?format={form}&{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["errors"]) == [query.partition("=")[0]]


def test_detail_takes_no_filter(get: Get, cast: Cast) -> None:
    assert get(f"municipalities/{cast.montevideo.pk}/?country=UY").status_code == 400


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("slug=cl-la-calera", ["cl-la-calera"]),
        ("slug=cl-canary-of-chile", []),
        ("country=UY", ["uy-montevideo"]),
        ("q=MONTEVIDÉO", ["uy-montevideo"]),
        ("kind=province", []),
        ("standing=member&country=CL", ["cl-la-calera"]),
    ],
)
def test_filters_narrow(get: Get, cast: Cast, query: str, found: list[str]) -> None:
    assert slugs(get(f"municipalities/?{query}")) == found


NARROWING: tuple[tuple[str, str, int | None], ...] = (
    ("practices", "theme=protection-capacity&criterion=C01", None),
    ("practices", "criterion=C01&criterion=C02", None),
    ("events", "country=UY", None),
    ("events", "year=2025", None),
    ("networks", "link=programme", None),
    ("countries", "iso2=UY", 1),
    ("criteria", "code=C03", 1),
    ("questionnaires", "version=2026.1", 1),
    ("questionnaires", "version=1999.9", 0),
)


def test_other_resources_narrow(get: Get, reference: None) -> None:
    for resource, query, count in NARROWING:
        whole = get(f"{resource}/?count=true").json()["count"]

        found = get(f"{resource}/?count=true&{query}").json()["count"]
        assert found == count if count is not None else 0 < found < whole, query


@pytest.mark.parametrize(
    ("asked", "header", "language", "label"),
    [
        ("", "es-UY,en;q=0.5", "es", "Municipio"),
        ("", "pt", "pt-br", "Município"),
        ("", "en-GB", "en", "Municipality"),
        ("", "xx;;q=,,\u0001", "es", "Municipio"),
        ("?lang=pt", "en", "pt-br", "Município"),
        ("?lang=pt-br", "en", "pt-br", "Município"),
        ("?lang=en", "es", "en", "Municipality"),
    ],
)
def test_labels_are_in_the_language_asked_for(
    get: Get, cast: Cast, asked: str, header: str, language: str, label: str
) -> None:
    answer = get(f"municipalities/{asked}", **{"Accept-Language": header})

    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]
    assert answer.json()["results"][0]["kind"] == "municipality"
    assert answer.json()["results"][0]["kind_label"] == label


def test_texts_are_in_the_language_asked_for(get: Get, reference: None) -> None:
    for language, title in (("es", "Capacidad"), ("pt", "Capacidade"), ("en", "capacity")):
        assert title in get(f"criteria/?code=C01&lang={language}").json()["results"][0]["title"]


def test_text_without_translation_falls_back(get: Get, cast: Cast) -> None:
    canaries(cast)

    assert get("practices/?lang=pt").json()["results"][0]["title"] == "A"


def test_partial_date_is_cut_to_what_is_known(get: Get, cast: Cast) -> None:
    first = datetime.date(2019, 1, 1)
    Municipality.objects.filter(slug="uy-montevideo").update(joined_on=first, joined_precision="year")

    row = get("municipalities/?slug=uy-montevideo").json()["results"][0]
    assert (row["joined_on"], row["joined_precision"]) == ("2019", "year")


def test_updated_since_gives_what_changed(get: Get, cast: Cast) -> None:
    now = timezone.now()
    Municipality.objects.update(updated_at=now - datetime.timedelta(days=2))
    Municipality.objects.filter(slug="cl-la-calera").update(updated_at=now)
    moment = (now - datetime.timedelta(hours=1)).isoformat().replace("+00:00", "Z")

    assert slugs(get(f"municipalities/?updated_since={moment}")) == ["cl-la-calera"]


@pytest.mark.parametrize("moment", ["2020-01-01", "2020-01-01T00:00:00", "2020-01-01T00:00:00+03:00"])
def test_updated_since_understands_iso_8601(get: Get, cast: Cast, moment: str) -> None:
    assert len(slugs(get(f"municipalities/?updated_since={moment}"))) == 2


def test_tombstone_tells_what_was_taken_back(get: Get, cast: Cast, token_of: Any) -> None:
    place = cast.la_calera
    place.is_public = False
    place.save()
    Tombstone.objects.follow(place)

    everybody = get("municipalities/?updated_since=2020-01-01").json()["removed"]
    officer = get("municipalities/?updated_since=2020-01-01", token_of(cast.officer_chile)).json()["removed"]
    assert [row["id"] for row in everybody] == [str(place.pk)]
    assert officer == []


def test_tombstones_older_than_asked_are_left_out(get: Get, cast: Cast) -> None:
    Tombstone.objects.create(resource="municipalities", object_id=cast.hidden_chile.pk)

    assert get("municipalities/?updated_since=2100-01-01").json()["removed"] == []
    assert "removed" not in get("municipalities/").json()


def test_etag_saves_the_body(get: Get, cast: Cast) -> None:
    etag = get("municipalities/")["ETag"]

    again = get("municipalities/", **{"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag


def test_etag_changes_with_content_language_and_reader(get: Get, cast: Cast, token_of: Any) -> None:
    etags = {
        get("municipalities/?lang=es")["ETag"],
        get("municipalities/?lang=en")["ETag"],
        get("municipalities/?lang=es", token_of(cast.officer_chile))["ETag"],
    }
    Municipality.objects.filter(slug="uy-montevideo").update(name="Other")

    assert len(etags | {get("municipalities/?lang=es")["ETag"]}) == 4


def test_number_of_queries_does_not_grow(get: Get, reference: None) -> None:
    get("municipalities/")
    for resource in RESOURCES:
        with CaptureQueriesContext(connection) as few:
            get(f"{resource}/?page_size=3")
        with CaptureQueriesContext(connection) as many:
            get(f"{resource}/?page_size=100")

        assert len(few) == len(many), resource


def test_municipalities_with_a_token_take_four_queries(get: Get, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_chile)
    get("municipalities/", token)
    counts = []
    for rows in (3, 9):
        Municipality.objects.filter(slug__startswith="uy-place").delete()
        places(cast, rows)
        with CaptureQueriesContext(connection) as queries:
            assert get("municipalities/", token).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 4


def test_questionnaire_alone_has_everything(get: Get, reference: None) -> None:
    pk = get("questionnaires/").json()["results"][0]["id"]

    with CaptureQueriesContext(connection) as queries:
        whole = get(f"questionnaires/{pk}/?lang=en").json()
    assert len(whole["items"]) == 60
    assert [level["value"] for level in whole["items"][0]["levels"]] == [0, 1, 2, 3, 4]
    assert whole["items"][0]["commitments"][0]["unit_label"]
    assert whole["levels"][0]["name"] == "Not started"
    assert len(queries) <= 6


def test_list_of_questionnaires_has_no_big_texts(get: Get, reference: None) -> None:
    assert "items" not in get("questionnaires/").json()["results"][0]
