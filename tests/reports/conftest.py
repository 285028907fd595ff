"""A queue in memory, a report asked for, and the work done as a worker does it."""

from collections.abc import Callable
from typing import Any

from networks.models import Municipality
from solidarity.accounts.models import User
from solidarity.jobs.models import Job
from solidarity.jobs.work import work
from solidarity.reports.actions import request_report
from solidarity.reports.models import Report
from tests.jobs.conftest import broker, redis_broker, together, use_broker  # noqa: F401 - fixtures

Ask = Callable[..., Report]


def ask(by: User, place: Municipality, **changes: Any) -> Report:
    """A report of this place, as a web page unless said otherwise: PDF takes a second."""
    fields = {"kind": "progress", "language": "es", "format": "html"} | changes
    return request_report(municipality=place, by=by, **fields)


def worked(report: Report) -> Report:
    """The same report after a worker has met its job."""
    work(report.job_id)
    return shown(report)


def shown(report: Report) -> Report:
    """The same report, read anew as pages read it."""
    return Report.objects.for_page().with_state().with_place().get(pk=report.pk)


def state_of(report: Report) -> str:
    return shown(report).state


def end(report: Report, state: str) -> None:
    """Let the job of a report end in `state` without doing its work."""
    from django.utils import timezone

    failed = {"error_reference": "7K2Q-93DM", "error_sentence": "No."} if state == "failed" else {}
    Job.objects.filter(pk=report.job_id).update(state=state, finished_at=timezone.now(), **failed)
