"""The items of a questionnaire as people call and reach them, kept in mind once read.

A published version is frozen by the database, so nothing kept here can grow old. Titles of criteria can
change, and are not kept.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from assessments.models import Level, Question, SuggestedCommitment


@dataclass(frozen=True, slots=True)
class Item:
    """One question in its place. `before` and `after`: codes of its neighbours in the whole version."""

    question: Question
    label: str  # criterion and place in it: "4.3"
    place: int
    before: str | None
    after: str | None
    levels: Sequence[Level]
    ideas: Sequence[SuggestedCommitment]


@lru_cache(maxsize=16)
def items_of(questionnaire: UUID) -> Mapping[str, Item]:
    """The items of a published questionnaire by code, in their order."""
    rows = list(
        Question.objects.filter(questionnaire=questionnaire)
        .select_related("criterion")
        .prefetch_related("levels", "commitments")
        .order_by("position")
    )
    found: dict[str, Item] = {}
    places: Counter[int] = Counter()
    for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        number = row.criterion.number
        places[number] += 1
        found[row.code] = Item(
            question=row,
            label=f"{number}.{places[number]}",
            place=places[number],
            before=before.code if before else None,
            after=after.code if after else None,
            levels=tuple(row.levels.all()),
            ideas=tuple(row.commitments.all()),
        )
    return MappingProxyType(found)


def item_of(questionnaire: UUID, code: str) -> Item:
    """One item. Raises Question.DoesNotExist for an unknown code."""
    try:
        return items_of(questionnaire)[code]
    except KeyError:
        raise Question.DoesNotExist(code) from None
