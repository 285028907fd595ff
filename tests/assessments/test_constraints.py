"""What can never be stored, whoever asks: each rule is tried against the database itself."""

import datetime
import uuid
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from assessments.models import Answer, AnswerRevision, Assessment, ItemReview, Question, Round, Snapshot
from tests.assessments.building import make_round, open_in_montevideo, returned, save, submitted, validated
from tests.cast import Cast

NOW = timezone.now()
SETTLED = ("answer_without_level_has_none", "answer_not_our_competence_is_not_municipal")


def breaks(rows: Any, **columns: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**columns)


def test_a_round_closes_after_it_opens(cast: Cast) -> None:
    make_round()
    breaks(Round.objects.all(), closes_on=datetime.date(2025, 12, 31))


@pytest.mark.parametrize("empty", ["", None])
def test_a_round_has_a_name_and_a_version(cast: Cast, empty: str | None) -> None:
    make_round()
    breaks(Round.objects.all(), name_es=empty, name_pt_br=empty, name_en=empty)
    breaks(Round.objects.all(), version=0)


@pytest.mark.parametrize("country", ["uruguay", None])
def test_no_two_rounds_of_the_same_cities_begin_alike(cast: Cast, country: str | None) -> None:
    place = getattr(cast, country) if country else None
    first = make_round(country=place)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_round(first.questionnaire, country=place, opens_on=first.opens_on, name_es="Otra")


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "lost"},
        {"answered": 4},
        {"items": 0},
        {"submitted_at": NOW},
        {"returned_at": NOW},
        {"validated_at": NOW},
        {"state": "submitted", "answered": 3},
        {"state": "validated", "answered": 3},
    ],
)
def test_states_and_stamps_of_an_assessment_agree(cast: Cast, columns: dict[str, Any]) -> None:
    open_in_montevideo(cast)
    breaks(Assessment.objects.all(), **columns)


def test_what_is_submitted_is_whole(cast: Cast) -> None:
    submitted(cast)
    breaks(Assessment.objects.all(), answered=2)


def test_a_validated_assessment_has_its_validator_who_did_not_submit(cast: Cast) -> None:
    validated(cast)
    breaks(Assessment.objects.all(), validated_by=None)
    breaks(Assessment.objects.all(), validated_by=cast.coordinator_montevideo)
    breaks(Assessment.objects.all(), state="submitted")


def test_one_assessment_is_under_way_in_a_city_and_round(cast: Cast) -> None:
    first = open_in_montevideo(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(
            municipality=first.municipality,
            round=first.round,
            questionnaire=first.questionnaire,
            items=3,
            opened_by=cast.officer_uruguay,
        )


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "perhaps"},
        {"level": 5},
        {"level": None},
        {"competence": ""},
        {"competence": "mine"},
        {"time_frame": "soon"},
        {"state": "not_applicable", "situation": "", "level": None},
        {"state": "not_our_competence", "competent_body": "", "competence": ""},
        {"state": "not_our_competence", "competent_body": "The ministry", "competence": "municipal"},
        {"state": "not_known", "level": 0},
        {"state": "not_applicable", "level": 2},
        {"version": 0},
    ],
)
def test_an_answer_is_whole(cast: Cast, columns: dict[str, Any]) -> None:
    save(open_in_montevideo(cast), "C01.Q01", by=cast.respondent_montevideo)
    breaks(Answer.objects.all(), **columns)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite rebuilds tables, not within a test")
def test_contradictions_that_were_stored_are_settled(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    for code in ("C01.Q01", "C01.Q02"):
        save(assessment, code, by=cast.respondent_montevideo)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in SETTLED:
            cursor.execute(f"ALTER TABLE assessments_answer DROP CONSTRAINT {name}")
    first, second = Answer.objects.order_by("question__position")
    Answer.objects.filter(pk=first.pk).update(state="not_known", level=3)
    Answer.objects.filter(pk=second.pk).update(state="not_our_competence", competent_body="The ministry")

    import_module("assessments.migrations.0008_no_contradictions").settle(apps, None)
    with connection.schema_editor() as editor:
        for rule in Answer._meta.constraints:
            if rule.name in SETTLED:
                editor.add_constraint(Answer, rule)

    kept = {row.pk: (row.state, row.level, row.competence) for row in Answer.objects.all()}
    assert kept == {
        first.pk: ("not_known", None, "municipal"),
        second.pk: ("not_our_competence", 2, ""),
    }


def test_one_answer_for_each_question(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    save(assessment, "C01.Q01", by=cast.respondent_montevideo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            assessment=assessment,
            question=Question.objects.get(code="C01.Q01"),
            updated_by=cast.bureau,
            updated_at=NOW,
        )


@pytest.mark.parametrize("columns", [{"key": None}, {"version": 1}, {"outcome": "forgotten"}])
def test_revisions_differ_in_key_and_in_accepted_version(cast: Cast, columns: dict[str, Any]) -> None:
    save(open_in_montevideo(cast), "C01.Q01", by=cast.respondent_montevideo)
    there = AnswerRevision.objects.get()
    fields = {
        "assessment": there.assessment,
        "question": there.question,
        "content": {},
        "version": 2,
        "outcome": "accepted",
        "key": uuid.uuid4(),
        "by": there.by,
        "at": NOW,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerRevision.objects.create(**fields | ({"key": there.key} if "key" in columns else columns))


def test_revisions_are_only_ever_added(cast: Cast) -> None:
    save(open_in_montevideo(cast), "C01.Q01", by=cast.respondent_montevideo)
    breaks(AnswerRevision.objects.all(), content={})
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerRevision.objects.all()._raw_delete("default")  # type: ignore[attr-defined]


def test_a_frozen_result_never_changes(cast: Cast) -> None:
    submitted(cast)
    breaks(Snapshot.objects.all(), overall_municipal=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.all()._raw_delete("default")  # type: ignore[attr-defined]


def test_submissions_are_numbered(cast: Cast) -> None:
    assessment = submitted(cast)
    for number in (0, 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            Snapshot.objects.create(assessment=assessment, number=number, content={}, digest="0" * 64)


def test_a_returned_item_is_open_once_with_its_comment(cast: Cast) -> None:
    assessment = returned(cast)
    breaks(ItemReview.objects.all(), comment="")
    breaks(ItemReview.objects.all(), closed_at=NOW - datetime.timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemReview.objects.create(
            assessment=assessment,
            question=Question.objects.get(code="C01.Q01"),
            comment="Twice",
            returned_by=cast.officer_uruguay,
            returned_at=NOW,
        )
