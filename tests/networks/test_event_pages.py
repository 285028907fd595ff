"""The list of events and the page of one event."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from networks.models import Event
from tests.cast import Cast
from tests.networks.stories import event, network, tight

LIST = "/en/events/"


@pytest.fixture
def meeting(cast: Cast) -> Event:
    """A meeting in Chile with one public and one hidden city and a network."""
    row = event("2024-10-09", title="The meeting", kind="regional_meeting", country=cast.chile, place="Arica")
    row.municipalities.set([cast.la_calera, cast.hidden_chile])
    row.networks.add(network(slug="the-network"))
    return row


def titles(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/en/events/[^"]+">([^<]+)</a></h3>', tight(page))


def test_list_is_grouped_by_year_with_the_undated_last(client: Client, cast: Cast) -> None:
    for title, day in (
        ("Old", "2019-01-01"),
        ("Undated", None),
        ("New", "2025-05-06"),
        ("Same", "2019-12-31"),
    ):
        event(day, title=title)

    page = client.get(LIST).content.decode()

    assert re.findall(r"<h2[^>]*>([^<]+)</h2><ul class=\"dates", tight(page)) == [
        "2025",
        "2019",
        "Date not stated",
    ]
    assert titles(page) == ["New", "Same", "Old", "Undated"]


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "regional_meeting"},
        {"country": "CL"},
        {"year": "2024"},
        {"network": "the-network"},
        {"municipality": "cl-la-calera"},
    ],
)
def test_each_filter_narrows(client: Client, cast: Cast, meeting: Event, query: dict[str, str]) -> None:
    event("2023-12-31", title="Other", country=cast.uruguay)

    assert titles(client.get(LIST, query).content.decode()) == ["The meeting"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "nonsense"),
        ("country", "chile"),
        ("year", "abc"),
        ("year", "99999999999999999999"),
        ("year", "-1"),
        ("network", "nowhere"),
        ("municipality", "<script>alert(1)</script>"),
    ],
)
def test_invalid_filter_is_400_with_the_reason_at_the_field(
    client: Client, meeting: Event, name: str, value: str
) -> None:
    response = client.get(LIST, {name: value})

    assert response.status_code == 400
    assert "msg-err" in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_year_without_events_is_valid_and_offers_a_way_on(client: Client, meeting: Event) -> None:
    response = client.get(LIST, {"year": "1999"})

    assert response.status_code == 200
    assert "1 matches if you remove 1999." in response.content.decode()


def test_city_stays_chosen_when_other_filters_are_applied(client: Client, meeting: Event) -> None:
    page = client.get(LIST, {"municipality": "cl-la-calera"}).content.decode()

    assert re.search(r'<input type="hidden" name="municipality" value="cl-la-calera"', page)


@pytest.mark.parametrize(
    ("precision", "shown", "never"),
    [("year", "2024", "Oct"), ("month", "October 2024", "1 Oct"), ("day", "1 Oct 2024", "2,024")],
)
def test_date_is_shown_as_far_as_it_is_known(
    client: Client, cast: Cast, precision: str, shown: str, never: str
) -> None:
    row = event("2024-10-01", title="It", precision=precision)

    page = client.get(f"{LIST}{row.slug}/").content.decode()

    assert re.search(rf"<dt>When</dt><dd>{shown}<", tight(page))
    assert never not in page


def test_days_of_one_month_are_joined(client: Client, meeting: Event) -> None:
    meeting.ends_on = meeting.starts_on.replace(day=10)  # type: ignore[union-attr]
    meeting.save(update_fields=["ends_on"])

    assert "9–10 oct 2024" in client.get(f"/es/events/{meeting.slug}/").content.decode()
    assert "9–10 out. 2024" in client.get(f"/pt-br/events/{meeting.slug}/").content.decode()


def test_inferred_year_says_so(client: Client, cast: Cast) -> None:
    row = event(is_year_inferred=True)

    assert "year concluded from other facts" in client.get(LIST).content.decode()
    assert "Year concluded from other facts" in client.get(f"{LIST}{row.slug}/").content.decode()


def test_page_tells_participants_outcome_and_source(client: Client, cast: Cast) -> None:
    row = event(participants=19, participants_of="local governments", outcome_es="Se acordó una red.")

    page = client.get(f"/es/events/{row.slug}/").content.decode()

    assert '<b>19</b><span lang="en">local governments</span>' in page
    assert "Se acordó una red." in page
    assert "A page that tells of it" in page


def test_cities_and_networks_out_of_sight_do_not_show(
    client: Client, cast: Cast, sign_in: Callable[[Any], Client], meeting: Event
) -> None:
    meeting.networks.add(network(name="Hidden network", is_public=False))
    address = f"{LIST}{meeting.slug}/"

    page = client.get(address).content.decode()

    assert cast.la_calera.name in page
    assert cast.hidden_chile.name not in page
    assert "Hidden network" not in page
    assert cast.hidden_chile.name in sign_in(cast.officer_chile).get(address).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 404), ("officer_uruguay", 404), ("coordinator_hidden_chile", 200), ("bureau", 200)],
)
def test_event_that_is_not_public_is_seen_by_those_who_serve_a_city(
    client: Client, cast: Cast, sign_in: Callable[[Any], Client], meeting: Event, who: str, status: int
) -> None:
    meeting.is_public = False
    meeting.save(update_fields=["is_public"])
    reader = client if who == "anonymous" else sign_in(getattr(cast, who))

    assert reader.get(f"{LIST}{meeting.slug}/").status_code == status
    assert ("The meeting" in titles(reader.get(LIST).content.decode())) == (status == 200)


@pytest.mark.parametrize("who", ["anonymous", "officer_chile"])
def test_queries_do_not_grow_with_the_rows(
    client: Client,
    cast: Cast,
    sign_in: Callable[[Any], Client],
    count_queries: Callable[[Client, str], int],
    meeting: Event,
    who: str,
) -> None:
    reader = client if who == "anonymous" else sign_in(getattr(cast, who))

    def grow(rows: int) -> None:
        for _ in range(rows):
            event(country=cast.chile).municipalities.set([cast.la_calera, cast.montevideo])
            meeting.networks.add(network())

    grow(2)
    address = f"{LIST}{meeting.slug}/"
    count_queries(reader, LIST)
    few = count_queries(reader, f"{LIST}?country=CL&year=2024"), count_queries(reader, address)

    grow(9)
    many = count_queries(reader, f"{LIST}?country=CL&year=2024"), count_queries(reader, address)

    assert many == few
    assert max(many) <= 10


def test_piece_is_the_same_as_in_the_page(
    cast: Cast, sign_in: Callable[[Any], Client], meeting: Event
) -> None:
    reader = sign_in(cast.officer_chile)

    piece = reader.get(LIST, headers={"HX-Request": "true"}).content.decode().strip()

    assert piece.startswith('<div id="results"')
    assert piece in reader.get(LIST).content.decode()


@pytest.mark.parametrize(("language", "words"), [("es", "Eventos"), ("pt-br", "Redes"), ("en", "Events")])
def test_list_speaks_the_language_of_the_address(
    client: Client, meeting: Event, language: str, words: str
) -> None:
    assert words in client.get(f"/{language}/events/").content.decode()


def test_unknown_event_is_404(client: Client, cast: Cast) -> None:
    assert client.get(f"{LIST}no-such-event/").status_code == 404


def test_hostile_title_is_shown_as_text(client: Client, cast: Cast) -> None:
    row = event(title="<script>alert(1)</script>", place="<b>x</b>")

    for address in (LIST, f"{LIST}{row.slug}/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page
