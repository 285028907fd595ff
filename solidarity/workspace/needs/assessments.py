"""What self-assessments ask: of UNHCR once they are sent, of the city until then."""

from collections.abc import Iterator

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.days import local_day
from assessments.models import Assessment
from networks.access import may
from networks.roles import Permission
from solidarity.web.templatetags.portal import partial_date
from solidarity.workspace.desk import Desk
from solidarity.workspace.needs.need import Need, Urgency, days_ago

LONG_UNREAD = 10  # days
REVIEW_ADDRESS, SUBMIT_ADDRESS = "assessments:review", "assessments:submit"


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
            localdate(sent),
            "okc",
            _("Returned questions were answered")
            if came_back
            else _("Self-assessment waits for your validation"),
            reason % facts,
            days_ago(waits),
            REVIEW_ADDRESS,
            assessment.pk,
            _("Review"),
            assessment.municipality.name,
            assessment.is_sample,
        )


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
            localdate(assessment.returned_at),
            "msg",
            title % {"number": number},
            _("%(city)s, %(round)s. Each has a comment that says what is asked for.")
            % {"city": assessment.municipality.name, "round": assessment.round},
            partial_date(localdate(assessment.returned_at)),
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
        until or localdate(assessment.opened_at),
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
