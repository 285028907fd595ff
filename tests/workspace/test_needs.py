"""What needs whom: each kind, its urgency, its one action, and who is left in peace."""

import datetime
import zoneinfo
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from agreements import actions
from agreements.models import Agreement
from assessments.actions import submit_assessment, validate_assessment
from assessments.models import Assessment, Round
from networks.models import Country
from solidarity.accounts.models import User
from solidarity.reports.models import Report
from solidarity.workspace.desk import Desk
from solidarity.workspace.needs import Need, Urgency, needs_of
from tests.agreements import making
from tests.assessments import building
from tests.cast import Cast
from tests.reports.conftest import ask, worked

TODAY = timezone.now().date()
LATE, NOW, COMING = Urgency


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared in English."""
    with override("en"):
        yield


def needs(user: User) -> list[Need]:
    return needs_of(Desk(user))


def only(user: User) -> Need:
    (need,) = needs(user)
    return need


def days_ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def signed(cast: Cast, days: int, **facts: Any) -> Agreement:
    """Signed so many days ago, with nothing from the council."""
    agreement = making.in_negotiation(cast.montevideo, cast.officer_uruguay, **facts)
    return making.sign(agreement, cast.officer_uruguay, signed_on=days_ago(days))


def rule(country: Country, usual: str) -> None:
    country.ratification_usual = usual
    country.save(update_fields=["ratification_usual"])


# Agreements --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "urgency"), [(5, NOW), (90, NOW), (95, LATE)])
def test_a_signature_without_the_approval_it_needs(cast: Cast, days: int, urgency: Urgency) -> None:
    rule(cast.uruguay, "yes")
    agreement = signed(cast, days)

    need = only(cast.officer_uruguay)

    assert (need.page, need.pk, need.urgency) == ("agreements:approval-add", agreement.pk, urgency)
    assert "Montevideo" in need.reason


def test_nobody_decided_whether_the_council_has_to_approve(cast: Cast) -> None:
    rule(cast.uruguay, "unknown")
    agreement = signed(cast, 5)

    assert only(cast.officer_uruguay).page == "agreements:approval-need"

    actions.decide_approval_need(
        agreement, by=cast.officer_uruguay, need="not_needed", reason="A branch does"
    )
    assert needs(cast.officer_uruguay) == []


def test_an_approval_ends_the_need(cast: Cast) -> None:
    rule(cast.uruguay, "yes")
    making.approve(signed(cast, 100), cast.officer_uruguay, decided_on=days_ago(90))

    assert needs(cast.officer_uruguay) == []


@pytest.mark.parametrize(
    ("left", "urgency"), [(400, None), (185, None), (170, COMING), (32, COMING), (20, NOW), (-5, None)]
)
def test_an_agreement_that_ends_soon(cast: Cast, left: int, urgency: Urgency | None) -> None:
    until = TODAY + datetime.timedelta(days=left)
    agreement = making.in_force(cast.montevideo, cast.officer_uruguay, until=until)

    found = [(need.page, need.pk, need.urgency) for need in needs(cast.officer_uruguay)]

    assert found == ([("agreements:agreement-detail", agreement.pk, urgency)] if urgency is not None else [])


def test_an_end_known_to_the_month_is_not_counted_in_days(cast: Cast) -> None:
    until = TODAY + datetime.timedelta(days=60)
    agreement = making.in_force(cast.montevideo, cast.officer_uruguay, until=until)
    Agreement.objects.filter(pk=agreement.pk).update(valid_precision="month")

    assert only(cast.officer_uruguay).title == "Agreement ends soon"


@pytest.mark.parametrize("state", ["candidate", "negotiation"])
@pytest.mark.parametrize(("days", "urgency"), [(80, None), (91, COMING), (200, LATE)])
def test_a_candidate_without_news(cast: Cast, state: str, days: int, urgency: Urgency | None) -> None:
    agreement = making.in_state(state, cast.montevideo, cast.officer_uruguay)
    touched = timezone.now() - datetime.timedelta(days=days)
    Agreement.objects.filter(pk=agreement.pk).update(updated_at=touched)

    assert [need.urgency for need in needs(cast.officer_uruguay)] == ([] if urgency is None else [urgency])


def test_what_public_sources_tell_needs_nobody(cast: Cast) -> None:
    fact = making.public_fact(
        cast.montevideo, state="signed", signed_on=days_ago(500), signed_precision="day"
    )
    Agreement.objects.filter(pk=fact.pk).update(updated_at=timezone.now() - datetime.timedelta(days=300))

    assert needs(cast.officer_uruguay) == []


@pytest.mark.parametrize(
    "name", ["officer_chile", "reader_chile", "coordinator_montevideo", "partner_montevideo", "nobody"]
)
def test_agreements_need_only_the_officer_of_the_country(cast: Cast, name: str) -> None:
    signed(cast, 100)
    making.candidate(cast.montevideo, cast.officer_uruguay)
    Agreement.objects.update(updated_at=timezone.now() - datetime.timedelta(days=300))

    assert needs(getattr(cast, name)) == []


# Self-assessments --------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "urgency"), [(0, NOW), (10, NOW), (12, LATE)])
def test_a_submitted_self_assessment_waits_for_the_officer(cast: Cast, days: int, urgency: Urgency) -> None:
    assessment = building.submitted(cast)
    sent = timezone.now() - datetime.timedelta(days=days)
    Assessment.objects.filter(pk=assessment.pk).update(submitted_at=sent)

    need = only(cast.officer_uruguay)

    assert (need.page, need.pk, need.urgency) == ("assessments:review", assessment.pk, urgency)
    assert "waits for your validation" in need.title
    assert needs(cast.coordinator_montevideo) == needs(cast.officer_chile) == []


def test_returned_items_need_the_city_and_then_the_officer(cast: Cast) -> None:
    assessment = building.returned(cast)
    for person in (cast.coordinator_montevideo, cast.respondent_montevideo):
        need = only(person)
        assert (need.title, need.page) == ("1 question was returned to you", "assessments:detail")
    assert needs(cast.officer_uruguay) == needs(cast.partner_montevideo) == []

    building.save(assessment, building.CODES[0], by=cast.respondent_montevideo, version=1)
    submit_assessment(building.fresh(assessment), by=cast.coordinator_montevideo)

    assert only(cast.officer_uruguay).title == "Returned questions were answered"
    assert needs(cast.coordinator_montevideo) == []


def test_days_are_those_of_the_reader(cast: Cast) -> None:
    back = building.returned(cast)
    late_evening = datetime.datetime(2026, 3, 10, 1, 30, tzinfo=datetime.UTC)
    Assessment.objects.filter(pk=back.pk).update(returned_at=late_evening)

    with timezone.override(zoneinfo.ZoneInfo("America/Montevideo")):
        (need,) = [item for item in needs(cast.coordinator_montevideo) if "returned" in item.title]

    assert need.day == datetime.date(2026, 3, 9)
    assert "9" in need.due
    assert "10" not in need.due


def test_nothing_is_needed_once_it_is_validated(cast: Cast) -> None:
    validate_assessment(building.submitted(cast), by=cast.officer_uruguay)

    assert needs(cast.officer_uruguay) == needs(cast.coordinator_montevideo) == []


@pytest.mark.parametrize(("closes", "urgency"), [(None, NOW), (30, NOW), (-1, LATE)])
def test_an_open_self_assessment_is_to_be_answered(cast: Cast, closes: int | None, urgency: Urgency) -> None:
    closes_on = None if closes is None else TODAY + datetime.timedelta(days=closes)
    in_round = building.make_round(opens_on=days_ago(60))
    building.open_in_montevideo(cast, in_round)
    Round.objects.update(closes_on=closes_on)

    need = only(cast.respondent_montevideo)

    assert (need.page, need.urgency) == ("assessments:detail", urgency)
    assert "0 of 3 questions are answered" in need.reason


def test_a_whole_self_assessment_needs_the_coordinator_alone(cast: Cast) -> None:
    building.answer_all(building.open_in_montevideo(cast), by=cast.respondent_montevideo)

    assert only(cast.coordinator_montevideo).page == "assessments:submit"
    assert needs(cast.respondent_montevideo) == []


# Reports -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["officer_uruguay", "coordinator_montevideo", "bureau"])
def test_a_report_that_became_ready_is_news_for_three_days_to_who_asked(cast: Cast, name: str) -> None:
    person = getattr(cast, name)
    report = worked(ask(person, cast.montevideo))

    need = only(person)

    assert (need.page, need.pk, need.urgency) == ("reports:report-detail", report.pk, COMING)
    assert needs(cast.officer_chile) == []

    Report.objects.update(made_at=timezone.now() - datetime.timedelta(days=4))
    assert needs(person) == []


def test_a_report_that_is_not_ready_is_no_news(cast: Cast) -> None:
    ask(cast.officer_uruguay, cast.montevideo)

    assert needs(cast.officer_uruguay) == []


# Together ----------------------------------------------------------------------------------------


def test_needs_come_most_urgent_first_and_the_oldest_before_the_newer(cast: Cast) -> None:
    rule(cast.uruguay, "yes")
    signed(cast, 200)
    signed(cast, 300)
    signed(cast, 5)
    making.in_force(cast.montevideo, cast.officer_uruguay, until=TODAY + datetime.timedelta(days=100))
    building.submitted(cast)

    found = needs(cast.officer_uruguay)

    assert [need.urgency for need in found] == [LATE, LATE, NOW, NOW, COMING]
    assert [need.day for need in found][:2] == [days_ago(300), days_ago(200)]


def test_needs_ask_for_no_more_queries_with_more_rows(cast: Cast, django_assert_num_queries: Any) -> None:
    for days in (5, 50, 100, 150):
        signed(cast, days)
    building.submitted(cast)

    officer = User.objects.get(pk=cast.officer_uruguay.pk)
    with django_assert_num_queries(4):  # postings, agreements, self-assessments, reports
        assert len(needs(officer)) == 5


def test_samples_are_marked(cast: Cast) -> None:
    signed(cast, 5, is_sample=True)

    assert only(cast.officer_uruguay).is_sample
