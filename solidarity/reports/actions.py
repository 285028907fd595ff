"""What is done to reports: ask for one, cancel it, ask again."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from networks.access import may
from networks.models import Municipality
from networks.roles import Permission
from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.files.actions import discard
from solidarity.jobs import actions as jobs
from solidarity.jobs.models import Job
from solidarity.reports.models import Report, RequestKey
from solidarity.workflow import NotAllowed

JOB = "reports.make"
AGAIN = (Report.State.FAILED, Report.State.CANCELLED, Report.State.EXPIRED)
MOST_OPEN = 10  # of one person, so that nobody else waits behind a hundred


def request_report(
    *, kind: str, municipality: Municipality, language: str, format: str, by: User, key: str = ""
) -> Report:
    """Accept a report for making; at once, also while the broker is away.

    Asking again for what still waits, or with a `key` that was sent before, gives the report there is.
    NotAllowed for a city outside one's territory, with too many reports open, or for a key that asked for
    something else.
    """
    if not may(by, Permission.MAKE_REPORTS, municipality):
        raise NotAllowed([_("You cannot ask for reports of this city.")], kind="permission")
    asked = {"kind": kind, "municipality": municipality, "language": language, "format": format}
    report = Report(id=uuid.uuid4(), requested_by=by, **asked)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # one request of a person at a time
        digest = RequestKey.digest_of(by, key) if key else ""
        known = RequestKey.objects.filter(digest=digest).select_related("report__job").first()
        if known:
            return _same(known.report, report)
        there = _accept(report)
        if key:
            RequestKey.objects.create(digest=digest, report=there)
    return there


def cancel_report(report: Report, *, by: User) -> Report:
    """Stop a report: at once while it waits, at its next step while it is made. NotAllowed when it ended."""
    with transaction.atomic():
        row = Report.objects.select_for_update(of=("self",)).select_related("job").get(pk=report.pk)
        job = row.job
        if not job.is_open:
            raise NotAllowed([_("This report is no longer being made.")], kind="state")
        if not job.is_cancel_requested:
            jobs.cancel(job, by=by)
            record("report.cancelled", row, by=by)
    return row


def retry_report(report: Report, *, by: User) -> Report:
    """Have a report made that failed, was cancelled or has expired. NotAllowed while it waits or is there."""
    if not may(by, Permission.MAKE_REPORTS, report.municipality):
        raise NotAllowed([_("You cannot ask for reports of this city.")], kind="permission")
    with transaction.atomic():
        row = Report.objects.select_for_update(of=("self",)).select_related("job").get(pk=report.pk)
        if Report.objects.with_state().get(pk=row.pk).state not in AGAIN:
            raise NotAllowed([_("This report is there, or is being made.")], kind="state")
        remove_files(row)
        row.job = jobs.enqueue(JOB, by=by, parameters={"report": str(row.pk)})
        row.save(update_fields=["job"])
        record("report.retried", row, by=by)
    return row


def remove_files(report: Report) -> None:
    """Take the files of a report away, in the caller's transaction; the row still tells what there was."""
    file = report.file
    if file is None and not report.html:
        return
    report.file, report.html = None, ""
    report.save(update_fields=["file", "html"])
    if file is not None:
        discard(file)


def _accept(report: Report) -> Report:
    """Have the report made, or the same one that waits already; in the caller's transaction."""
    by, job = report.requested_by, _enqueue(report)
    if job.parameters["report"] != str(report.pk):
        return _same(Report.objects.select_related("job").get(pk=job.parameters["report"]), report)
    if Report.objects.filter(requested_by=by).unfinished().count() >= MOST_OPEN:
        raise NotAllowed(
            [_("%(most)d of your reports are still being made. Wait for one.") % {"most": MOST_OPEN}],
            kind="state",
        )
    report.job = job
    report.save(force_insert=True)
    asked = {"kind": report.kind, "language": report.language, "format": report.format}
    record("report.requested", report, by=by, **asked)
    return report


def _enqueue(report: Report) -> Job:
    """The job of this report, or the open one of the same request."""
    same = (
        f"{report.requested_by_id} {report.kind} {report.municipality_id} {report.language} {report.format}"
    )
    return jobs.enqueue(
        JOB,
        by=report.requested_by,
        parameters={"report": str(report.pk)},
        dedupe=f"{JOB} {same}",
    )


def _same(there: Report, asked: Report) -> Report:
    """The report there is, when it is what was asked for."""
    names = ("kind", "municipality_id", "language", "format")
    if any(getattr(there, name) != getattr(asked, name) for name in names):
        raise NotAllowed([_("This key was used for another request.")], kind="state")
    if there.job.is_open and there.job.is_cancel_requested:
        raise NotAllowed([_("The same report is just being cancelled. Try again in a moment.")], kind="state")
    return there
