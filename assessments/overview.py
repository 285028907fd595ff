"""How far an assessment has come: criterion by criterion, and who has been at work."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from assessments.models import Answer, AnswerRevision, Assessment, ItemReview, Question
from networks.models import Criterion, Posting
from networks.roles import MUNICIPAL_ROLES


@dataclass(frozen=True, slots=True)
class Progress:
    """One criterion: how many of its items are answered, and where to go on in it."""

    number: int
    title: str
    total: int
    answered: int
    begun: bool
    returned: int  # items that an officer gave back and nobody has saved since
    go_on: str  # the code of the first item that waits, or of the first one

    @property
    def is_complete(self) -> bool:
        """Whether every item has one of the four states."""
        return self.answered == self.total

    @property
    def waits(self) -> bool:
        """Whether there is something to do in it."""
        return bool(self.returned) or not self.is_complete


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who serves the city, and when they last saved an answer here."""

    name: str
    role: str
    saved_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the way: done, now or todo."""

    name: str
    state: str


def progress_of(assessment: Assessment) -> list[Progress]:
    """The criteria of the questionnaire in their order. Two queries."""
    answers = Answer.objects.filter(assessment=assessment, question=OuterRef("pk"))
    returned = ItemReview.objects.open().filter(assessment=assessment, question=OuterRef("pk"))
    rows = (
        Question.objects.filter(questionnaire=assessment.questionnaire_id)
        .annotate(
            status=Subquery(answers.values("state")[:1]),
            returned=Subquery(returned.values("returned_at")[:1]),
            saved=Subquery(answers.values("updated_at")[:1]),
        )
        .order_by("position")
        .values("criterion", "code", "status", "returned", "saved")
    )
    criteria = Criterion.objects.in_bulk()
    by_criterion = groupby(rows, itemgetter("criterion"))
    return [_progress(criteria[key], list(own)) for key, own in by_criterion]


def _progress(criterion: Criterion, items: Sequence[Mapping[str, Any]]) -> Progress:
    given_back = [item for item in items if item["returned"] and not _saved_since(item)]
    open_items = given_back or [item for item in items if not item["status"]] or items
    return Progress(
        number=criterion.number,
        title=criterion.title,
        total=len(items),
        answered=sum(bool(item["status"]) for item in items),
        begun=any(item["status"] is not None for item in items),
        returned=len(given_back),
        go_on=str(open_items[0]["code"]),
    )


def _saved_since(item: Mapping[str, Any]) -> bool:
    return bool(item["saved"]) and item["saved"] > item["returned"]


def next_item(criteria: Sequence[Progress]) -> str:
    """The code of the item to go on with: the first that waits, or the very first."""
    waiting = [criterion for criterion in criteria if criterion.waits]
    return (waiting or list(criteria))[0].go_on


def colleagues(assessment: Assessment) -> list[Colleague]:
    """Who serves the city, the latest at work first. Two queries."""
    saves = AnswerRevision.objects.filter(assessment=assessment).order_by().values("by")
    latest = dict(saves.annotate(latest=Max("at")).values_list("by", "latest"))
    postings = Posting.objects.filter(
        municipality=assessment.municipality_id, role__in=MUNICIPAL_ROLES, user__is_active=True
    ).select_related("user")
    found = [Colleague(str(row.user), row.get_role_display(), latest.get(row.user_id)) for row in postings]
    long_ago = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    return sorted(found, key=lambda person: person.saved_at or long_ago, reverse=True)


def phases(assessment: Assessment) -> list[Phase]:
    """The way from opening to result."""
    names = [_("Opening"), _("Answers"), _("Validation by UNHCR"), _("Result")]
    now = {"open": 1, "submitted": 2, "validated": 3}[assessment.state]
    done_to = now + (assessment.state == Assessment.State.VALIDATED)
    return [
        Phase(name, "done" if place < done_to else "now" if place == now else "todo")
        for place, name in enumerate(names)
    ]
