"""The one computation of status, at the edges of days, months and years, on every database."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agreements import actions
from agreements.days import local_day
from agreements.models import Agreement
from networks.models import Country
from tests.agreements import making
from tests.agreements.making import D
from tests.cast import Cast

NOON = datetime.time(12)


def at(year: int, month: int, day: int, time: datetime.time = NOON, zone: str = "UTC") -> datetime.datetime:
    return datetime.datetime.combine(D(year, month, day), time, tzinfo=ZoneInfo(zone))


def status(agreement: Agreement, moment: datetime.datetime) -> str:
    return Agreement.objects.with_status(moment).get(pk=agreement.pk).status


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("candidate", "candidate"),
        ("negotiation", "negotiation"),
        ("signed", "signed"),
        ("in_force", "in_force"),
        ("suspended", "suspended"),
        ("ended", "ended"),
        ("withdrawn", "withdrawn"),
    ],
)
def test_status_follows_the_state(cast: Cast, state: str, expected: str) -> None:
    agreement = making.in_state(state, cast.montevideo, cast.officer_uruguay)

    assert status(agreement, at(2026, 5, 14)) == expected


def test_status_of_a_public_fact_may_be_open(cast: Cast) -> None:
    assert status(making.public_fact(cast.montevideo), at(2026, 5, 14)) == "not_established"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [({}, "ratified"), ({"outcome": "rejected"}, "signed"), ({"body_kind": "executive"}, "signed")],
)
def test_signed_is_ratified_by_the_council_alone(cast: Cast, facts: dict[str, Any], expected: str) -> None:
    agreement = making.in_negotiation(cast.montevideo, cast.officer_uruguay)
    making.approve(agreement, cast.officer_uruguay, **facts)

    assert status(agreement, at(2026, 5, 14)) == "negotiation"
    assert status(making.sign(agreement, cast.officer_uruguay), at(2026, 5, 14)) == expected


@pytest.mark.parametrize(
    ("precision", "until", "moment", "expected"),
    [
        ("day", D(2026, 10, 3), at(2026, 4, 5), "in_force"),  # 181 days to go
        ("day", D(2026, 10, 3), at(2026, 4, 6), "renewal"),  # 180
        ("day", D(2026, 10, 3), at(2026, 10, 3), "renewal"),
        ("day", D(2026, 10, 3), at(2026, 10, 4), "expired"),
        ("day", D(2024, 10, 4), at(2024, 10, 4), "renewal"),
        ("day", D(2028, 2, 29), at(2028, 2, 29), "renewal"),
        ("day", D(2028, 2, 29), at(2028, 3, 1), "expired"),
        ("month", D(2026, 10, 1), at(2026, 5, 3), "in_force"),  # the term ends with the month
        ("month", D(2026, 10, 1), at(2026, 5, 4), "renewal"),
        ("month", D(2026, 10, 1), at(2026, 10, 31), "renewal"),
        ("month", D(2026, 10, 1), at(2026, 11, 1), "expired"),
        ("month", D(2026, 12, 1), at(2027, 1, 1), "expired"),
        ("year", D(2027, 1, 1), at(2027, 7, 4), "renewal"),
        ("year", D(2027, 1, 1), at(2027, 7, 3), "in_force"),
        ("year", D(2027, 1, 1), at(2027, 12, 31), "renewal"),
        ("year", D(2027, 1, 1), at(2028, 1, 1), "expired"),
    ],
)
def test_a_term_lasts_to_the_end_of_what_is_known_of_it(
    cast: Cast, precision: str, until: datetime.date, moment: datetime.datetime, expected: str
) -> None:
    agreement = making.in_force(cast.montevideo, cast.officer_uruguay)
    term = {"valid_to": until, "valid_precision": precision}
    Agreement.objects.filter(pk=agreement.pk).update(**term)

    assert status(agreement, moment) == expected


@pytest.mark.parametrize("state", ["signed", "suspended"])
def test_what_is_over_is_expired_whatever_it_was(cast: Cast, state: str) -> None:
    agreement = making.in_state(state, cast.montevideo, cast.officer_uruguay)
    Agreement.objects.filter(pk=agreement.pk).update(valid_to=D(2025, 10, 3), valid_precision="day")

    assert status(agreement, at(2025, 10, 3)) == state
    assert status(agreement, at(2025, 10, 4)) == "expired"


def test_no_end_date_never_expires(cast: Cast) -> None:
    agreement = making.in_force(cast.montevideo, cast.officer_uruguay, until=None)

    assert status(agreement, at(2999, 1, 1)) == "in_force"


@pytest.mark.parametrize(
    "zones", ["America/Montevideo", "America/Tijuana America/Mexico_City", "America/Santiago"]
)
def test_the_last_day_is_the_last_day_at_the_place(cast: Cast, zones: str) -> None:
    agreement = making.in_force(
        cast.montevideo, cast.officer_uruguay, until=D(2026, 9, 5)
    )  # Chile's clocks change
    Country.objects.filter(pk=cast.uruguay.pk).update(time_zones=zones)
    zone = zones.split()[0]
    last, first = datetime.time(23, 59, 59), datetime.time(0, 0, 1)

    assert status(agreement, at(2026, 9, 5, last, zone)) == "renewal"
    assert status(agreement, at(2026, 9, 6, datetime.time(1, 0, 1), zone)) == "expired"
    assert status(agreement, at(2026, 9, 5, first, zone)) == "renewal"


def test_local_day_in_python_agrees(cast: Cast) -> None:
    Country.objects.filter(pk=cast.uruguay.pk).update(time_zones="America/Tijuana")
    cast.montevideo.refresh_from_db()

    assert local_day(cast.montevideo, at(2026, 5, 14, datetime.time(3))) == D(2026, 5, 13)


def test_narrowing_says_the_same_as_status(cast: Cast) -> None:
    officer, place = cast.officer_uruguay, cast.montevideo
    made = {state: making.in_state(state, place, officer) for state in making.STATES}
    ending = making.in_force(place, officer, until=D(2026, 8, 1))
    over = making.in_force(place, officer, until=D(2026, 5, 13))
    moment = at(2026, 5, 14)
    rows = Agreement.objects

    assert set(rows.current(moment)) == {made["signed"], made["in_force"], made["suspended"], ending}
    assert set(rows.ending_within(180, moment)) == {ending}
    assert set(rows.ending_before(D(2026, 5, 14))) == {over}
    assert set(rows.with_status_of("renewal", "expired", at=moment)) == {ending, over}
    assert set(rows.awaiting_approval()) == {made["signed"]}
    assert set(rows.candidates_without_news(datetime.datetime.max.replace(tzinfo=datetime.UTC))) == {
        made["candidate"],
        made["negotiation"],
    }


@pytest.mark.parametrize(
    ("rule", "need", "waits"),
    [
        ("yes", "country", True),
        ("unknown", "country", True),
        ("no", "country", False),
        ("yes", "not_needed", False),
        ("no", "needed", True),
    ],
)
def test_awaiting_approval_follows_the_rule(cast: Cast, rule: str, need: str, waits: bool) -> None:
    Country.objects.filter(pk=cast.uruguay.pk).update(ratification_usual=rule)
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)
    if need != "country":
        actions.decide_approval_need(agreement, by=cast.officer_uruguay, need=need, reason="Legal advice")

    assert Agreement.objects.awaiting_approval().exists() is waits
    making.approve(agreement, cast.officer_uruguay)
    assert not Agreement.objects.awaiting_approval().exists()
