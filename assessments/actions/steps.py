"""Assessments are opened, submitted, returned and validated."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.catalog import items_of
from assessments.freezing import freeze
from assessments.models import Assessment, ItemReview, Round
from assessments.workflow import ASSESSMENT
from networks.access import may
from networks.models import Municipality
from networks.roles import Permission
from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.workflow import NotAllowed


def open_assessment(
    municipality: Municipality, *, by: User, in_round: Round, is_sample: bool = False
) -> Assessment:
    """Open the self-assessment of a city in a round: one under way at a time. Raises NotAllowed."""
    if not may(by, Permission.OPEN_ASSESSMENTS, municipality):
        raise NotAllowed([_("Your role does not include this step.")], kind="permission")
    if in_round.country_id not in {None, municipality.country_id}:
        raise NotAllowed([_("This round belongs to another country.")], kind="state")
    if in_round.stage != Round.Stage.UNDER_WAY:
        raise NotAllowed(
            [_("Nothing can be opened in this round today: it is to come or over.")], kind="state"
        )
    try:
        with transaction.atomic():
            opened = Assessment.objects.create(
                municipality=municipality,
                round=in_round,
                questionnaire=in_round.questionnaire,
                items=in_round.questionnaire.questions.count(),
                opened_by=by,
                is_sample=is_sample or in_round.is_sample,
            )
            record("assessment.opened", opened, by=by)
    except IntegrityError:
        taken = _("This city already has a self-assessment under way in this round.")
        raise NotAllowed([taken], kind="state") from None
    return opened


def submit_assessment(assessment: Assessment, *, by: User) -> Assessment:
    """Submit: answers and scores are frozen, returned items are closed. Raises NotAllowed."""
    with transaction.atomic():
        submitted = ASSESSMENT.perform("submit", assessment, by=by)
        freeze(submitted)
        submitted.reviews.open().update(closed_at=timezone.now())
    return submitted


def return_assessment(
    assessment: Assessment, *, by: User, comments: Mapping[str, str], note: str = ""
) -> Assessment:
    """Give back the items whose codes `comments` names, each with its comment: only these reopen.

    Raises NotAllowed.
    """
    said = {code: text.strip() for code, text in comments.items() if text.strip()}
    if not said:
        raise NotAllowed([_("Write a comment at each question you want to return.")], kind="missing")
    items = items_of(assessment.questionnaire_id)
    if not items.keys() >= said.keys():
        raise NotAllowed([_("One of these questions is not part of the questionnaire.")], kind="missing")
    with transaction.atomic():
        returned = ASSESSMENT.perform(
            "return",
            assessment,
            by=by,
            note=note,
            changes={"return_note": note.strip()},
            items=", ".join(item.label for code, item in items.items() if code in said),
        )
        ItemReview.objects.bulk_create(
            ItemReview(
                assessment=returned,
                question=items[code].question,
                comment=comment,
                returned_by=by,
                returned_at=returned.returned_at or timezone.now(),
            )
            for code, comment in said.items()
        )
    return returned


def validate_assessment(assessment: Assessment, *, by: User, note: str = "") -> Assessment:
    """Validate what was submitted; its frozen result is never computed again. Raises NotAllowed."""
    if assessment.submitted_by_id == by.pk:
        raise NotAllowed([_("Somebody other than who submitted has to validate.")], kind="permission")
    return ASSESSMENT.perform("validate", assessment, by=by, note=note)
