"""How the list of places is narrowed and ordered."""

import re

import pytest
from django.test import Client

from networks.models import Country, Municipality, Network, Source, Term, Vocabulary

NAMES = re.compile(r'/en/cities/([\w-]+)/">')


def place(slug: str, name: str, country: Country | None, **values: object) -> Municipality:
    source = Source.objects.get_or_create(title="A page for tests", address="https://example.org/")[0]
    given = {"kind": "municipality", "route": "agreement", "standing": "member", "is_public": True}
    return Municipality.objects.create(
        slug=slug, name=name, country=country, source=source, **{**given, **values}
    )


def country(iso2: str, iso3: str, numeric: str, name: str) -> Country:
    words = {"name_en": name, "name_es": name, "name_pt_br": name}
    codes = {"iso2": iso2, "iso3": iso3, "numeric": numeric, "unhcr_code": iso3}
    return Country.objects.create(
        **codes, **words, default_language="es", time_zones="America/Lima", route="agreement"
    )


@pytest.fixture
def places(db: None) -> None:
    """Four public places of two countries, and an association of several countries."""
    chile, brazil = country("CL", "CHL", "152", "Chile"), country("BR", "BRA", "076", "Brazil")
    country("PE", "PER", "604", "Peru")
    place(
        "cl-nunoa",
        "Ñuñoa",
        chile,
        standing="agreement_annulled",
        joined_on="2019-01-01",
        joined_precision="year",
    )
    place("cl-arica", "Árica", chile, joined_on="2011-08-19", joined_precision="day")
    place("cl-maule", "Maule", chile, kind="region", standing="unknown")
    place("br-maringa", "Maringá", brazil, route="recognition")
    place("red", "Red de ciudades", None, kind="association", route="network")


def shown(client: Client, query: str = "") -> list[str]:
    """The slugs of the list in their order."""
    response = client.get(f"/en/cities/{query}")
    assert response.status_code == 200
    return (
        NAMES.findall(response.content.decode().split('id="places"')[-1]) if response.context["total"] else []
    )


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("?country=CL", {"cl-nunoa", "cl-arica", "cl-maule"}),
        ("?kind=region", {"cl-maule"}),
        ("?route=recognition", {"br-maringa"}),
        ("?standing=agreement_annulled", {"cl-nunoa"}),
        ("?country=CL&standing=member", {"cl-arica"}),
        ("?country=PE", set()),
        ("?q=nunoa", {"cl-nunoa"}),
        ("?q=%C3%91U%C3%91OA", {"cl-nunoa"}),
        ("?q=chile+maule", {"cl-maule"}),
        ("?q=", {"cl-nunoa", "cl-arica", "cl-maule", "br-maringa", "red"}),
    ],
)
def test_list_shows_what_matches(places: None, client: Client, query: str, slugs: set[str]) -> None:
    assert set(shown(client, query)) == slugs


def test_list_by_network_shows_its_members(places: None, client: Client) -> None:
    kind = Term.objects.create(
        vocabulary=Vocabulary.objects.create(code="network_kinds"), code="n", position=1
    )
    network = Network.objects.create(
        slug="a-network", name="A network", kind=kind, link="programme", is_public=True
    )
    network.members.add(Municipality.objects.get(slug="cl-arica"))

    assert shown(client, "?network=a-network") == ["cl-arica"]


@pytest.mark.parametrize(
    ("sort", "slugs"),
    [
        ("", ["cl-arica", "br-maringa", "cl-maule", "cl-nunoa", "red"]),
        ("-name", ["red", "cl-nunoa", "cl-maule", "br-maringa", "cl-arica"]),
        ("country", ["br-maringa", "cl-arica", "cl-maule", "cl-nunoa", "red"]),
        ("joined", ["cl-arica", "cl-nunoa", "br-maringa", "cl-maule", "red"]),
        ("-joined", ["cl-nunoa", "cl-arica", "br-maringa", "cl-maule", "red"]),
    ],
)
def test_order_ignores_accents_and_puts_the_unknown_last(
    places: None, client: Client, sort: str, slugs: list[str]
) -> None:
    assert shown(client, f"?sort={sort}") == slugs


@pytest.mark.parametrize(
    "query",
    [
        "?country=XX",
        "?country=cl'--",
        "?kind=castle",
        "?standing=1",
        "?network=none",
        "?sort=size",
        "?q=" + "x" * 101,
        "?q=%00",
    ],
)
def test_senseless_filter_is_refused_at_its_field(places: None, client: Client, query: str) -> None:
    response = client.get(f"/en/cities/{query}")

    assert response.status_code == 400
    assert 'aria-invalid="true"' in response.content.decode()


@pytest.mark.parametrize(
    "text", ["%", "_", "' OR 1=1 --", "<script>alert(1)</script>", "\\", "🏙", "x" * 100, "(" * 50]
)
def test_hostile_search_finds_nothing_and_is_escaped(places: None, client: Client, text: str) -> None:
    response = client.get("/en/cities/", {"q": text})

    assert response.status_code == 200
    assert response.context["total"] == 0
    assert "<script>alert" not in response.content.decode()


def test_chip_takes_away_its_own_filter_and_the_page(places: None, client: Client) -> None:
    response = client.get("/en/cities/?country=CL&kind=region&sort=-name&page=1")

    assert [(chip.label, chip.address) for chip in response.context["chips"]] == [
        ("Chile", "?kind=region&sort=-name"),
        ("Region", "?country=CL&sort=-name"),
    ]


def test_empty_list_offers_the_removals_that_help(places: None, client: Client) -> None:
    ways = client.get("/en/cities/?country=BR&kind=region&q=zzz").context["ways_out"]
    more = client.get("/en/cities/?country=BR&kind=region").context["ways_out"]

    assert ways == []
    assert [(way.label, way.address, way.total) for way in more] == [
        ("Brazil", "?kind=region", 1),
        ("Region", "?country=BR", 1),
    ]


def test_country_choices_are_those_with_places(places: None, client: Client) -> None:
    page = client.get("/en/cities/").content.decode()

    assert '<option value="CL">' in page
    assert '<option value="PE">' not in page
