"""How a report is made: read, write, lay out; and kept in the transaction that ends its job."""

import datetime
import hashlib
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from networks.access import may
from networks.models import Municipality
from networks.roles import Permission
from solidarity.audit.record import record
from solidarity.files.actions import keep
from solidarity.files.kinds import Kind as FileKind
from solidarity.files.received import Received
from solidarity.jobs.child import OverLimit, run_in_child
from solidarity.jobs.errors import JobFailed
from solidarity.jobs.models import Job
from solidarity.jobs.progress import Progress as Follow
from solidarity.reports.actions import remove_files
from solidarity.reports.html import Imprint
from solidarity.reports.kinds import KINDS
from solidarity.reports.models import Report
from solidarity.reports.pdf import unpack

DAYS_KEPT = 14
SECONDS = 60  # of the child, for the longest report
STEPS = 3
RENDER = "solidarity.reports.pdf:render"


@dataclass(frozen=True, slots=True)
class Made:
    """A report in memory, on its way to being kept."""

    report: Report
    html: str
    pdf: bytes
    pages: int | None
    digest: str
    is_draft: bool
    is_sample: bool
    as_of: datetime.datetime


def make(job: Job, follow: Follow) -> dict[str, object]:
    """Make the report of this job and hand it to `finish`. May run again after a crash: nothing is left."""
    report = Report.objects.for_page().get(pk=job.parameters["report"])
    person, kind = report.requested_by, KINDS[report.kind]
    if not _may_still(report):
        raise JobFailed(_("You no longer have access to this city, so its report was not made."))
    with translation.override(report.language):
        follow.step(gettext_noop("Reading the data"), 0, STEPS)
        contents, as_of = kind.build(report.municipality, person), timezone.now()
        digest = hashlib.sha256(repr(contents).encode()).hexdigest()
        html = kind.html(contents, Imprint(as_of, digest))
    pages, pdf = _pdf(html, follow) if report.format == Report.Format.PDF else (None, b"")
    follow.step(gettext_noop("Keeping the report"), STEPS - 1, STEPS)
    job.carried = Made(
        report, html, pdf, pages, digest, contents.is_draft, contents.is_sample, as_of.replace(microsecond=0)
    )
    return {"pages": pages, "digest": digest}


def finish(job: Job) -> None:
    """Keep what was made; in the transaction that marks the job done, so it arrives once or not at all."""
    made: Made = job.carried
    report = (
        Report.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=made.report.pk)
    )
    remove_files(report)
    report.made_at = made.as_of
    report.expires_at = made.as_of + datetime.timedelta(days=DAYS_KEPT)
    if made.pdf:
        received = Received(report.file_name, FileKind.PDF, made.pdf)
        report.file = keep(received, by=made.report.requested_by, is_sample=made.is_sample)
    report.html, report.pages, report.digest = made.html, made.pages, made.digest
    report.is_draft, report.is_sample = made.is_draft, made.is_sample
    report.save(
        update_fields=[
            "file", "html", "pages", "digest", "is_draft", "is_sample", "made_at", "expires_at",
        ]
    )  # fmt: skip
    record("report.made", report, by=None, digest=made.digest)


def _may_still(report: Report) -> bool:
    """Rights are asked again when the report is made, since they may have gone in the meantime."""
    person, place = report.requested_by, report.municipality
    seen = Municipality.objects.visible_to(person).filter(pk=place.pk).exists()
    return seen and may(person, Permission.MAKE_REPORTS, place)


def _pdf(html: str, follow: Follow) -> tuple[int, bytes]:
    follow.step(gettext_noop("Laying out the pages"), 1, STEPS)
    try:
        return unpack(run_in_child(RENDER, html.encode(), seconds=SECONDS))
    except OverLimit as error:
        raise JobFailed(_("The report is too large for a PDF. Ask for it as a web page instead.")) from error
