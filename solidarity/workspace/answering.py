"""What a city's people need to go on with the open self-assessment: what is missing, what was returned."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from assessments.catalog import items_of
from assessments.models import Assessment, ItemReview
from networks.access import may
from networks.roles import Permission
from solidarity.workspace.desk import Desk


@dataclass(frozen=True, slots=True)
class Returned:
    """What an officer said about one item, and what people call the item."""

    label: str
    review: ItemReview


@dataclass(frozen=True, slots=True)
class Answering:
    """The open self-assessment, what is missing in sentences, and the comments of returned items."""

    assessment: Assessment
    missing: Sequence[str | Promise]
    comments: Sequence[Returned]


def answering_on(desk: Desk) -> Answering | None:
    """The open one that this person may answer: what came back before the newest. Three queries at most."""
    open_ones = [
        one
        for one in desk.assessments
        if one.state == Assessment.State.OPEN and may(desk.user, Permission.ANSWER, one.municipality)
    ]
    if not open_ones:
        return None
    assessment = next((one for one in open_ones if one.is_reopened), open_ones[0])
    return Answering(assessment, assessment.missing_to_submit(), _comments(assessment))


def _comments(assessment: Assessment) -> list[Returned]:
    if not assessment.is_reopened:
        return []
    items = items_of(assessment.questionnaire_id)
    reviews = assessment.reviews.open().with_answered().select_related("question")
    return [Returned(items[row.question.code].label, row) for row in reviews.order_by("question__position")]
