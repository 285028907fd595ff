"""A small questionnaire and assessments in each state, built through the very actions of the portal."""

import datetime
import uuid
from typing import Any

from django.utils import timezone

from assessments.actions import (
    Saved,
    open_assessment,
    record_answer,
    return_assessment,
    submit_assessment,
    validate_assessment,
)
from assessments.content import Content
from assessments.models import Assessment, Evidence, Level, Question, Questionnaire, Round
from networks.models import Criterion
from solidarity.accounts.models import User
from solidarity.files.actions import keep
from solidarity.files.received import receive
from tests.cast import Cast

NAME = {"en": "Name", "es": "Nombre", "pt-br": "Nome"}
READINGS = [{"code": code, "name": {"en": code}} for code in ("municipal", "territorial")]
CODES = ("C01.Q01", "C01.Q02", "C02.Q01")
ANSWERED = Content(state="answered", level=2, competence="municipal", situation="As it is.")


def make_questionnaire(version: str = "test.1", codes: tuple[str, ...] = CODES) -> Questionnaire:
    """A version with three items of two criteria, weights 1, 2 and 3."""
    made = Questionnaire.objects.create(
        version=version,
        levels=[{"value": value, "name": NAME, "meaning": NAME} for value in range(5)],
        facets=[{"code": "norm", "name": NAME, "meaning": NAME}],
        competences=[{"code": "municipal", "name": NAME}],
        answer_states=[{"code": "answered", "name": NAME, "effect": "counts"}],
        rules={"formula": "2026.1", "minimum_coverage": 60, "award_thresholds": {}, "readings": READINGS},
    )
    for position, code in enumerate(codes, 1):
        question = Question.objects.create(
            questionnaire=made,
            criterion=make_criterion(code[:3]),
            code=code,
            position=position,
            facet="norm",
            weight=(position - 1) % 3 + 1,
            competence="municipal",
            text_en=f"How far {code}?",
            text_es=f"¿Hasta dónde {code}?",
            text_pt_br=f"Até onde {code}?",
        )
        Level.objects.bulk_create(
            Level(question=question, value=value, description_en=f"Level {value}") for value in range(5)
        )
    made.published_at = timezone.now()
    made.save(update_fields=["published_at"])
    return made


def make_criterion(code: str) -> Criterion:
    number = int(code[1:])
    texts = {f"title_{language}": f"Criterion {number}" for language in ("en", "es", "pt_br")}
    return Criterion.objects.get_or_create(
        code=code, defaults={"number": number, "slug": f"criterion-{number}", **texts}
    )[0]


def make_round(questionnaire: Questionnaire | None = None, **fields: Any) -> Round:
    """A round under way; each begins a day before the last one, since no two may begin alike."""
    names = {f"name_{language}": "Round of tests" for language in ("en", "es", "pt_br")}
    first = datetime.date(2026, 1, 1) - datetime.timedelta(days=Round.objects.count())
    return Round.objects.create(
        questionnaire=questionnaire or make_questionnaire(), **{**names, "opens_on": first, **fields}
    )


def open_in_montevideo(cast: Cast, in_round: Round | None = None) -> Assessment:
    """An assessment of Montevideo without answers."""
    return open_assessment(cast.montevideo, by=cast.officer_uruguay, in_round=in_round or make_round())


def fresh(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_related("municipality").get(pk=assessment.pk)


def save(
    assessment: Assessment,
    code: str,
    *,
    by: User,
    content: Content = ANSWERED,
    version: int = 0,
    **options: Any,
) -> Saved:
    """Save one answer with a key of its own."""
    key = options.get("key") or uuid.uuid4()
    return record_answer(fresh(assessment), code, by=by, content=content, version=version, key=key)


def answer_all(assessment: Assessment, *, by: User) -> Assessment:
    for code in assessment.questionnaire.questions.order_by("position").values_list("code", flat=True):
        save(assessment, code, by=by)
    return fresh(assessment)


def submitted(cast: Cast, in_round: Round | None = None) -> Assessment:
    """Every item answered by the respondent, submitted by the coordinator."""
    whole = answer_all(open_in_montevideo(cast, in_round), by=cast.respondent_montevideo)
    return submit_assessment(whole, by=cast.coordinator_montevideo)


def returned(cast: Cast, *codes: str, in_round: Round | None = None) -> Assessment:
    """Submitted and given back for these items (the first one without any)."""
    comments = dict.fromkeys(codes or CODES[:1], "Say more.")
    return return_assessment(submitted(cast, in_round), by=cast.officer_uruguay, comments=comments)


def validated(cast: Cast, in_round: Round | None = None) -> Assessment:
    return validate_assessment(submitted(cast, in_round), by=cast.officer_uruguay)


def hidden_assessment(cast: Cast, pk: uuid.UUID, *, evidence: uuid.UUID) -> Assessment:
    """One of the hidden city of Chile on the real questionnaire, with a file, under known ids."""
    questionnaire = Questionnaire.objects.get(version="2026.1")
    made = Assessment.objects.create(
        id=pk,
        municipality=cast.hidden_chile,
        round=make_round(questionnaire),
        questionnaire=questionnaire,
        items=questionnaire.questions.count(),
        opened_by=cast.officer_chile,
    )
    question = questionnaire.questions.get(code="C01.Q01")
    by = cast.coordinator_hidden_chile
    Evidence.objects.create(
        id=evidence,
        assessment=made,
        question=question,
        title="Canary of Chile, minutes",
        file=keep(receive("minutes.txt", b"As agreed."), by=by),
        added_by=by,
    )
    return made
