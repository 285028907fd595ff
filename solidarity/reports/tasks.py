"""The job that makes reports, and the pruner of what has expired."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from solidarity.audit.record import record
from solidarity.jobs.kinds import job
from solidarity.jobs.prune import DAYS_JOBS_ARE_KEPT, pruner
from solidarity.reports.actions import JOB, remove_files
from solidarity.reports.making import finish, make
from solidarity.reports.models import Report

# Half a minute without a sign of life, and another worker takes over.
job(JOB, _("Making a report"), on_done=finish, heavy=True, lease=30)(make)


@pruner("reports")
def expire_reports() -> int:
    """Remove the files whose time is over, and the rows whose jobs go too. Returns how many rows went."""
    now = timezone.now()
    for pk in Report.objects.over(now).values_list("pk", flat=True):
        with transaction.atomic():
            report = Report.objects.select_for_update(of=("self",)).select_related("file").get(pk=pk)
            remove_files(report)
            record("report.expired", report, by=None)
    old = Report.objects.ended_before(now - datetime.timedelta(days=DAYS_JOBS_ARE_KEPT - 1))
    with transaction.atomic():
        for report in old.select_for_update(of=("self",)).select_related("file"):
            remove_files(report)
        return old.delete()[0]
