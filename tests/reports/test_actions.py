"""Asking, cancelling, asking again; who may; what happens only once; what a person sees of it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from networks.models import Posting
from solidarity.audit.models import Event
from solidarity.files.models import StoredFile
from solidarity.jobs.models import Job
from solidarity.jobs.prune import prune
from solidarity.jobs.work import work
from solidarity.reports.actions import MOST_OPEN, cancel_report, request_report, retry_report
from solidarity.reports.models import Report
from solidarity.reports.tasks import expire_reports
from solidarity.workflow import NotAllowed
from tests.cast import Cast, make_cast
from tests.reports.conftest import ask, end, shown, state_of, worked

pytestmark = pytest.mark.django_db


def test_a_report_waits_in_the_heavy_line_and_is_recorded(cast: Cast) -> None:
    report = ask(cast.officer_uruguay, cast.montevideo)

    assert state_of(report) == "queued"
    assert (report.job.line, report.job.owner) == (Job.Line.HEAVY, cast.officer_uruguay)
    assert Event.objects.get(verb="report.requested").object_id == str(report.pk)


@pytest.mark.parametrize("who", ["respondent_montevideo", "partner_montevideo", "officer_chile", "nobody"])
def test_who_has_no_right_there_gets_none(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        ask(getattr(cast, who), cast.montevideo)

    assert refusal.value.kind == "permission"
    assert not Job.objects.filter(kind="reports.make").exists()


def test_asking_again_for_what_waits_gives_the_same_report(cast: Cast) -> None:
    first = ask(cast.bureau, cast.montevideo)

    assert ask(cast.bureau, cast.montevideo) == first
    assert ask(cast.bureau, cast.montevideo, language="en") != first
    assert ask(cast.officer_uruguay, cast.montevideo) != first
    assert Event.objects.filter(verb="report.requested").count() == 3


def test_when_it_has_ended_the_same_request_makes_a_new_one(cast: Cast) -> None:
    first = worked(ask(cast.bureau, cast.montevideo))

    assert ask(cast.bureau, cast.montevideo) != first


def test_nobody_fills_the_queue(cast: Cast) -> None:
    languages, places = ("es", "pt-br", "en"), (cast.montevideo, cast.la_calera, cast.hidden_chile)
    wanted = [
        (place, language, form) for place in places for language in languages for form in ("pdf", "html")
    ]
    for place, language, form in wanted[:MOST_OPEN]:
        ask(cast.bureau, place, language=language, format=form)

    with pytest.raises(NotAllowed, match=str(MOST_OPEN)):
        ask(cast.bureau, wanted[MOST_OPEN][0], language=wanted[MOST_OPEN][1], format=wanted[MOST_OPEN][2])
    assert Report.objects.count() == Job.objects.filter(kind="reports.make").count() == MOST_OPEN


def test_a_waiting_report_is_cancelled_at_once_and_never_made(cast: Cast) -> None:
    report = ask(cast.bureau, cast.montevideo)

    cancel_report(report, by=cast.bureau)
    work(report.job_id)

    assert state_of(report) == "cancelled"
    assert Event.objects.filter(verb="report.cancelled").count() == 1


def test_a_report_being_made_is_cancelled_at_its_next_step(cast: Cast) -> None:
    report = ask(cast.bureau, cast.montevideo)
    Job.objects.filter(pk=report.job_id).update(is_cancel_requested=True)

    work(report.job_id)

    assert state_of(report) == "cancelled"
    assert shown(report).html == ""


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_what_has_ended_cannot_be_cancelled(cast: Cast, state: str) -> None:
    report = ask(cast.bureau, cast.montevideo)
    end(report, state)

    with pytest.raises(NotAllowed):
        cancel_report(report, by=cast.bureau)


@pytest.mark.parametrize(("state", "allowed"), [("failed", True), ("cancelled", True), ("queued", False)])
def test_only_what_came_to_nothing_is_made_again(cast: Cast, state: str, allowed: bool) -> None:
    report = ask(cast.bureau, cast.montevideo)
    if state != "queued":
        end(report, state)
    if not allowed:
        with pytest.raises(NotAllowed):
            retry_report(report, by=cast.bureau)
        return

    again = worked(retry_report(report, by=cast.bureau))

    assert (again.pk, again.state) == (report.pk, "ready")
    assert again.job_id != report.job_id


def test_a_ready_report_is_not_made_again(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        retry_report(worked(ask(cast.bureau, cast.montevideo)), by=cast.bureau)


def test_a_report_is_its_owners_alone(cast: Cast) -> None:
    report = ask(cast.officer_uruguay, cast.montevideo)

    seen = {name for name, person in cast.people().items() if Report.objects.visible_to(person).exists()}

    assert seen == {"officer_uruguay"}
    assert Report.objects.visible_to(cast.officer_uruguay).get() == report


def test_a_report_is_out_of_sight_when_the_city_is(cast: Cast) -> None:
    ask(cast.officer_uruguay, cast.montevideo)
    Posting.objects.filter(user=cast.officer_uruguay).update(country=cast.chile)
    del cast.officer_uruguay.__dict__["_services"]

    assert not Report.objects.visible_to(cast.officer_uruguay).exists()


def test_a_report_whose_owner_lost_the_city_is_not_made(cast: Cast) -> None:
    report = ask(cast.officer_uruguay, cast.montevideo)
    Posting.objects.filter(user=cast.officer_uruguay).delete()

    report = worked(report)

    assert report.state == "failed"
    assert "acceso" in report.job.error_sentence or "access" in report.job.error_sentence
    assert report.html == ""


def test_the_row_tells_when_it_was_made_and_for_how_long_it_is_kept(cast: Cast) -> None:
    report = worked(ask(cast.bureau, cast.montevideo))

    assert report.state == "ready"
    assert report.percent == 100
    assert report.made_at
    assert report.expires_at == report.made_at + datetime.timedelta(days=14)
    assert len(report.digest) == 64
    assert "Montevideo" in report.html
    assert Event.objects.filter(verb="report.made").count() == 1


def test_equal_facts_have_equal_digests_in_one_language(cast: Cast) -> None:
    first, second = (worked(ask(cast.bureau, cast.montevideo)) for _turn in range(2))
    other = worked(ask(cast.bureau, cast.la_calera))

    assert first.digest == second.digest != other.digest


def test_places_in_the_queue_count_from_one(cast: Cast) -> None:
    first = ask(cast.bureau, cast.montevideo)
    second = ask(cast.officer_uruguay, cast.montevideo)

    assert (shown(first).place, shown(second).place) == (1, 2)
    worked(first)
    assert (shown(first).place, shown(second).place) == (0, 1)


def test_a_report_past_its_time_is_expired_before_anything_is_removed(cast: Cast) -> None:
    report = worked(ask(cast.bureau, cast.montevideo))
    past = timezone.now() - datetime.timedelta(minutes=1)
    Report.objects.update(expires_at=past, made_at=past - datetime.timedelta(days=14))

    assert state_of(report) == "expired"
    assert shown(report).html


def test_the_daily_job_removes_files_first_and_rows_with_their_jobs(cast: Cast) -> None:
    old, recent, expired = (
        worked(ask(cast.bureau, cast.montevideo, language=language)) for language in ("es", "en", "pt-br")
    )
    now = timezone.now()
    Job.objects.filter(pk=old.job_id).update(finished_at=now - datetime.timedelta(days=31))
    Report.objects.filter(pk=expired.pk).update(made_at=now - datetime.timedelta(days=14), expires_at=now)

    expire_reports()

    assert set(Report.objects.values_list("pk", flat=True)) == {recent.pk, expired.pk}
    assert shown(expired).html == ""
    assert shown(recent).html
    assert Event.objects.filter(verb="report.expired", object_id=str(expired.pk)).count() == 1


def test_pruning_jobs_never_leaves_a_file_behind(cast: Cast) -> None:
    """The order of the pruners matters: what hangs on a job goes before the job."""
    report = worked(ask(cast.bureau, cast.montevideo, format="pdf"))
    assert report.state == "ready", report.job.error_sentence
    Job.objects.filter(pk=report.job_id).update(finished_at=timezone.now() - datetime.timedelta(days=99))
    place = StoredFile.objects.get().content.path

    class Silent:
        def step(self, *_args: Any) -> None: ...

    prune(report.job, Silent())  # type: ignore[arg-type]

    assert not Report.objects.exists()
    assert not StoredFile.objects.exists()
    assert place


BROKEN: list[dict[str, Any]] = [
    {"kind": "scorecard"},
    {"format": "docx"},
    {"language": "fr"},
    {"digest": "x" * 64},
    {"made_at": timezone.now()},
    {"html": "<p>without a date"},
    {"pages": 3},
    {"made_at": timezone.now(), "expires_at": timezone.now() - datetime.timedelta(1), "digest": "x"},
]


@pytest.mark.parametrize("changes", BROKEN, ids=lambda changes: "-".join(changes))
def test_the_database_refuses_what_cannot_be(cast: Cast, changes: dict[str, Any]) -> None:
    report = ask(cast.bureau, cast.montevideo)

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**changes)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_one_report(together: Callable[..., list[Any]]) -> None:
    cast = make_cast()

    outcomes = together(20, lambda: ask(cast.bureau, cast.montevideo).pk)

    assert len(set(outcomes)) == 1, outcomes
    assert Report.objects.count() == Job.objects.filter(kind="reports.make").count() == 1
    assert Event.objects.filter(verb="report.requested").count() == 1


def test_an_unknown_kind_is_a_mistake_of_the_caller(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        request_report(kind="none", municipality=cast.montevideo, language="es", format="pdf", by=cast.bureau)
