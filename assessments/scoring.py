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
MOST_NAMED = 3  # strengths and gaps that are named
STRENGTH_FROM, GAP_BELOW = 2, 3
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


class Reason(StrEnum):
    """Why an item does not count in a reading."""

    NOT_APPLICABLE = "not_applicable"
    NOT_OUR_COMPETENCE = "not_our_competence"
    OTHER_LEVEL = "other_level"
    NOT_KNOWN = "not_known"
    UNANSWERED = "unanswered"
    NO_LEVEL = "no_level"


OUTSIDE = frozenset({Reason.NOT_APPLICABLE, Reason.NOT_OUR_COMPETENCE, Reason.OTHER_LEVEL})


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
    reason: Reason | None = None  # None where it counts

    @property
    def points(self) -> int:
        """What the item brings into the sum: its weight times its level, where it counts."""
        return self.item.weight * (self.item.level or 0) if self.place == Place.COUNTED else 0


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
    def weight(self) -> int:
        """The weight of the counted items: what the sum is divided by."""
        return sum(entry.item.weight for entry in self.items if entry.place == Place.COUNTED)

    @property
    def base(self) -> int:
        """The weight of all items of the reading: what the coverage is measured against."""
        return sum(entry.item.weight for entry in self.items if entry.place != Place.OUTSIDE)

    @property
    def points(self) -> int:
        """The sum of weight times level over the counted items."""
        return sum(entry.points for entry in self.items)

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


def reason_of(item: Item, reading: Reading) -> Reason | None:
    """Why `item` does not count in `reading`; None when it counts."""
    if item.state == State.NOT_APPLICABLE:
        return Reason.NOT_APPLICABLE
    if reading == Reading.MUNICIPAL:
        if item.state == State.NOT_OUR_COMPETENCE:
            return Reason.NOT_OUR_COMPETENCE
        if item.competence == "other_level":
            return Reason.OTHER_LEVEL
    if item.state in {State.NOT_KNOWN, State.UNANSWERED}:
        return Reason(item.state.value)
    return None if item.level is not None else Reason.NO_LEVEL


def placed(item: Item, reading: Reading) -> Counted:
    """`item` with its place in `reading` and the reason for it."""
    reason = reason_of(item, reading)
    if reason is None:
        return Counted(item, Place.COUNTED)
    return Counted(item, Place.OUTSIDE if reason in OUTSIDE else Place.MISSING, reason)


def place_of(item: Item, reading: Reading) -> Place:
    """Where `item` stands in `reading`."""
    return placed(item, reading).place


def score_criterion(
    criterion: str, items: Iterable[Item], reading: Reading, *, minimum_coverage: int
) -> CriterionScore:
    """The score of `criterion` from its items. `minimum_coverage` is in per cent."""
    entries = tuple(placed(item, reading) for item in items)
    weight = sum(entry.item.weight for entry in entries if entry.place == Place.COUNTED)
    base = sum(entry.item.weight for entry in entries if entry.place != Place.OUTSIDE)
    coverage = Fraction(weight, base) if base else Fraction(0)
    score = Fraction(sum(entry.points for entry in entries), weight) if weight else None
    is_shown = score is not None and coverage * 100 >= minimum_coverage
    return CriterionScore(criterion, reading, score, coverage, is_shown, entries)


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


def strengths(profile: Profile, most: int = MOST_NAMED) -> list[CriterionScore]:
    """The highest criteria that may be shown and reach "developing" (2), highest first."""
    reached = [score for score in profile.shown if score.score is not None and score.score >= STRENGTH_FROM]
    return sorted(reached, key=_low_to_high, reverse=True)[:most]


def gaps(profile: Profile, most: int = MOST_NAMED) -> list[CriterionScore]:
    """The lowest criteria that may be shown, below "established" (3) and no strength; lowest first."""
    strong = {score.criterion for score in strengths(profile, most)}
    open_ones = [
        score
        for score in profile.shown
        if score.score is not None and score.score < GAP_BELOW and score.criterion not in strong
    ]
    return sorted(open_ones, key=_low_to_high)[:most]


def _low_to_high(score: CriterionScore) -> tuple[Fraction, int]:
    """By score; of equal ones the one that more items stand behind counts as higher."""
    return score.score or Fraction(0), score.weight


def asked_of_others(items: Iterable[Item]) -> list[Item]:
    """Items in which another level of state has to act: theirs alone or shared, and not yet at the top."""
    return [
        item
        for item in items
        if item.state in {State.ANSWERED, State.NOT_OUR_COMPETENCE}
        and (item.state == State.NOT_OUR_COMPETENCE or item.competence in {"other_level", "shared"})
        and (item.level is None or item.level < HIGHEST_LEVEL)
    ]


def shown(value: Fraction) -> Decimal:
    """`value` as people see it: half up, to one decimal."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def percent(score: Fraction) -> Fraction:
    """The score on the scale 0 to 100, exact: for thresholds of awards and for the API."""
    return score * 100 / HIGHEST_LEVEL
