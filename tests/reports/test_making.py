"""Making a report in trouble: the child killed, the lease lost, the library missing, the worker stopped."""

import datetime
import threading
import time
from collections.abc import Iterator

import pytest
from django.utils import timezone

from solidarity.audit.models import Event
from solidarity.files.models import StoredFile
from solidarity.jobs import child
from solidarity.jobs.child import run_in_child
from solidarity.jobs.claims import take
from solidarity.jobs.errors import LeaseLost
from solidarity.jobs.models import Job
from solidarity.jobs.progress import Progress
from solidarity.jobs.sweep import sweep
from solidarity.jobs.work import work
from solidarity.reports import making
from solidarity.reports.making import make
from solidarity.reports.models import Report
from tests.cast import Cast
from tests.jobs.conftest import until
from tests.reports.conftest import ask, shown, worked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_child_left() -> Iterator[None]:
    yield
    child._replace(None)


def due_again(report: Report) -> None:
    """The pause before the next attempt is over."""
    Job.objects.filter(pk=report.job_id).update(run_at=timezone.now())


def arrived(report: Report) -> tuple[int, int]:
    """How many files there are in all, and how often this report was noted as made."""
    return StoredFile.objects.count(), Event.objects.filter(verb="report.made").count()


def test_a_child_killed_in_the_middle_costs_an_attempt_and_nothing_else(cast: Cast) -> None:
    report = ask(cast.bureau, cast.montevideo, format="pdf")
    run_in_child("tests.jobs.child_works:echo", b"warm")

    def kill() -> None:
        until(child._lock.locked)
        time.sleep(0.1)
        child.end_child()

    killer = threading.Thread(target=kill)
    killer.start()
    work(report.job_id)
    killer.join()
    first = shown(report)
    kept = first.html
    due_again(report)

    second = worked(report)

    assert (first.state, kept) == ("queued", "")
    assert (second.state, second.job.attempts) == ("ready", 2)
    assert arrived(report) == (1, 1)


def test_a_worker_that_lost_its_lease_keeps_nothing(cast: Cast) -> None:
    report = ask(cast.bureau, cast.montevideo, format="pdf")
    slow = take(report.job_id, lease=60)
    assert slow is not None
    slow.job.result = make(slow.job, Progress(slow, limit=60))
    Job.objects.filter(pk=report.job_id).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))

    quick = worked(report)
    with pytest.raises(LeaseLost):
        slow.done(slow.job.result, forget=False)

    assert quick.state == "ready"
    assert arrived(report) == (1, 1)


def test_a_dead_workers_report_is_taken_back_by_the_sweep(cast: Cast) -> None:
    report = ask(cast.bureau, cast.montevideo)
    claim = take(report.job_id, lease=60)
    assert claim is not None
    Job.objects.filter(pk=report.job_id).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))

    sweep(fresh=True)
    waiting = shown(report).state
    again = worked(report)

    assert (waiting, again.state, again.job.attempts) == ("queued", "ready", 2)


def test_without_pango_the_report_says_what_to_install_and_pages_still_come(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "RENDER", "tests.jobs.child_works:without_pango")

    pdf = worked(ask(cast.bureau, cast.montevideo, format="pdf"))
    page = worked(ask(cast.bureau, cast.montevideo, format="html"))

    assert pdf.state == "failed"
    assert "libpangoft2" in pdf.job.error_sentence
    assert page.state == "ready"


def test_what_takes_too_long_says_what_to_do_instead(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "RENDER", "tests.jobs.child_works:spin")
    monkeypatch.setattr(making, "SECONDS", 0.4)

    report = worked(ask(cast.bureau, cast.montevideo, format="pdf"))

    assert report.state == "failed"
    assert "HTML" in report.job.error_sentence or "web" in report.job.error_sentence


def test_a_surprise_is_tried_three_times_and_ends_with_a_reference(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "RENDER", "tests.jobs.child_works:wrong")
    report = ask(cast.bureau, cast.montevideo, format="pdf")

    for _attempt in range(3):
        due_again(report)
        work(report.job_id)

    row = shown(report)
    assert (row.state, row.job.attempts, row.job.error_sentence) == ("failed", 3, "")
    assert len(row.job.error_reference) == 9
    assert arrived(report) == (0, 0)
