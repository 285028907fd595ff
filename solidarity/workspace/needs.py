"""What needs this person: one small function for each kind of need, each need with one action."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.days import local_day
from agreements.models import Agreement
from assessments.models import Assessment
from networks.access import may
from networks.roles import Permission
from solidarity.web.templatetags.portal import partial_date
from solidarity.workspace.desk import Desk

Status = Agreement.Status
LONG_WITHOUT_APPROVAL, LONG_UNREAD, LONG_SILENT = 90, 10, 180  # days
SILENT = 90  # days
SOON_OVER = 30  # days
REVIEW_ADDRESS, SUBMIT_ADDRESS = "assessments:review", "assessments:submit"


class Urgency(IntEnum):
    """How needs are grouped, the most urgent first."""

    LATE = 0
    NOW = 1
    COMING = 2

    @property
    def label(self) -> str | Promise:
        """The heading of the group."""
        return HEADINGS[self]

    @property
    def tone(self) -> str:
        """The colour of the symbol."""
        return ("bad", "info", "warn")[self]


HEADINGS = {
    Urgency.LATE: gettext_lazy("Waiting for long"),
    Urgency.NOW: gettext_lazy("Waiting for you"),
    Urgency.COMING: gettext_lazy("Coming up"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """Something to do: what, why, since or until when, and the page and its object where it is done."""

    urgency: Urgency
    day: datetime.date
    icon: str
    title: str
    reason: str
    due: str
    page: str
    pk: UUID
    action: str
    place: str
    is_sample: bool = False


def needs_of(desk: Desk) -> list[Need]:
    """Everything that needs this person, the most urgent first. No query beyond those of the desk."""
    kinds = (reports_ready,) if desk.is_of_region else KINDS
    found = (need for kind in kinds for need in kind(desk))
    return sorted(found, key=lambda need: (need.urgency, need.day, need.place))


# Agreements --------------------------------------------------------------------------------------


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
            _days_ago(waits),
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
        last = partial_date(agreement.updated_at.date())
        yield Need(
            Urgency.LATE if silent >= LONG_SILENT else Urgency.COMING,
            agreement.updated_at.date(),
            "clock",
            _("No news of a candidate"),
            reason % {"city": place.name, "status": agreement.status_label.lower(), "date": last},
            _days_ago(silent),
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


# Self-assessments, at UNHCR ----------------------------------------------------------------------


def assessments_to_validate(desk: Desk) -> Iterator[Need]:
    """Sent by a city: to be validated, or looked at again where items had been returned."""
    for assessment in _of_state(desk, Assessment.State.SUBMITTED, Permission.VALIDATE):
        sent = assessment.submitted_at
        if sent is None or assessment.submitted_by_id == desk.user.pk:
            continue
        waits = (desk.now - sent).days
        came_back = assessment.returned_at is not None
        reason = (
            _("%(city)s, %(round)s. The returned questions were answered and sent again.")
            if came_back
            else _("%(city)s, %(round)s. All %(items)d questions are answered.")
        )
        facts = {"city": assessment.municipality.name, "round": assessment.round, "items": assessment.items}
        yield Need(
            Urgency.LATE if waits > LONG_UNREAD else Urgency.NOW,
            sent.date(),
            "okc",
            _("Returned questions were answered")
            if came_back
            else _("Self-assessment waits for your validation"),
            reason % facts,
            _days_ago(waits),
            REVIEW_ADDRESS,
            assessment.pk,
            _("Review"),
            assessment.municipality.name,
            assessment.is_sample,
        )


# Self-assessments, in the city -------------------------------------------------------------------


def items_returned(desk: Desk) -> Iterator[Need]:
    """UNHCR returned items with comments."""
    for assessment in _of_state(desk, Assessment.State.OPEN, Permission.ANSWER):
        if assessment.returned_at is None:
            continue
        number = assessment.returned_items  # type: ignore[attr-defined]
        title = ngettext(
            "%(number)d question was returned to you", "%(number)d questions were returned to you", number
        )
        yield Need(
            Urgency.NOW,
            assessment.returned_at.date(),
            "msg",
            title % {"number": number},
            _("%(city)s, %(round)s. Each has a comment that says what is asked for.")
            % {"city": assessment.municipality.name, "round": assessment.round},
            partial_date(assessment.returned_at.date()),
            "assessments:detail",
            assessment.pk,
            _("Read the comments"),
            assessment.municipality.name,
            assessment.is_sample,
        )


def assessments_to_finish(desk: Desk) -> Iterator[Need]:
    """Open, and not whole yet: to be answered. Whole: to be sent by whoever may."""
    for assessment in _of_state(desk, Assessment.State.OPEN, Permission.ANSWER):
        is_whole = assessment.answered == assessment.items
        if assessment.returned_at is not None:
            continue
        if is_whole and not may(desk.user, Permission.SUBMIT, assessment.municipality):
            continue
        yield _to_finish(desk, assessment, is_whole=is_whole)


def _to_finish(desk: Desk, assessment: Assessment, *, is_whole: bool) -> Need:
    until = assessment.round.closes_on
    late = until is not None and until < local_day(assessment.municipality, desk.now)
    facts = {
        "city": assessment.municipality.name,
        "round": assessment.round,
        "answered": assessment.answered,
        "items": assessment.items,
    }
    page = SUBMIT_ADDRESS if is_whole else "assessments:detail"
    return Need(
        Urgency.LATE if late else Urgency.NOW,
        until or assessment.opened_at.date(),
        "okc" if is_whole else "pen",
        _("Self-assessment is ready to be sent") if is_whole else _("Self-assessment to be answered"),
        _("%(city)s, %(round)s. %(answered)d of %(items)d questions are answered.") % facts,
        _("until %(date)s") % {"date": partial_date(until)} if until else "",
        page,
        assessment.pk,
        _("Look and send") if is_whole else _("Go on"),
        assessment.municipality.name,
        assessment.is_sample,
    )


def _of_state(desk: Desk, state: str, permission: Permission) -> Iterator[Assessment]:
    for assessment in desk.assessments:
        if assessment.state == state and may(desk.user, permission, assessment.municipality):
            yield assessment


# Reports -----------------------------------------------------------------------------------------


def reports_ready(desk: Desk) -> Iterator[Need]:
    """A report that one asked for has become ready in the last days."""
    for report in desk.new_reports:
        place = report.municipality
        made = (report.made_at or desk.now).date()
        kept = partial_date(report.expires_at.date()) if report.expires_at else ""
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


def _days_ago(days: int) -> str:
    if days <= 0:
        return _("today")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


KINDS = (
    approvals_missing,
    agreements_ending,
    candidates_without_news,
    assessments_to_validate,
    items_returned,
    assessments_to_finish,
    reports_ready,
)
