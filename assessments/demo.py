"""Sample self-assessments: one validated, one to validate, one begun. Made only where DEMO is on."""

import datetime
import uuid
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from assessments.actions import (
    add_evidence,
    open_assessment,
    open_round,
    record_answer,
    return_assessment,
    submit_assessment,
    validate_assessment,
)
from assessments.content import Content
from assessments.models import Assessment, Question, Questionnaire, Round
from networks.models import Municipality
from solidarity.accounts.models import User
from solidarity.files.received import receive

FILE = Path(__file__).parent / "data" / "demo" / "answers.yaml"
NAMES = {"en": "Sample round", "es": "Ronda de muestra", "pt-br": "Rodada de exemplo"}
MINUTES = "Acta de muestra de la mesa de coordinación. Texto inventado, solo para demostración.\n"
RETURNED = "C04.Q03"
COMMENT = "Indique, si se sabe, cuántas personas consiguieron empleo por esta vía durante el último año."
REPLY = " En el último año se registraron 34 contrataciones; el dato es parcial."
Said = Mapping[str, Any]


def make_demo() -> int:
    """Make the sample assessments unless there are any; how many were made."""
    if Round.objects.filter(is_sample=True).exists():
        return 0
    with transaction.atomic():
        in_round = _open_round()
        _montevideo(in_round)
        _rosario(in_round)
        _la_calera(in_round)
    return 3


def _open_round() -> Round:
    questionnaire = Questionnaire.objects.newest()
    if questionnaire is None:
        raise Questionnaire.DoesNotExist("The sample assessments need the questionnaire.")
    today = timezone.localdate()
    return open_round(
        by=_person("bureau"),
        names=NAMES,
        questionnaire=questionnaire,
        country=None,
        opens_on=today - datetime.timedelta(days=60),
        closes_on=today + datetime.timedelta(days=90),
        is_sample=True,
    )


def _montevideo(in_round: Round) -> None:
    """Returned once, answered again, validated."""
    officer, coordinator = _person("officer.uruguay"), _person("coordinator.montevideo")
    respondent = _person("respondent.montevideo")
    assessment = _open("uy-montevideo", in_round, officer)
    _answer(assessment, "montevideo", by=respondent)
    received = receive("acta-de-muestra.txt", MINUTES.encode())
    add_evidence(assessment, "C01.Q06", by=respondent, title="Acta de la mesa, de muestra", received=received)
    add_evidence(
        assessment, "C09.Q06", by=respondent, title="Guía, de muestra", address="https://example.org/"
    )
    submit_assessment(assessment, by=coordinator)
    returned = return_assessment(assessment, by=officer, comments={RETURNED: COMMENT})
    question = Question.objects.get(questionnaire=in_round.questionnaire, code=RETURNED)
    said = _content("montevideo", question)
    again = Content(**{**said.columns(), "situation": said.situation + REPLY})
    record_answer(returned, RETURNED, by=respondent, content=again, version=1, key=uuid.uuid4())
    submit_assessment(assessment, by=coordinator)
    validate_assessment(Assessment.objects.get(pk=assessment.pk), by=officer)


def _rosario(in_round: Round) -> None:
    """Submitted, waiting for the officer."""
    coordinator = _person("coordinator.rosario")
    assessment = _open("ar-rosario", in_round, _person("officer.argentina"))
    _answer(assessment, "rosario", by=coordinator)
    submit_assessment(assessment, by=coordinator)


def _la_calera(in_round: Round) -> None:
    """Begun: the first three criteria are answered."""
    assessment = _open("cl-la-calera", in_round, _person("officer.chile"))
    _answer(assessment, "la_calera", by=_person("respondent.la-calera"))


def _open(slug: str, in_round: Round, officer: User) -> Assessment:
    city = Municipality.objects.get(slug=slug)
    return open_assessment(city, by=officer, in_round=in_round, is_sample=True)


def _answer(assessment: Assessment, city: str, *, by: User) -> None:
    questions = assessment.questionnaire.questions.prefetch_related("commitments").order_by("position")
    for question in questions:
        if city in _answers()[question.code]:
            content = _content(city, question)
            record_answer(assessment, question.code, by=by, content=content, version=0, key=uuid.uuid4())


def _content(city: str, question: Question) -> Content:
    said: Said = _answers()[question.code][city]
    state = said.get("state", "answered")
    suggested = question.commitments.order_by("code").first() if said.get("commitment") else None
    usual = "other_level" if state == "not_our_competence" else question.competence
    return Content(
        state=state,
        level=said.get("level"),
        competence=said.get("competence", usual) if state != "not_known" else "",
        competent_body=said.get("body", ""),
        situation=said.get("text", ""),
        commitment=suggested.text_es if suggested else "",  # type: ignore[attr-defined]
        responsible_area=said.get("area", ""),
        time_frame=said.get("time", ""),
    )


@cache
def _answers() -> Mapping[str, Mapping[str, Said]]:
    answers: Mapping[str, Mapping[str, Said]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return answers


def _person(login: str) -> User:
    return User.objects.get(email=f"{login}@demo.example")
