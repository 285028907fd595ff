"""What the pages of cities show of agreements: cards with sources and rulings, marks on the map."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from networks.maps import marks_of
from networks.models import Municipality
from solidarity.charts.marks import Mark
from tests.agreements import making
from tests.agreements.making import D
from tests.cast import Cast

SignIn = Callable[[Any], Client]
CITY = "/en/cities/uy-montevideo/"


def mark(place: Municipality, user: Any = None) -> Mark:
    return marks_of([(place.pk, place.route, place.standing)], user or AnonymousUser())[place.pk]


def signed_fact(place: Municipality, slug: str, year: int, **facts: Any) -> Agreement:
    facts = {"state": "signed", "signed_on": D(year, 1, 1), "signed_precision": "year", **facts}
    return making.public_fact(place, slug=slug, **facts)


def test_a_member_without_a_known_agreement_is_not_established(cast: Cast) -> None:
    assert mark(cast.montevideo) == Mark.NOT_ESTABLISHED
    making.public_fact(cast.montevideo)
    assert mark(cast.montevideo) == Mark.NOT_ESTABLISHED


def test_the_latest_known_signature_marks_a_place(cast: Cast) -> None:
    signed_fact(cast.montevideo, "first", 2017)
    assert mark(cast.montevideo) == Mark.SIGNED

    signed_fact(cast.montevideo, "second", 2020, valid_to=D(2022, 12, 31), valid_precision="day")
    assert mark(cast.montevideo) == Mark.NOT_ESTABLISHED  # the latest one is over


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("in_force", Mark.IN_FORCE),
        ("signed", Mark.SIGNED),
        ("negotiation", Mark.NEGOTIATION),
        ("candidate", Mark.CANDIDATE),
        ("ended", Mark.NOT_ESTABLISHED),
    ],
)
def test_what_is_entered_here_marks_a_place_for_its_territory_alone(
    cast: Cast, state: str, expected: Mark
) -> None:
    making.in_state(state, cast.montevideo, cast.officer_uruguay)

    assert mark(cast.montevideo, cast.officer_uruguay) == expected
    assert mark(cast.montevideo, cast.officer_chile) == mark(cast.montevideo) == Mark.NOT_ESTABLISHED


def test_samples_and_recognitions_mark_nothing(cast: Cast) -> None:
    making.in_force(cast.montevideo, cast.officer_uruguay, is_sample=True)
    signed_fact(cast.montevideo, "recognised", 2022, kind=making.term("recognition"))

    assert mark(cast.montevideo, cast.officer_uruguay) == Mark.NOT_ESTABLISHED


def test_a_ruling_is_not_overwritten_by_an_older_signature(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.la_calera.pk).update(standing="agreement_annulled")
    cast.la_calera.refresh_from_db()
    signed_fact(cast.la_calera, "older", 2019)

    assert mark(cast.la_calera) == Mark.ANNULLED


def test_page_of_a_city_tells_of_public_instruments_with_their_sources(cast: Cast) -> None:
    making.public_fact(cast.montevideo, title="Memorando de entendimiento")
    making.in_force(cast.montevideo, cast.officer_uruguay, title="Convenio no público")

    page = Client().get(CITY).content.decode()

    assert "Memorando de entendimiento" in page
    assert "A page for tests" in page.partition("Memorando de entendimiento")[2]
    assert "Convenio no público" not in page
    assert "/en/agreements/" not in page  # their pages need a login


def test_page_of_a_city_marks_samples_for_those_who_see_them(cast: Cast, sign_in: SignIn) -> None:
    agreement = making.in_force(cast.montevideo, cast.officer_uruguay, is_sample=True)

    page = sign_in(cast.coordinator_montevideo).get(CITY).content.decode()

    assert f"/en/agreements/{agreement.pk}/" in page
    assert "Sample data" in page.partition('id="agreements"')[2]


def test_a_title_is_text_whatever_stands_in_it(cast: Cast) -> None:
    making.public_fact(cast.montevideo, title="<script>alert(1)</script>")

    page = Client().get(CITY).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_queries_do_not_grow_with_agreements(cast: Cast) -> None:
    def count(rows: int) -> int:
        for number in range(Agreement.objects.count(), rows):
            making.public_fact(cast.montevideo, slug=f"uy-montevideo-{number}")
        total = 0
        for address in (CITY, "/en/cities/"):
            Client().get(address)
            with CaptureQueriesContext(connection) as queries:
                assert Client().get(address).status_code == 200
            total += len(queries)
        return total

    assert count(3) == count(12)
