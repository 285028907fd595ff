"""What each of the cast finds on arriving, and what not."""

import datetime
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from assessments.models import Round
from networks.models import Municipality, Posting
from networks.roles import Role
from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.audit.verbs import add_sentences
from solidarity.workspace.overview import long_date
from tests.agreements import making
from tests.assessments import building
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


def test_changes_tell_also_of_agreements_and_self_assessments(sign_in: Any, cast: Cast) -> None:
    making.candidate(cast.montevideo, cast.officer_uruguay, title="Convenio de prueba")
    building.open_in_montevideo(cast)

    own = look(sign_in, cast.coordinator_montevideo), look(sign_in, cast.officer_uruguay)
    region, others = look(sign_in, cast.bureau), look(sign_in, cast.officer_chile)

    for page in (*own, region):
        assert "officer_uruguay entered the agreement “Convenio de prueba”" in page
        assert "officer_uruguay opened the self-assessment" in page
    assert "officer_uruguay" not in others


def test_officer_finds_each_need_with_one_action_that_leads_there(sign_in: Any, cast: Cast) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)
    assessment = building.submitted(cast)
    client = sign_in(cast.officer_uruguay)

    page = client.get(PAGE).content.decode()

    assert "2 things need you." in page
    assert page.count('class="btn sec sm"') == 2
    for address in (f"/agreements/{agreement.pk}/approval", f"/assessments/{assessment.pk}/review/"):
        (target,) = set(re.findall(rf'href="(/en{address}[^"]*)"', page))
        assert client.get(target).status_code == 200


def test_officer_without_needs_is_told_what_would_stand_there(sign_in: Any, cast: Cast) -> None:
    page = look(sign_in, cast.officer_uruguay)

    assert "Nothing needs you today" in page
    assert "an approval is missing" in page


def test_reader_has_no_list_of_needs_and_no_button_to_write(sign_in: Any, cast: Cast) -> None:
    making.signed(cast.la_calera, cast.officer_chile)

    officer, reader = look(sign_in, cast.officer_chile), look(sign_in, cast.reader_chile)

    assert "/en/agreements/new/" in officer
    assert "Approval missing" in officer
    assert "/en/agreements/new/" not in reader
    assert "Nothing needs you" not in reader
    assert "Approval missing" not in reader
    assert "My cities" in reader


def test_my_cities_tell_where_agreement_and_self_assessment_stand(sign_in: Any, cast: Cast) -> None:
    making.in_force(cast.montevideo, cast.officer_uruguay, is_sample=True)
    building.answer_all(building.open_in_montevideo(cast), by=cast.respondent_montevideo)

    page = look(sign_in, cast.officer_uruguay)

    assert "In force" in page
    assert "Sample data" in page
    assert "3 of 3 answered" in " ".join(page.split())
    assert "Not opened yet" in page


def test_stages_link_to_the_list_of_just_those(sign_in: Any, cast: Cast) -> None:
    making.in_force(cast.montevideo, cast.officer_uruguay)
    making.candidate(cast.la_calera, cast.officer_chile)

    client = sign_in(cast.officer_uruguay)
    page = client.get(PAGE).content.decode()

    assert "/en/agreements/?status=in_force&amp;country=UY" in page
    assert "status=candidate" not in page
    assert client.get("/en/agreements/?status=in_force&country=UY").context["total"] == 1


def test_city_finds_its_open_self_assessment_with_what_is_missing(sign_in: Any, cast: Cast) -> None:
    assessment = building.open_in_montevideo(cast)

    page = look(sign_in, cast.respondent_montevideo)

    assert "Self-assessment to be answered" in page
    assert f"/en/assessments/{assessment.pk}/" in page
    assert "Criterion 1, Criterion 1: 2 questions have no answer yet." in page
    assert "The open self-assessment" not in look(sign_in, cast.partner_montevideo)


def test_city_reads_the_comments_of_what_was_returned(sign_in: Any, cast: Cast) -> None:
    assessment = building.returned(cast, *building.CODES[:2])
    building.save(assessment, building.CODES[0], by=cast.respondent_montevideo, version=1)

    page = look(sign_in, cast.coordinator_montevideo)

    assert "2 questions were returned to you" in page
    assert page.count("Say more.") == 2
    assert page.count("answered again") == 1
    assert all(f'/answers/C01.Q0{n}/">1.{n}</a>' in page for n in (1, 2))
    assert "Say more." not in look(sign_in, cast.coordinator_la_calera)


def test_what_came_back_is_shown_before_what_was_opened_later(sign_in: Any, cast: Cast) -> None:
    returned = building.returned(cast)
    in_round = building.make_round(returned.questionnaire)
    building.open_in_montevideo(cast, in_round)

    response = sign_in(cast.respondent_montevideo).get(PAGE)

    assert response.context["answering"].assessment == returned


def test_bureau_sees_the_region_in_figures_and_samples_as_such(sign_in: Any, cast: Cast) -> None:
    making.in_force(cast.montevideo, cast.officer_uruguay)
    making.signed(cast.la_calera, cast.officer_chile, is_sample=True)
    building.validated(cast)

    page = " ".join(look(sign_in, cast.bureau).split())

    assert "<b>1</b><span>agreements in force" in page
    assert "<b>1</b><span>self-assessments validated" in page
    assert "1 of the agreements and 0 of the self-assessments" in page
    assert "Nothing needs you" not in page


def test_hostile_titles_are_shown_as_they_were_written(sign_in: Any, cast: Cast) -> None:
    making.candidate(cast.montevideo, cast.officer_uruguay, title="<script>alert(1)</script>")

    page = look(sign_in, cast.officer_uruguay)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


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
    with django_assert_max_num_queries(10) as few:
        client.get(PAGE)
    allowed = len(few)

    for city in [cast.la_calera, *_more_cities(cast, 12)]:
        with transaction.atomic():
            record("city.touched", city, by=cast.officer_chile)
        making.candidate(city, cast.officer_chile)
        making.signed(city, cast.officer_chile)
    client.get(PAGE)

    with django_assert_max_num_queries(allowed):
        client.get(PAGE)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("officer_uruguay", True),
        ("bureau", True),
        ("reader_chile", False),
        ("coordinator_montevideo", False),
        ("administrator", False),
    ],
)
def test_who_opens_rounds_is_told_when_there_is_none(sign_in: Any, cast: Cast, name: str, told: bool) -> None:
    way = 'href="/en/assessments/rounds/open/"'
    today = timezone.localdate()
    over = building.make_round(closes_on=today - datetime.timedelta(days=1))
    building.make_round(over.questionnaire, country=cast.chile)

    assert (way in look(sign_in, getattr(cast, name))) is (told and name != "bureau")
    Round.objects.filter(country=cast.chile).delete()
    assert (way in look(sign_in, getattr(cast, name))) is told
    building.make_round(over.questionnaire, opens_on=today + datetime.timedelta(days=9))
    assert way not in look(sign_in, getattr(cast, name))


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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "miércoles 1 de abril de 2026"),
        ("pt-br", "quarta-feira, 1º de abril de 2026"),
        ("en", "Wednesday 1 April 2026"),
    ],
)
def test_day_stands_as_one_writes_it(language: str, words: str) -> None:
    with translation.override(language):
        assert long_date(datetime.date(2026, 4, 1)) == words
