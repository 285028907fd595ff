"""What agreements ask of the officer who keeps them."""

from collections.abc import Iterator

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.days import local_day
from agreements.models import Agreement
from networks.access import may
from networks.roles import Permission
from solidarity.web.templatetags.portal import partial_date
from solidarity.workspace.desk import Desk
from solidarity.workspace.needs.need import Need, Urgency, days_ago

Status = Agreement.Status
LONG_WITHOUT_APPROVAL, LONG_SILENT = 90, 180  # days
SILENT = 90  # days
SOON_OVER = 30  # days


def approvals_missing(desk: Desk) -> Iterator[Need]:
    """Signed, and the council has not approved, or nobody decided whether it has to."""
    for agreement in _mine(desk, Status.SIGNED):
        signed = agreement.signed_on
        if agreement.approval_rule == "not_needed" or signed is None:
            continue
        is_decided = agreement.approval_rule == "needed"
        page = "agreements:approval-add" if is_decided else "agreements:approval-need"
        place = agreement.municipality
        when = partial_date(signed, agreement.signed_precision)
        reason = (
            _("%(city)s signed on %(date)s. No approval of the council is recorded.")
            if is_decided
            else _("%(city)s signed on %(date)s. Nobody has decided whether the council has to approve it.")
        )
        waits = (local_day(place, desk.now) - signed).days
        yield Need(
            Urgency.LATE if waits > LONG_WITHOUT_APPROVAL else Urgency.NOW,
            signed,
            "alert" if waits > LONG_WITHOUT_APPROVAL else "build",
            _("Approval missing after the signature"),
            reason % {"city": place.name, "date": when},
            days_ago(waits),
            page,
            agreement.pk,
            _("Record the approval") if is_decided else _("Decide"),
            place.name,
            agreement.is_sample,
        )


def agreements_ending(desk: Desk) -> Iterator[Need]:
    """In force, and over within half a year."""
    for agreement in _mine(desk, Status.RENEWAL):
        place, end = agreement.municipality, agreement.valid_to
        if end is None:
            continue
        left = (end - local_day(place, desk.now)).days
        title = ngettext("Agreement ends in %(days)d day", "Agreement ends in %(days)d days", left)
        by_day = agreement.valid_precision == "day"
        yield Need(
            Urgency.NOW if left <= SOON_OVER else Urgency.COMING,
            end,
            "refresh",
            title % {"days": left} if by_day else _("Agreement ends soon"),
            _("%(city)s. A renewal takes its time with the council.") % {"city": place.name},
            partial_date(end, agreement.valid_precision),
            "agreements:agreement-detail",
            agreement.pk,
            _("See the agreement"),
            place.name,
            agreement.is_sample,
        )


def candidates_without_news(desk: Desk) -> Iterator[Need]:
    """Before the signature, and nobody noted anything for three months."""
    for agreement in _mine(desk, Status.CANDIDATE, Status.NEGOTIATION):
        silent = (desk.now - agreement.updated_at).days
        if silent < SILENT:
            continue
        place = agreement.municipality
        reason = _("%(city)s: %(status)s, and nothing was noted since %(date)s.")
        last = partial_date(localdate(agreement.updated_at))
        yield Need(
            Urgency.LATE if silent >= LONG_SILENT else Urgency.COMING,
            localdate(agreement.updated_at),
            "clock",
            _("No news of a candidate"),
            reason % {"city": place.name, "status": agreement.status_label.lower(), "date": last},
            days_ago(silent),
            "agreements:agreement-detail",
            agreement.pk,
            _("Bring up to date"),
            place.name,
            agreement.is_sample,
        )


def _mine(desk: Desk, *statuses: str) -> Iterator[Agreement]:
    """Those made here, of these statuses, that this person may work on."""
    for agreement in desk.agreements:
        writes = may(desk.user, Permission.WRITE_AGREEMENTS, agreement.municipality)
        if writes and agreement.was_made_here and agreement.status in statuses:
            yield agreement
