"""From answers to scores: pure, exact, and able to say how every number came about.

Levels and scores run from 0 to 4, coverage from 0 to 1; both are exact fractions, and only what is shown is
rounded. Rules of the formula 2026.1 (`assessments/data/questionnaire/scale.yaml`):

- *Territorial* reading, what people find in the city: items answered, and items marked "not our competence"
  for which a level is given.
- *Municipal* reading, what the city can do: items answered whose competence is municipal, shared or unclear.
- Coverage is the weight of the counted items over the weight of all items of the reading. "Not applicable"
  leaves both readings; "not our competence" and another level's competence leave the municipal one.
- A criterion's score is the weighted mean of the counted levels, shown when the coverage reaches the minimum.
- The overall score is the mean of the criteria that may be shown, shown when at least eight may be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

HIGHEST_LEVEL = 4
LEAST_CRITERIA = 8  # criteria that must be shown before an overall score is


class Reading(StrEnum):
    """Which question the score answers."""

    MUNICIPAL = "municipal"
    TERRITORIAL = "territorial"


class State(StrEnum):
    """What was said about an item. An item without any answer is UNANSWERED."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    NOT_OUR_COMPETENCE = "not_our_competence"
    NOT_KNOWN = "not_known"
    UNANSWERED = "unanswered"


class Place(StrEnum):
    """Where an item stands in a reading: in the score, only in the base of the coverage, or outside."""

    COUNTED = "counted"
    MISSING = "missing"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the questionnaire with what was answered. `level` is 0 to 4 or None."""

    code: str
    criterion: str
    weight: int
    state: State = State.UNANSWERED
    level: int | None = None
    competence: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """An item and its place in one reading: the explanation of a score is a list of these."""

    item: Item
    place: Place


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The score of one criterion in one reading. `score` is None when no item counts."""

    criterion: str
    reading: Reading
    score: Fraction | None
    coverage: Fraction
    is_shown: bool
    items: tuple[Counted, ...]

    @property
    def level(self) -> int | None:
        """The level reached (the score rounded down), or None when the score is not shown."""
        return int(self.score) if self.is_shown and self.score is not None else None


@dataclass(frozen=True, slots=True)
class Profile:
    """All criteria of one reading. `overall` is None until enough criteria may be shown."""

    reading: Reading
    criteria: Mapping[str, CriterionScore]
    overall: Fraction | None

    @property
    def shown(self) -> Sequence[CriterionScore]:
        """The criteria whose score may be shown, in their order."""
        return [score for score in self.criteria.values() if score.is_shown]


def place_of(item: Item, reading: Reading) -> Place:
    """Where `item` stands in `reading`."""
    if item.state == State.NOT_APPLICABLE:
        return Place.OUTSIDE
    if reading == Reading.MUNICIPAL:
        elsewhere = item.state == State.NOT_OUR_COMPETENCE or item.competence == "other_level"
        if elsewhere:
            return Place.OUTSIDE
        return Place.COUNTED if item.state == State.ANSWERED else Place.MISSING
    says_level = item.state in {State.ANSWERED, State.NOT_OUR_COMPETENCE} and item.level is not None
    return Place.COUNTED if says_level else Place.MISSING


def score_criterion(
    criterion: str, items: Iterable[Item], reading: Reading, *, minimum_coverage: int
) -> CriterionScore:
    """The score of `criterion` from its items. `minimum_coverage` is in per cent."""
    placed = tuple(Counted(item, place_of(item, reading)) for item in items)
    counted = [entry.item for entry in placed if entry.place == Place.COUNTED]
    weight = sum(item.weight for item in counted)
    base = sum(entry.item.weight for entry in placed if entry.place != Place.OUTSIDE)
    coverage = Fraction(weight, base) if base else Fraction(0)
    score = Fraction(sum(item.weight * (item.level or 0) for item in counted), weight) if weight else None
    is_shown = score is not None and coverage * 100 >= minimum_coverage
    return CriterionScore(criterion, reading, score, coverage, is_shown, placed)


def score_profile(items: Iterable[Item], reading: Reading, *, minimum_coverage: int) -> Profile:
    """The whole profile in one reading; criteria come in the order in which their first item stands."""
    by_criterion: dict[str, list[Item]] = {}
    for item in items:
        by_criterion.setdefault(item.criterion, []).append(item)
    scores = {
        criterion: score_criterion(criterion, own, reading, minimum_coverage=minimum_coverage)
        for criterion, own in by_criterion.items()
    }
    exact = [score.score for score in scores.values() if score.is_shown and score.score is not None]
    overall = sum(exact, Fraction(0)) / len(exact) if len(exact) >= LEAST_CRITERIA else None
    return Profile(reading, scores, overall)


def shown(value: Fraction) -> Decimal:
    """`value` as people see it: half up, to one decimal."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def percent(score: Fraction) -> Fraction:
    """The score on the scale 0 to 100, exact: for thresholds of awards and for the API."""
    return score * 100 / HIGHEST_LEVEL
