"""Self-assessments with their results, and answers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import scoring
from assessments.models import Answer, Assessment, Question, Snapshot
from assessments.scoring import Reading
from networks.records.shared import CHANGED, EXAMPLE_ID, EXAMPLE_TIME, IDENTIFIER
from solidarity.web.columns import Choice, Column, Field, Person, Read, Translated, Values
from solidarity.web.outputs import BOOLEAN, CODE, ID, INTEGER, NUMBER, TIME, Output, shape
from solidarity.web.records import Record

DIGITS = 4  # of exact fractions in JSON
READINGS = tuple(reading.value for reading in Reading)
SCORE = _("Score, 0 to 4, to four decimals; empty where the coverage is too low.")
PERCENT = _("The same on the scale 0 to 100.")
CRITERION = shape(
    [
        Output(name="criterion", meaning=_("Code of the criterion."), kind=CODE, example="C01"),
        Output(name="score", meaning=SCORE, kind=NUMBER, example=2.4, nullable=True),
        Output(name="percent", meaning=PERCENT, kind=NUMBER, example=60.0, nullable=True),
        Output(
            name="coverage", meaning=_("Share of the weight that counts, 0 to 1."), kind=NUMBER, example=1
        ),
        Output(
            name="counted",
            meaning=_("Codes of the items that count."),
            kind=CODE,
            many=True,
            example=["C01.Q01"],
        ),
        Output(
            name="missing",
            meaning=_("Codes of the items that lower the coverage."),
            kind=CODE,
            many=True,
            example=[],
        ),
        Output(
            name="outside",
            meaning=_("Codes of the items that this reading leaves out."),
            kind=CODE,
            many=True,
            example=[],
        ),
    ]
)
READING = shape(
    [
        Output(name="reading", meaning=_("Which question the score answers."), kind=CODE, codes=READINGS),
        Output(name="score", meaning=SCORE, kind=NUMBER, nullable=True),
        Output(name="percent", meaning=PERCENT, kind=NUMBER, nullable=True),
        Output(name="criteria", meaning=_("The ten criteria."), many=True, shape=CRITERION),
    ]
)
EXAMPLE_CRITERION = {
    "criterion": "C01",
    "score": 2.4,
    "percent": 60.0,
    "coverage": 1.0,
    "counted": ["C01.Q01"],
    "missing": [],
    "outside": [],
}
EXAMPLE_READING = {
    "reading": "municipal",
    "score": 2.375,
    "percent": 59.375,
    "criteria": [EXAMPLE_CRITERION],
}


class Frozen(Column):
    """Values of the latest frozen result of each assessment: read as they were stored, never computed."""

    def reads(self, user: Person) -> Sequence[Read]:  # noqa: ARG002
        return ["pk"]

    def contents(self, ids: Values) -> list[Mapping[str, Any] | None]:
        """The content of the latest snapshot of each assessment, in one query; None before the first."""
        snapshots = Snapshot.objects.filter(assessment__in=ids).order_by("number")
        latest = dict(snapshots.values_list("assessment", "content"))
        return [latest.get(pk) for pk in ids]


class Overall(Frozen):
    """Overall score and percent of both readings."""

    def outputs(self) -> Sequence[Output]:
        return [
            output
            for reading in READINGS
            for output in (
                Output(name=f"{reading}_score", meaning=SCORE, kind=NUMBER, example=2.375, nullable=True),
                Output(
                    name=f"{reading}_percent", meaning=PERCENT, kind=NUMBER, example=59.375, nullable=True
                ),
            )
        ]

    def values(self, user: Person, *cells: Values) -> Sequence[Values]:  # noqa: ARG002
        contents = self.contents(cells[0])
        columns: list[Values] = []
        for reading in READINGS:
            pairs = [
                _both(content["readings"][reading]["overall"] if content else None) for content in contents
            ]
            columns += [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]
        return columns


class Readings(Frozen):
    """The whole result: both readings, criterion by criterion, with the items behind each score."""

    output = Output(
        name="readings",
        meaning=_("The result as it was frozen at the latest submission; empty before the first one."),
        shape=READING,
        many=True,
        example=[EXAMPLE_READING],
    )

    def outputs(self) -> Sequence[Output]:
        return (self.output,)

    def values(self, user: Person, *cells: Values) -> Sequence[Values]:  # noqa: ARG002
        return ([_readings(content) for content in self.contents(cells[0])],)


def _readings(content: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    return [_reading(name, content["readings"][name]) for name in READINGS] if content else []


def _reading(name: str, frozen: Mapping[str, Any]) -> dict[str, Any]:
    score, percent = _both(frozen["overall"])
    criteria = [_criterion(code, entry) for code, entry in sorted(frozen["criteria"].items())]
    return {"reading": name, "score": score, "percent": percent, "criteria": criteria}


def _criterion(code: str, frozen: Mapping[str, Any]) -> dict[str, Any]:
    score, percent = _both(frozen["score"] if frozen["is_shown"] else None)
    places = sorted(frozen["items"].items())
    by_place = {
        place.value: [item for item, stands in places if stands == place.value] for place in scoring.Place
    }
    coverage = round(float(Fraction(frozen["coverage"])), DIGITS)
    return {"criterion": code, "score": score, "percent": percent, "coverage": coverage, **by_place}


def _both(exact: str | None) -> tuple[float | None, float | None]:
    """Score and percent of an exact fraction."""
    if exact is None:
        return None, None
    score = Fraction(exact)
    return round(float(score), DIGITS), round(float(scoring.percent(score)), DIGITS)


def _in_city(path: str) -> tuple[Field, ...]:
    """Key, name and country of the city at `path`."""
    return (
        Field(
            "municipality",
            _("Permanent key of the municipality."),
            CODE,
            path=f"{path}__slug",
            example="uy-montevideo",
        ),
        Field(
            "municipality_label",
            _("Name of the municipality."),
            path=f"{path}__name",
            hxl="#loc+name",
            example="Montevideo",
        ),
        Field(
            "country_iso2",
            _("Country: ISO 3166-1 code of two letters."),
            CODE,
            path=f"{path}__country__iso2",
            hxl="#country+code+v_iso2",
            example="UY",
            nullable=True,
        ),
    )


SAMPLE = _("Whether the row is invented, for demonstration.")
ASSESSMENT = Record(
    name="Assessment",
    model=Assessment,
    key="id",
    columns=(
        IDENTIFIER,
        *_in_city("municipality"),
        Field("round", _("Identifier of the round."), ID, example=EXAMPLE_ID),
        Translated("round_label", _("Name of the round."), path="round__name", example="Round 2026"),
        Field(
            "questionnaire",
            _("Version of the questionnaire."),
            CODE,
            path="questionnaire__version",
            example="2026.1",
        ),
        Choice("state", _("How far it has come."), Assessment.State, example="validated"),
        Field("answered", _("Items that are answered."), INTEGER, example=60),
        Field("items", _("Items in all."), INTEGER, example=60),
        Field("opened_at", _("When it was opened, in UTC."), TIME, example=EXAMPLE_TIME),
        Field(
            "submitted_at",
            _("When the city last submitted, in UTC."),
            TIME,
            example=EXAMPLE_TIME,
            nullable=True,
        ),
        Field(
            "returned_at",
            _("When an officer last returned items, in UTC."),
            TIME,
            example=EXAMPLE_TIME,
            nullable=True,
        ),
        Field("validated_at", _("When it was validated, in UTC."), TIME, example=EXAMPLE_TIME, nullable=True),
        Overall(),
        Field("is_sample", SAMPLE, BOOLEAN, example=False),
        CHANGED,
    ),
    details=(Readings(),),
)
ANSWER = Record(
    name="Answer",
    model=Answer,
    key="id",
    columns=(
        IDENTIFIER,
        Field("assessment", _("Identifier of the self-assessment."), ID, example=EXAMPLE_ID),
        *_in_city("assessment__municipality"),
        Field("question", _("Code of the item."), CODE, path="question__code", example="C01.Q01"),
        Field(
            "criterion", _("Code of the criterion."), CODE, path="question__criterion__code", example="C01"
        ),
        Choice(
            "state", _("Kind of answer; empty for a draft."), Answer.State, example="answered", nullable=True
        ),
        Field("level", _("Level, 0 to 4."), INTEGER, example=3, nullable=True),
        Choice(
            "competence",
            _("Whose competence it is here."),
            Question.Competence,
            example="municipal",
            nullable=True,
        ),
        Field("competent_body", _("The competent body."), example=""),
        Field("situation", _("The situation in words, or why the item does not apply."), example="…"),
        Field("commitment", _("A commitment that the city could take on."), example="…"),
        Field("responsible_area", _("Area of the city that would be responsible."), example="…"),
        Choice("time_frame", _("Time frame."), Answer.TimeFrame, example="year", nullable=True),
        Field("version", _("Version of the answer: what If-Match names."), INTEGER, example=2),
        Field("is_sample", SAMPLE, BOOLEAN, path="assessment__is_sample", example=False),
        CHANGED,
    ),
)
