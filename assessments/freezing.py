"""Answers and scores as one JSON value, and back: what a submission freezes and a result page reads.

    {"formula", "questionnaire", "minimum_coverage",
     "answers": [{"code", "criterion", "weight", "usual_competence", …the answer…, "version", "evidence"}],
     "readings": {reading: {"overall", "criteria": {criterion: {"score", "coverage", "is_shown",
                                                                "items": {code: place}}}}}}

Scores and coverage are exact fractions written as text ("19/8"); `evidence` are titles.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from assessments import scoring
from assessments.content import FIELDS, Content
from assessments.models import Assessment, Snapshot, digest_of
from assessments.scoring import Counted, CriterionScore, Item, Place, Profile, Reading, State

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stated:
    """One item with the whole answer behind it. Without an answer, `content` is empty and `version` 0."""

    item: Item
    content: Content
    usual_competence: str
    version: int
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class Result:
    """Both readings with all that stands behind them.

    `snapshot` is None for a preview: what the answers of this moment would give.
    """

    profiles: Mapping[Reading, Profile]
    answers: Mapping[str, Stated]
    minimum_coverage: int
    snapshot: Snapshot | None = None

    @property
    def municipal(self) -> Profile:
        """What the city can do: the reading that awards use."""
        return self.profiles[Reading.MUNICIPAL]

    @property
    def territorial(self) -> Profile:
        """What people find in the city."""
        return self.profiles[Reading.TERRITORIAL]

    @property
    def asked_of_others(self) -> list[Stated]:
        """Where another level of state has to act."""
        asked = scoring.asked_of_others(stated.item for stated in self.answers.values())
        return [self.answers[item.code] for item in asked]

    @property
    def commitments(self) -> list[Stated]:
        """The commitments that the answers name, in the order of the items."""
        return [stated for stated in self.answers.values() if stated.content.commitment]


def result_of(assessment: Assessment) -> Result:
    """What was frozen at the latest submission; a preview of the present answers before the first one."""
    snapshot = assessment.snapshots.order_by("-number").first()
    return thaw(snapshot) if snapshot is not None else preview(assessment)


def preview(assessment: Assessment) -> Result:
    """The scores that the present answers would give."""
    minimum = int(assessment.questionnaire.rules["minimum_coverage"])
    answers = {stated.item.code: stated for stated in _present(assessment)}
    items = [stated.item for stated in answers.values()]
    profiles = {
        reading: scoring.score_profile(items, reading, minimum_coverage=minimum) for reading in Reading
    }
    return Result(profiles, answers, minimum)


def freeze(assessment: Assessment) -> Snapshot:
    """Keep the present answers and their scores for good. The caller holds the lock on the assessment."""
    result = preview(assessment)
    content = _content(assessment, result)
    return Snapshot.objects.create(
        assessment=assessment,
        number=assessment.snapshots.count() + 1,
        content=content,
        digest=digest_of(content),
        overall_municipal=_shown(result.municipal.overall),
        overall_territorial=_shown(result.territorial.overall),
    )


def thaw(snapshot: Snapshot) -> Result:
    """The result exactly as it was frozen: nothing is computed again."""
    content = snapshot.content
    answers = {entry["code"]: _stated(entry) for entry in content["answers"]}
    profiles = {
        reading: _profile(reading, content["readings"][reading.value], answers) for reading in Reading
    }
    return Result(profiles, answers, content["minimum_coverage"], snapshot)


def _present(assessment: Assessment) -> Iterable[Stated]:
    given = {answer.question_id: answer for answer in assessment.answers.all()}
    evidence = _evidence_of(assessment)
    for question in assessment.questionnaire.questions.select_related("criterion").order_by("position"):
        answer = given.get(question.pk)
        content = Content.of(answer) if answer else Content()
        yield Stated(
            item=_item(question.code, question.criterion.code, question.weight, content),
            content=content,
            usual_competence=question.competence,
            version=answer.version if answer else 0,
            evidence=evidence.get(question.pk, []),
        )


def _evidence_of(assessment: Assessment) -> Mapping[UUID, list[str]]:
    titles: dict[UUID, list[str]] = {}
    for question, title in assessment.evidence.values_list("question", "title"):
        titles.setdefault(question, []).append(title)
    return titles


def _item(code: str, criterion: str, weight: int, content: Content) -> Item:
    state = State(content.state) if content.is_given else State.UNANSWERED
    return Item(code, criterion, weight, state, content.level, content.competence)


def _content(assessment: Assessment, result: Result) -> Json:
    return {
        "formula": assessment.questionnaire.rules["formula"],
        "questionnaire": assessment.questionnaire.version,
        "minimum_coverage": result.minimum_coverage,
        "answers": [
            {
                "code": code,
                "criterion": stated.item.criterion,
                "weight": stated.item.weight,
                "usual_competence": stated.usual_competence,
                **stated.content.columns(),
                "version": stated.version,
                "evidence": list(stated.evidence),
            }
            for code, stated in result.answers.items()
        ],
        "readings": {reading.value: _frozen(profile) for reading, profile in result.profiles.items()},
    }


def _frozen(profile: Profile) -> Json:
    criteria = {
        code: {
            "score": _text(score.score),
            "coverage": _text(score.coverage),
            "is_shown": score.is_shown,
            "items": {entry.item.code: entry.place.value for entry in score.items},
        }
        for code, score in profile.criteria.items()
    }
    return {"overall": _text(profile.overall), "criteria": criteria}


def _stated(entry: Mapping[str, Any]) -> Stated:
    content = Content(**{name: entry[name] for name in FIELDS})
    item = _item(entry["code"], entry["criterion"], entry["weight"], content)
    return Stated(item, content, entry["usual_competence"], entry["version"], entry["evidence"])


def _profile(reading: Reading, frozen: Mapping[str, Any], answers: Mapping[str, Stated]) -> Profile:
    """Criteria come in the order of their code: JSON columns keep no order of their own."""
    criteria = {
        code: CriterionScore(
            criterion=code,
            reading=reading,
            score=_fraction(entry["score"]),
            coverage=Fraction(entry["coverage"]),
            is_shown=entry["is_shown"],
            items=tuple(
                _counted(stated.item, Place(entry["items"][stated.item.code]), reading)
                for stated in answers.values()
                if stated.item.code in entry["items"]
            ),
        )
        for code, entry in sorted(frozen["criteria"].items())
    }
    return Profile(reading, criteria, _fraction(frozen["overall"]))


def _counted(item: Item, place: Place, reading: Reading) -> Counted:
    return Counted(item, place, None if place == Place.COUNTED else scoring.reason_of(item, reading))


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _shown(value: Fraction | None) -> Any:
    return None if value is None else scoring.shown(value)
