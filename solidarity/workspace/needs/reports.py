"""Reports that have become ready."""

from collections.abc import Iterator

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from solidarity.web.templatetags.portal import partial_date
from solidarity.workspace.desk import Desk
from solidarity.workspace.needs.need import Need, Urgency


def reports_ready(desk: Desk) -> Iterator[Need]:
    """A report that one asked for has become ready in the last days."""
    for report in desk.new_reports:
        place = report.municipality
        made = localdate(report.made_at or desk.now)
        kept = partial_date(localdate(report.expires_at)) if report.expires_at else ""
        yield Need(
            Urgency.COMING,
            made,
            "doc",
            _("Report ready"),
            f"{report.get_kind_display()}: {place.name}.",
            _("kept until %(date)s") % {"date": kept},
            "reports:report-detail",
            report.pk,
            _("Open the report"),
            place.name,
            report.is_sample,
        )
