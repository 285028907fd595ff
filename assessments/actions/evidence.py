"""Evidence is added to an answer and taken away again, while the item can be answered."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions.answers import refuse_unless_answering
from assessments.catalog import item_of
from assessments.models import Assessment, Evidence, Question
from assessments.models.evidence import LONGEST_ADDRESS, LONGEST_TITLE, MOST_FOR_ONE_QUESTION
from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.files.actions import discard, keep
from solidarity.files.received import Received
from solidarity.workflow import NotAllowed


def add_evidence(
    assessment: Assessment,
    code: str,
    *,
    by: User,
    title: str = "",
    received: Received | None = None,
    address: str = "",
) -> Evidence:
    """Add a checked file or a link to the item `code`. Without a title the name of the file serves.

    Raises NotAllowed and Question.DoesNotExist.
    """
    title = title.strip() or (received.name if received else address)
    _refuse_unless_one(received, address)
    item = item_of(assessment.questionnaire_id, code)
    question = item.question
    with transaction.atomic():
        row = _locked(assessment, question, by)
        if row.evidence.filter(question=question).count() >= MOST_FOR_ONE_QUESTION:
            sentence = _("There are %(most)d pieces of evidence here already. Remove one first.")
            raise NotAllowed([sentence % {"most": MOST_FOR_ONE_QUESTION}], kind="missing")
        evidence = Evidence.objects.create(
            assessment=row,
            question=question,
            title=title[:LONGEST_TITLE],
            file=keep(received, by=by, is_sample=row.is_sample) if received else None,
            address=address,
            added_by=by,
        )
        record("evidence.added", row, by=by, question=item.label, title=evidence.title)
    return evidence


def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """Take a piece of evidence away, with its file. Raises NotAllowed."""
    with transaction.atomic():
        row = _locked(evidence.assessment, evidence.question, by)
        file = evidence.file
        evidence.delete()
        if file is not None:
            discard(file)
        item = item_of(row.questionnaire_id, evidence.question.code)
        record("evidence.removed", row, by=by, question=item.label, title=evidence.title)


def _refuse_unless_one(received: Received | None, address: str) -> None:
    if (received is None) == (not address):
        raise NotAllowed([_("Choose a file or give a link.")], kind="missing")
    try:
        if address:
            URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        address_is_wrong = _("Give the whole address of a page, with https:// at its beginning.")
        raise NotAllowed([address_is_wrong], kind="missing") from None
    if len(address) > LONGEST_ADDRESS:
        sentence = _("The address is longer than %(most)d characters.")
        raise NotAllowed([sentence % {"most": LONGEST_ADDRESS}], kind="missing")


def _locked(assessment: Assessment, question: Question, by: User) -> Assessment:
    """The locked row, when `by` may answer this item now."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("municipality")
    row = rows.get(pk=assessment.pk)
    refuse_unless_answering(row, question.pk, by)
    return row
