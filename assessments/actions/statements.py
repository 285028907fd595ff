"""The statements of a save, in their order, worked out once: staff save every few words they type."""

from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet

from assessments.content import FIELDS
from assessments.models import Answer, AnswerRevision, Assessment, ItemReview
from solidarity.statements import Addition, Change, Reading

Changed = tuple[QuerySet[Any], dict[str, Any]]


def _stored(assessment: Any, question: Any) -> QuerySet[Any, Any]:
    """What is there when a save comes."""
    rows = Answer.objects.filter(assessment=assessment, question=question).order_by()
    return rows.values_list("pk", "version", "state")


def _count(assessment: Any, moved: Any, now: Any) -> Changed:
    """The lock on an open assessment that no item was returned of."""
    row = Assessment.objects.filter(pk=assessment, state=Assessment.State.OPEN, returned_at__isnull=True)
    return row, {"answered": F("answered") + moved, "updated_at": now}


def _count_reopened(assessment: Any, moved: Any, now: Any, question: Any) -> Changed:
    """The lock on an assessment that is open again, for the items that were returned."""
    reopened = ItemReview.objects.open().filter(assessment=OuterRef("pk"), question=question)
    row = Assessment.objects.filter(Exists(reopened), pk=assessment, state=Assessment.State.OPEN)
    return row, {"answered": F("answered") + moved, "updated_at": now}


def _change(answer: Any, read: Any, **columns: Any) -> Changed:
    """The answer, where its version still is the one that was read."""
    return Answer.objects.filter(pk=answer, version=read), columns


STORED = Reading(_stored)
COUNT = Change(_count, moved=IntegerField())
COUNT_REOPENED = Change(_count_reopened, moved=IntegerField())
CHANGE = Change(_change, names=[*FIELDS, "version", "updated_by_id", "updated_at"])
ADD = Addition(Answer)
KEEP = Addition(AnswerRevision)
