"""The statements of a save, in their order, ready made: staff save every few words they type."""

from typing import Any

from django.db.models import Exists, F, IntegerField, JSONField, OuterRef

from assessments.content import FIELDS
from assessments.models import Answer, AnswerRevision, Assessment, ItemReview
from solidarity.statements import Statement


def _count(assessment: Any, moved: Any, now: Any) -> int:
    """The lock on an open assessment that no item was returned of."""
    row = Assessment.objects.filter(pk=assessment, state=Assessment.State.OPEN, returned_at__isnull=True)
    return row.update(answered=F("answered") + moved, updated_at=now)


def _count_reopened(assessment: Any, moved: Any, now: Any, question: Any) -> int:
    """The lock on an assessment that is open again, for the items that were returned."""
    reopened = ItemReview.objects.open().filter(assessment=OuterRef("pk"), question=question)
    row = Assessment.objects.filter(Exists(reopened), pk=assessment, state=Assessment.State.OPEN)
    return row.update(answered=F("answered") + moved, updated_at=now)


def _change(answer: Any, read: Any, **columns: Any) -> int:
    """The answer, where its version still is the one that was read."""
    return Answer.objects.filter(pk=answer, version=read).update(**columns)


STORED = Statement(
    lambda assessment, question: (
        Answer.objects.filter(assessment=assessment, question=question)
        .order_by()
        .values_list("pk", "version", "state")
    ),
    assessment=None,
    question=None,
)
COUNT = Statement(_count, assessment=None, moved=IntegerField(), now=None)
COUNT_REOPENED = Statement(_count_reopened, assessment=None, moved=IntegerField(), now=None, question=None)
CHANGE = Statement(
    _change,
    answer=None,
    read=None,
    **dict.fromkeys([*FIELDS, "version", "updated_by_id", "updated_at"]),
)
KEEP = Statement(
    lambda **columns: AnswerRevision.objects.create(**columns),
    content=JSONField(),
    **dict.fromkeys(
        ["id", "assessment_id", "question_id", "version", "outcome", "key", "by_id", "at", "request_id"]
    ),
)
