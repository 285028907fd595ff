"""A result in words and shown numbers: what the result page says, and what stands behind each number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import scoring
from assessments.catalog import items_of
from assessments.content import Content
from assessments.freezing import Result, Stated
from assessments.items import level_names
from assessments.models import Assessment
from assessments.scoring import Counted, CriterionScore, Reading, Reason
from networks.models import Criterion
from solidarity.charts.radar import RadarChart, radar_chart
from solidarity.charts.series import Criterion as Axis
from solidarity.charts.series import Series
from solidarity.web.texts import in_language

REASONS: Mapping[Reason, Promise] = {
    Reason.NOT_APPLICABLE: _("Does not apply here: left out of score and coverage"),
    Reason.NOT_OUR_COMPETENCE: _("Not the city's competence: left out of this reading"),
    Reason.OTHER_LEVEL: _("Competence of another level of state: left out of this reading"),
    Reason.NOT_KNOWN: _("Not known yet: lowers the coverage"),
    Reason.UNANSWERED: _("No answer yet: lowers the coverage"),
    Reason.NO_LEVEL: _("No level was given: lowers the coverage"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """An item with its words: what people call it, what is asked, what is usual."""

    code: str
    label: str
    text: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Score:
    """One number as it is shown. `value` is None where it may not be shown; `coverage` in per cent."""

    value: Decimal | None
    level: int | None
    name: str
    coverage: int

    @property
    def is_shown(self) -> bool:
        """Whether there is a number."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion in both readings."""

    criterion: Criterion
    municipal: Score
    territorial: Score


@dataclass(frozen=True, slots=True)
class Part:
    """One item in the sum of a criterion: its answer, weight and points, or why it is not in it."""

    asked: Asked
    content: Content
    level_name: str
    weight: int
    points: int
    counts: bool
    reason: str | Promise


@dataclass(frozen=True, slots=True)
class Account:
    """How the number of a criterion in one reading came about."""

    reading: str
    score: Score
    exact: Decimal | None
    points: int
    weight: int
    base: int
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Overall:
    """The overall number of one reading and its sum: the criteria that are in it, each to three places."""

    reading: str
    score: Score
    terms: Sequence[tuple[Criterion, Decimal]]
    total: Decimal
    exact: Decimal | None
    left_out: Sequence[Criterion]
    weight: int
    base: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that another level of state would have to do, or a commitment: the item and its answer."""

    asked: Asked
    content: Content
    level_name: str
    competence: str


class Report:
    """The result of one assessment with the words around it. Two queries beside the result itself."""

    def __init__(self, assessment: Assessment, result: Result) -> None:
        self.assessment, self.result = assessment, result
        self.levels = level_names(assessment)
        self.competences = {
            entry["code"]: in_language(entry["name"]) for entry in assessment.questionnaire.competences
        }
        self.asked = asked_of(assessment)
        rows = Criterion.objects.filter(questions__questionnaire=assessment.questionnaire_id).distinct()
        self.criteria = list(rows.order_by("number"))

    @property
    def rows(self) -> list[Row]:
        """Every criterion in both readings."""
        both = self.result.municipal.criteria, self.result.territorial.criteria
        return [Row(item, *(self._score(one[item.code]) for one in both)) for item in self.criteria]

    @property
    def overall(self) -> tuple[Overall, Overall]:
        """The overall score in both readings."""
        return self._overall(Reading.MUNICIPAL), self._overall(Reading.TERRITORIAL)

    @property
    def readings(self) -> dict[str, str]:
        """The names of the readings in this version of the questionnaire."""
        named = self.assessment.questionnaire.rules["readings"]
        return {reading["code"]: in_language(reading["name"]) for reading in named}

    @property
    def strengths(self) -> list[tuple[Criterion, Score]]:
        """The criteria in which the city stands highest."""
        return self._named(scoring.strengths(self.result.municipal))

    @property
    def gaps(self) -> list[tuple[Criterion, Score]]:
        """The criteria with most left to do."""
        return self._named(scoring.gaps(self.result.municipal))

    @property
    def others(self) -> list[Wanted]:
        """What other levels of state would have to do."""
        return [self._wanted(stated) for stated in self.result.asked_of_others]

    @property
    def commitments(self) -> list[Wanted]:
        """What the answers propose to commit to."""
        return [self._wanted(stated) for stated in self.result.commitments]

    def chart(self, listed_at: str) -> RadarChart:
        """Both readings across the criteria."""
        rows, names = self.rows, self.readings
        return radar_chart(
            [Axis(row.criterion.number, row.criterion.title) for row in rows],
            Series(names["municipal"], [row.municipal.value for row in rows]),
            peers=Series(names["territorial"], [row.territorial.value for row in rows]),
            prefix="profile",
            title=str(self.assessment),
            listed_at=listed_at,
        )

    def accounts(self, criterion: Criterion) -> list[Account]:
        """How the numbers of one criterion came about, a reading at a time."""
        return [
            self._account(
                self.readings[reading.value], self.result.profiles[reading].criteria[criterion.code]
            )
            for reading in Reading
        ]

    def _score(self, score: CriterionScore) -> Score:
        coverage = whole_percent(score.coverage)
        if not score.is_shown or score.score is None or score.level is None:
            return Score(None, None, "", coverage)
        return Score(scoring.shown(score.score), score.level, self.levels.get(score.level, ""), coverage)

    def _overall(self, reading: Reading) -> Overall:
        profile = self.result.profiles[reading]
        found = {item: profile.criteria[item.code] for item in self.criteria}
        inside = {
            item: score.score for item, score in found.items() if score.is_shown and score.score is not None
        }
        weight = sum(score.weight for score in found.values())
        base = sum(score.base for score in found.values())
        coverage = whole_percent(Fraction(weight, base)) if base else 0
        level = None if profile.overall is None else int(profile.overall)
        return Overall(
            reading=self.readings[reading.value],
            score=Score(
                value=None if profile.overall is None else scoring.shown(profile.overall),
                level=level,
                name="" if level is None else self.levels.get(level, ""),
                coverage=coverage,
            ),
            terms=[(item, _three_places(score)) for item, score in inside.items()],
            total=_three_places(sum(inside.values(), Fraction(0))),
            exact=None if profile.overall is None else _three_places(profile.overall),
            left_out=[item for item in found if item not in inside],
            weight=weight,
            base=base,
        )

    def _named(self, scores: Sequence[CriterionScore]) -> list[tuple[Criterion, Score]]:
        by_code = {criterion.code: criterion for criterion in self.criteria}
        return [(by_code[score.criterion], self._score(score)) for score in scores]

    def _wanted(self, stated: Stated) -> Wanted:
        content = stated.content
        level = "" if content.level is None else self.levels.get(content.level, "")
        competence = self.competences.get(content.competence, "")
        return Wanted(self.asked[stated.item.code], content, level, competence)

    def _account(self, reading: str, score: CriterionScore) -> Account:
        exact = None if score.score is None else _three_places(score.score)
        parts = [self._part(entry) for entry in score.items]
        return Account(reading, self._score(score), exact, score.points, score.weight, score.base, parts)

    def _part(self, entry: Counted) -> Part:
        stated = self.result.answers[entry.item.code]
        level = "" if stated.content.level is None else self.levels.get(stated.content.level, "")
        reason = "" if entry.reason is None else REASONS[entry.reason]
        return Part(
            asked=self.asked[entry.item.code],
            content=stated.content,
            level_name=level,
            weight=entry.item.weight,
            points=entry.points,
            counts=entry.reason is None,
            reason=reason,
        )


def asked_of(assessment: Assessment) -> dict[str, Asked]:
    """Every item of the questionnaire by its code, in order."""
    return {
        code: Asked(code, item.label, item.question.text, item.question.criterion.code)
        for code, item in items_of(assessment.questionnaire_id).items()
    }


def whole_percent(share: Fraction) -> int:
    """A share as people see it: whole per cent, half up."""
    return int(share * 100 + Fraction(1, 2))


def _three_places(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)
