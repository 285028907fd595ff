"""What an officer reviews: every answer as it was sent, and what changed since it was last returned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.content import too_long
from assessments.freezing import Result, Stated, thaw
from assessments.items import Said, labels_of, level_names, said
from assessments.models import Assessment, ItemReview, Level
from assessments.models.reviews import LONGEST_COMMENT
from assessments.results import Asked, Report
from assessments.versions import Change, Labels, changes_between
from networks.models import Criterion

Results = tuple[Result, Result | None]  # the latest submission and the one before it
Typed = Mapping[str, str]  # comments as they come from the form


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One item: its answer, the text of the level chosen, the earlier comment and what changed since."""

    asked: Asked
    answer: Said
    means: str
    evidence: Sequence[str]
    comment: ItemReview | None
    changes: Sequence[Change]
    typed: str
    wrong: str  # with what was typed


@dataclass(frozen=True, slots=True)
class Chapter:
    """The items of one criterion."""

    criterion: Criterion
    items: Sequence[Reviewed]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the page of a review."""

    chapters: Sequence[Chapter]
    report: Report
    submissions: int

    @property
    def changed(self) -> list[Reviewed]:
        """The items that were returned before, with what became of them."""
        return [item for chapter in self.chapters for item in chapter.items if item.comment]


def review_sheet(assessment: Assessment, typed: Typed) -> Sheet | None:
    """The latest submission beside the one before it; None before the first. Seven queries."""
    snapshots = list(assessment.snapshots.order_by("-number")[:2])
    if not snapshots:
        return None
    now = thaw(snapshots[0])
    before = thaw(snapshots[1]) if len(snapshots) > 1 else None
    report = Report(assessment, now)
    builder = _Builder(assessment, (now, before), report, typed)
    chapters = [Chapter(criterion, builder.items(criterion.code)) for criterion in report.criteria]
    return Sheet(chapters, report, snapshots[0].number)


class _Builder:
    def __init__(self, assessment: Assessment, results: Results, report: Report, typed: Typed) -> None:
        (self.now, self.before), self.report, self.typed = results, report, typed
        self.labels: Labels = labels_of(assessment)
        self.names = level_names(assessment)
        self.comments = {row.question.code: row for row in _comments(assessment)}
        levels = Level.objects.filter(question__questionnaire=assessment.questionnaire_id)
        texts = levels.values_list("question__code", "value", "description")
        self.means = {(code, value): text for code, value, text in texts}

    def items(self, criterion: str) -> list[Reviewed]:
        own = [stated for stated in self.now.answers.values() if stated.item.criterion == criterion]
        return [self._reviewed(stated) for stated in own]

    def _reviewed(self, stated: Stated) -> Reviewed:
        code, content = stated.item.code, stated.content
        level, typed = content.level, self.typed.get(f"comment-{code}", "")
        return Reviewed(
            asked=self.report.asked[code],
            answer=said(content, self.names, self.labels),
            means="" if level is None else self.means.get((code, level), ""),
            evidence=stated.evidence,
            comment=self.comments.get(code),
            changes=self._changes(stated),
            typed=typed,
            wrong=too_long(typed.strip(), LONGEST_COMMENT),
        )

    def _changes(self, stated: Stated) -> Sequence[Change]:
        if self.before is None or stated.item.code not in self.comments:
            return ()
        return changes_between(self.before.answers[stated.item.code].content, stated.content, self.labels)


def _comments(assessment: Assessment) -> Any:
    """The latest comment on each item comes last."""
    return assessment.reviews.select_related("question", "returned_by").order_by("returned_at")
