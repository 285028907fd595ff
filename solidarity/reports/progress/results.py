"""The result of a self-assessment, read as it was frozen when the city handed it in."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments import scoring
from assessments.catalog import Item, items_of
from assessments.freezing import Result as Frozen
from assessments.freezing import Stated, result_of
from assessments.models import Answer, Assessment, Question, Questionnaire
from assessments.results import whole_percent
from assessments.scoring import Place, Profile
from networks.access import Person
from networks.models import Criterion, Municipality
from solidarity.reports.progress.contents import Commitment, CriterionResult, OtherLevel, Result
from solidarity.web.texts import in_language

Titles = Mapping[str, Criterion]


def latest_result(place: Municipality, reader: Person) -> Result | None:
    """The self-assessment that was handed in last, as `reader` may see it; None when there is none."""
    seen = Assessment.objects.visible_to(reader).filter(municipality=place, submitted_at__isnull=False)
    assessment = seen.for_page().order_by("-submitted_at").first()
    return _result(assessment) if assessment is not None else None


def open_assessment(place: Municipality, reader: Person) -> tuple[int, int] | None:
    """How many items of one that was never handed in are answered, and of how many."""
    seen = Assessment.objects.visible_to(reader).filter(municipality=place, submitted_at__isnull=True)
    return seen.filter(state=Assessment.State.OPEN).values_list("answered", "items").first()


def _result(assessment: Assessment) -> Result:
    frozen = result_of(assessment)
    sheet = assessment.questionnaire
    items = items_of(sheet.pk)
    titles = {row.code: row for row in Criterion.objects.filter(questions__questionnaire=sheet).distinct()}
    criteria = {code: _criterion(frozen, code, titles, sheet) for code in sorted(titles)}
    answered = [stated.item for stated in frozen.answers.values()]
    overall = frozen.municipal.overall
    return Result(
        round=str(assessment.round),
        questionnaire=sheet.version,
        is_official=sheet.is_official,
        submitted_at=frozen.snapshot.made_at if frozen.snapshot else assessment.submitted_at,
        validated_at=assessment.validated_at,
        validated_by=_office(assessment) if assessment.validated_at else "",
        municipal=_shown(overall),
        territorial=_shown(frozen.territorial.overall),
        level="" if overall is None else _level(sheet, int(overall)),
        coverage=_coverage(frozen.municipal),
        items=len(answered),
        unknown=sum(item.state == scoring.State.NOT_KNOWN for item in answered),
        not_applicable=sum(item.state == scoring.State.NOT_APPLICABLE for item in answered),
        minimum_coverage=frozen.minimum_coverage,
        criteria=tuple(criteria.values()),
        strengths=tuple(criteria[score.criterion] for score in scoring.strengths(frozen.municipal)),
        gaps=tuple(criteria[score.criterion] for score in scoring.gaps(frozen.municipal)),
        other_levels=tuple(
            _other_level(stated, items[stated.item.code]) for stated in frozen.asked_of_others
        ),
        commitments=tuple(_commitment(stated, items[stated.item.code]) for stated in frozen.commitments),
        is_sample=assessment.is_sample,
    )


def _criterion(frozen: Frozen, code: str, titles: Titles, sheet: Questionnaire) -> CriterionResult:
    municipal, territorial = frozen.municipal.criteria[code], frozen.territorial.criteria[code]
    return CriterionResult(
        number=titles[code].number,
        title=titles[code].title,
        municipal=_shown(municipal.score if municipal.is_shown else None),
        territorial=_shown(territorial.score if territorial.is_shown else None),
        coverage=whole_percent(municipal.coverage),
        territorial_coverage=whole_percent(territorial.coverage),
        level="" if municipal.level is None else _level(sheet, municipal.level),
    )


def _shown(value: Fraction | None) -> Decimal | None:
    return None if value is None else scoring.shown(value)


def _coverage(profile: Profile) -> int:
    """Per cent of the weight of all items of a reading whose situation is known."""
    placed = [entry for score in profile.criteria.values() for entry in score.items]
    base = sum(entry.item.weight for entry in placed if entry.place != Place.OUTSIDE)
    known = sum(entry.item.weight for entry in placed if entry.place == Place.COUNTED)
    return whole_percent(Fraction(known, base)) if base else 0


def _level(sheet: Questionnaire, value: int) -> str:
    return next((str(in_language(level["name"])) for level in sheet.levels if level["value"] == value), "")


def _office(assessment: Assessment) -> str:
    """Who validated, by office: reports name no persons."""
    country = assessment.municipality.country
    return _("UNHCR %(country)s") % {"country": country} if country else _("UNHCR")


def _other_level(stated: Stated, asked: Item) -> OtherLevel:
    competence = stated.content.competence
    return OtherLevel(
        label=asked.label,
        criterion=asked.question.criterion.number,
        text=asked.question.text,
        competence=str(Question.Competence(competence).label)
        if competence
        else str(Answer.State(stated.content.state).label),
        body=stated.content.competent_body,
        level=stated.content.level,
    )


def _commitment(stated: Stated, asked: Item) -> Commitment:
    content = stated.content
    return Commitment(
        label=asked.label,
        criterion=asked.question.criterion.number,
        question=asked.question.text,
        text=content.commitment,
        area=content.responsible_area,
        time_frame=str(Answer.TimeFrame(content.time_frame).label) if content.time_frame else "",
    )
