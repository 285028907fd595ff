"""What each of the cast finds on arriving, and what not."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from networks.models import Municipality, Posting
from networks.roles import Role
from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.audit.verbs import add_sentences
from tests.cast import Cast

PAGE = "/en/workspace/"


@pytest.fixture
def words() -> None:
    """A verb for the tests."""
    add_sentences({"city.touched": "{actor} touched {object}"})  # type: ignore[dict-item]


def look(sign_in: Any, user: User, page: str = PAGE) -> str:
    """The text of the workspace of `user`."""
    response = sign_in(user).get(page)
    assert response.status_code == 200
    return response.content.decode()


def test_stranger_is_sent_to_the_sign_in(client: Client, db: None) -> None:
    assert client.get(PAGE)["Location"] == "/en/account/login/?next=/en/workspace/"


@pytest.mark.parametrize("name", ["officer_chile", "reader_chile"])
def test_country_office_sees_its_own_cities_and_no_others(sign_in: Any, cast: Cast, name: str) -> None:
    page = look(sign_in, getattr(cast, name))

    assert "UNHCR Chile" in page
    assert "La Calera" in page
    assert "Canary of Chile" in page
    assert "Montevideo" not in page
    assert "Canary of Uruguay" not in page
    assert "/en/cities/?country=CL" in page


def test_officer_of_two_countries_sees_which_is_which(sign_in: Any, cast: Cast) -> None:
    Posting.objects.create(user=cast.officer_chile, role=Role.COUNTRY_READER, country=cast.uruguay)

    page = look(sign_in, cast.officer_chile)

    assert "UNHCR Chile, Uruguay" in page
    assert 'data-l="Country">Uruguay<' in page


def test_office_with_many_cities_shows_the_first_and_says_how_many_more(sign_in: Any, cast: Cast) -> None:
    _more_cities(cast, 30)

    page = look(sign_in, cast.officer_chile)

    assert page.count('role="rowheader"') == 25
    assert "7 more are in the list of all cities." in page


@pytest.mark.parametrize("name", ["bureau", "bureau_reader"])
def test_bureau_sees_every_country_with_its_counts(sign_in: Any, cast: Cast, name: str) -> None:
    response = sign_in(getattr(cast, name)).get(PAGE)

    counts = {row.name: (row.places, row.members, row.candidates) for row in response.context["countries"]}
    assert counts == {"Chile": (2, 1, 1), "Uruguay": (2, 1, 1)}
    assert "Regional Bureau for the Americas" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "own", "other"),
    [
        ("coordinator_montevideo", "Montevideo", "La Calera"),
        ("respondent_montevideo", "Montevideo", "La Calera"),
        ("coordinator_hidden_chile", "Canary of Chile", "La Calera"),
    ],
)
def test_city_sees_its_own_card_and_nothing_of_others(
    sign_in: Any, cast: Cast, name: str, own: str, other: str
) -> None:
    page = look(sign_in, getattr(cast, name))

    assert f"{own}</h2>" in page
    assert other not in page
    assert "/en/questionnaire/" in page
    assert "My cities" not in page
    assert "Countries</h2>" not in page


def test_partner_sees_the_organisation_and_its_city(sign_in: Any, cast: Cast) -> None:
    page = look(sign_in, cast.partner_montevideo)

    assert "A partner for tests" in page
    assert "Montevideo</h2>" in page


def test_administrator_sees_the_administration_and_no_city(sign_in: Any, cast: Cast) -> None:
    page = look(sign_in, cast.administrator)

    assert "/admin/" in page
    assert "Montevideo" not in page
    assert "Canary" not in page


@pytest.mark.parametrize("name", ["officer_chile", "bureau", "coordinator_montevideo", "nobody"])
def test_nobody_else_sees_the_administration(sign_in: Any, cast: Cast, name: str) -> None:
    assert "/admin/" not in look(sign_in, getattr(cast, name))


def test_api_client_sees_what_the_account_is_for(sign_in: Any, cast: Cast) -> None:
    page = look(sign_in, cast.api_client_chile)

    assert "Reading the data by program" in page
    assert "My cities" not in page


def test_person_without_a_role_is_told_whom_to_ask(sign_in: Any, cast: Cast) -> None:
    page = look(sign_in, cast.nobody)

    assert "You have no role yet" in page
    assert "Ask the person at UNHCR who made your account" in page
    assert "Canary" not in page


def test_changes_are_those_of_ones_own_cities(sign_in: Any, cast: Cast, words: None) -> None:
    with transaction.atomic():
        record("city.touched", cast.hidden_chile, by=cast.officer_chile)
        record("city.touched", cast.montevideo, by=cast.officer_uruguay)

    chile, uruguay = look(sign_in, cast.officer_chile), look(sign_in, cast.coordinator_montevideo)

    assert "officer_chile touched Canary of Chile" in chile
    assert "touched Montevideo" not in chile
    assert "officer_uruguay touched Montevideo" in uruguay
    assert "Canary" not in uruguay


def test_nobody_without_territory_sees_changes(sign_in: Any, cast: Cast, words: None) -> None:
    with transaction.atomic():
        record("city.touched", cast.montevideo, by=cast.officer_uruguay)

    assert "touched" not in look(sign_in, cast.nobody) + look(sign_in, cast.administrator)


@pytest.mark.parametrize(
    ("zone", "greeting", "day"),
    [
        ("America/Montevideo", "Good morning", "Thursday 14 May 2026"),
        ("Europe/Zurich", "Good afternoon", "Thursday 14 May 2026"),
        ("Pacific/Kiritimati", "Good evening", "Friday 15 May 2026"),
    ],
)
def test_greeting_follows_the_clock_where_one_is(
    sign_in: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch, zone: str, greeting: str, day: str
) -> None:
    moment = timezone.datetime(2026, 5, 14, 13, 30, tzinfo=timezone.get_fixed_timezone(0))
    cast.nobody.time_zone = zone
    cast.nobody.save(update_fields=["time_zone"])
    client = sign_in(cast.nobody)
    monkeypatch.setattr(timezone, "now", lambda: moment)

    page = client.get(PAGE).content.decode()

    assert f"<h1>{greeting}</h1>" in page
    assert day in page


@pytest.mark.parametrize("address", ["/es/workspace/", "/pt-br/workspace/"])
def test_workspace_opens_in_the_other_languages(sign_in: Any, cast: Cast, address: str) -> None:
    for user in cast.people().values():
        if user.is_active:
            look(sign_in, user, address)


@pytest.mark.parametrize(
    "name",
    ["officer_chile", "bureau", "coordinator_la_calera", "partner_montevideo", "administrator", "nobody"],
)
def test_workspace_needs_no_more_queries_for_more_rows(
    sign_in: Any, cast: Cast, words: None, django_assert_max_num_queries: Any, name: str
) -> None:
    client = sign_in(getattr(cast, name))
    client.get(PAGE)
    with django_assert_max_num_queries(12) as few:
        client.get(PAGE)
    allowed = len(few)

    for city in [cast.la_calera, *_more_cities(cast, 12)]:
        with transaction.atomic():
            record("city.touched", city, by=cast.officer_chile)
    client.get(PAGE)

    with django_assert_max_num_queries(allowed):
        client.get(PAGE)


def _more_cities(cast: Cast, number: int) -> list[Municipality]:
    return [
        Municipality.objects.create(
            slug=f"cl-more-{index}",
            name=f"More {index}",
            kind="municipality",
            country=cast.chile,
            route="agreement",
            standing="candidate",
        )
        for index in range(number)
    ]
