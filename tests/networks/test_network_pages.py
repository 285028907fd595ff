"""The list of networks and the page of one network."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from networks.models import Membership, Network
from tests.cast import Cast
from tests.networks.stories import event, network, source, tight

LIST = "/en/networks/"


@pytest.fixture
def solidarity(cast: Cast) -> Network:
    """A network of Chile with one public and one hidden member."""
    row = network(name="Solidarity", size=19, size_note="Local governments in 2020.", note="Agreed in 2020.")
    row.countries.set([cast.chile])
    for place in (cast.la_calera, cast.hidden_chile):
        Membership.objects.create(network=row, municipality=place)
    return row


def names(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/en/networks/[^"]+">([^<]+)</a></h3>', tight(page))


def test_list_has_the_programme_first_and_then_the_alphabet(client: Client, cast: Cast) -> None:
    for name, link in (("Zeta", "programme"), ("Alpha", "neighbour"), ("Élan", "programme")):
        network(name=name, link=link)

    assert names(client.get(LIST).content.decode()) == ["Élan", "Zeta", "Alpha"]


@pytest.mark.parametrize(
    "query",
    [
        {"country": "CL"},
        {"kind": "city_network"},
        {"link": "programme"},
        {"municipality": "cl-la-calera"},
    ],
)
def test_each_filter_narrows(client: Client, cast: Cast, solidarity: Network, query: dict[str, str]) -> None:
    other = network(kind="association", link="neighbour", name="Other")
    other.countries.set([cast.uruguay])

    assert names(client.get(LIST, query).content.decode()) == ["Solidarity"]


@pytest.mark.parametrize("name", ["country", "kind", "link", "municipality"])
def test_invalid_filter_is_400_with_the_reason_at_the_field(
    client: Client, solidarity: Network, name: str
) -> None:
    response = client.get(LIST, {name: "<script>alert(1)</script>"})

    assert response.status_code == 400
    assert "msg-err" in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_place_out_of_sight_is_no_valid_filter(
    client: Client, cast: Cast, sign_in: Callable[[Any], Client], solidarity: Network
) -> None:
    query = {"municipality": cast.hidden_chile.slug}

    assert client.get(LIST, query).status_code == 400
    assert sign_in(cast.officer_chile).get(LIST, query).status_code == 200


def test_members_out_of_sight_are_neither_named_nor_counted(
    client: Client, cast: Cast, sign_in: Callable[[Any], Client], solidarity: Network
) -> None:
    address = f"{LIST}{solidarity.slug}/"

    assert cast.hidden_chile.name not in client.get(address).content.decode()
    assert "1 member named by sources" in client.get(LIST).content.decode()
    officer = sign_in(cast.officer_chile)
    assert cast.hidden_chile.name in officer.get(address).content.decode()
    assert "2 members named by sources" in officer.get(LIST).content.decode()


def test_page_tells_size_note_sources_and_partial_date(client: Client, solidarity: Network) -> None:
    solidarity.since, solidarity.since_precision = datetime.date(2020, 1, 1), "year"
    solidarity.save(update_fields=["since", "since_precision"])
    solidarity.sources.set([source("The founding page")])

    page = client.get(f"/es/networks/{solidarity.slug}/").content.decode()

    assert "1 de 19" in page
    assert '<span lang="en">Agreed in 2020.</span>' in page
    assert "The founding page" in page
    assert "Desde 2020" in page
    assert "2.020" not in page
    assert "ene 2020" not in page


def test_page_without_members_does_not_guess(client: Client, cast: Cast) -> None:
    row = network(size=400)

    assert "No source names the members." in client.get(f"{LIST}{row.slug}/").content.decode()


def test_page_lists_its_events_and_hides_those_out_of_sight(client: Client, solidarity: Network) -> None:
    event(title="First meeting").networks.add(solidarity)
    event(title="Hidden meeting", is_public=False).networks.add(solidarity)

    page = client.get(f"{LIST}{solidarity.slug}/").content.decode()

    assert "First meeting" in page
    assert "Hidden meeting" not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 404), ("officer_uruguay", 404), ("officer_chile", 200), ("bureau", 200)],
)
def test_network_that_is_not_public_is_seen_by_those_who_serve_a_member(
    client: Client, cast: Cast, sign_in: Callable[[Any], Client], solidarity: Network, who: str, status: int
) -> None:
    solidarity.is_public = False
    solidarity.save(update_fields=["is_public"])
    reader = client if who == "anonymous" else sign_in(getattr(cast, who))

    assert reader.get(f"{LIST}{solidarity.slug}/").status_code == status
    assert ("Solidarity" in names(reader.get(LIST).content.decode())) == (status == 200)


@pytest.mark.parametrize("who", ["anonymous", "officer_chile"])
def test_queries_do_not_grow_with_the_rows(
    client: Client,
    cast: Cast,
    sign_in: Callable[[Any], Client],
    count_queries: Callable[[Client, str], int],
    solidarity: Network,
    who: str,
) -> None:
    reader = client if who == "anonymous" else sign_in(getattr(cast, who))

    def grow(rows: int) -> None:
        for _ in range(rows):
            row = network()
            row.countries.set([cast.chile, cast.uruguay])
            row.sources.set([source()])
            Membership.objects.create(network=row, municipality=cast.montevideo)
            event().networks.add(solidarity)

    grow(2)
    address = f"{LIST}{solidarity.slug}/"
    count_queries(reader, LIST)
    few = count_queries(reader, LIST), count_queries(reader, address)

    grow(9)
    many = count_queries(reader, LIST), count_queries(reader, address)

    assert many == few
    assert max(many) <= 10


def test_piece_is_the_same_as_in_the_page(
    cast: Cast, sign_in: Callable[[Any], Client], solidarity: Network
) -> None:
    reader = sign_in(cast.officer_chile)

    piece = reader.get(LIST, headers={"HX-Request": "true"}).content.decode().strip()

    assert piece.startswith('<div id="results"')
    assert piece in reader.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Redes del programa"), ("pt-br", "Redes do programa")]
)
def test_list_speaks_the_language_of_the_address(
    client: Client, solidarity: Network, language: str, words: str
) -> None:
    assert words in client.get(f"/{language}/networks/").content.decode()


def test_unknown_network_is_404(client: Client, cast: Cast) -> None:
    assert client.get(f"{LIST}no-such-network/").status_code == 404
