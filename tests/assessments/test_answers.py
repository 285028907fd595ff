"""Saving one answer: accepted once, never over a text it had not seen, nothing typed lost."""

import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions import InvalidAnswer, KeyReused, StaleAnswer, UnknownVersion, submit_assessment
from assessments.content import Content
from assessments.models import Answer, AnswerRevision, Question
from networks.actions import withdraw_posting
from solidarity.accounts.models import User
from solidarity.workflow import NotAllowed
from tests.assessments.building import (
    ANSWERED,
    CODES,
    answer_all,
    fresh,
    open_in_montevideo,
    returned,
    save,
    submitted,
    validated,
)
from tests.cast import Cast

FIRST, SECOND, THIRD = CODES
MINE = replace(ANSWERED, level=3, situation="Mine.")


def test_a_save_stores_the_whole_answer_and_moves_the_counter(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    content = Content(
        state="answered",
        level=3,
        competence="shared",
        competent_body="The department",
        situation="Two offices serve everybody.",
        commitment="Open a third one.",
        responsible_area="Social development",
        time_frame="year",
    )

    saved = save(assessment, FIRST, by=cast.respondent_montevideo, content=content)

    answer = Answer.objects.get()
    assert Content.of(answer) == content
    assert (answer.version, answer.updated_by, answer.updated_at) == (1, cast.respondent_montevideo, saved.at)
    assert (saved.version, saved.answered, saved.items) == (1, 1, 3)
    assert fresh(assessment).answered == 1


def test_every_save_leaves_a_revision_with_its_author(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    save(assessment, FIRST, by=cast.respondent_montevideo)
    save(assessment, FIRST, by=cast.coordinator_montevideo, content=MINE, version=1)

    rows = AnswerRevision.objects.about(assessment, Question.objects.get(code=FIRST))
    assert [(row.version, row.by, row.content["situation"], row.outcome) for row in rows] == [
        (2, cast.coordinator_montevideo, "Mine.", "accepted"),
        (1, cast.respondent_montevideo, "As it is.", "accepted"),
    ]


def test_a_draft_is_kept_and_does_not_count(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)

    save(assessment, FIRST, by=cast.respondent_montevideo, content=Content(situation="Begun"))
    assert fresh(assessment).answered == 0
    save(assessment, FIRST, by=cast.respondent_montevideo, version=1)
    assert fresh(assessment).answered == 1
    save(assessment, FIRST, by=cast.respondent_montevideo, content=Content(situation="Again"), version=2)
    assert fresh(assessment).answered == 0


def test_a_save_takes_five_statements_beside_the_look_at_who_and_where(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    save(assessment, FIRST, by=cast.respondent_montevideo)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        save(assessment, FIRST, by=cast.respondent_montevideo, content=MINE, version=1)

    statements = [item["sql"] for item in queries if "SAVEPOINT" not in item["sql"]]
    assert len(statements) == 5  # the assessment, the answer; the lock, the answer, its revision


def test_a_stale_save_shows_both_texts_and_keeps_the_losing_one(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    save(assessment, FIRST, by=cast.respondent_montevideo)

    with pytest.raises(StaleAnswer) as stale:
        save(assessment, FIRST, by=cast.coordinator_montevideo, content=MINE, version=0)

    assert stale.value.current.situation == "As it is."
    assert stale.value.current.updated_by == cast.respondent_montevideo
    assert stale.value.mine == MINE
    lost = AnswerRevision.objects.get(outcome="superseded")
    assert (lost.content["situation"], lost.by, lost.version) == ("Mine.", cast.coordinator_montevideo, 0)
    assert Answer.objects.get().situation == "As it is."
    assert fresh(assessment).answered == 1


def test_the_same_key_again_gives_the_same_outcome(cast: Cast) -> None:
    assessment, key = open_in_montevideo(cast), uuid.uuid4()
    first = save(assessment, FIRST, by=cast.respondent_montevideo, key=key)
    save(assessment, FIRST, by=cast.coordinator_montevideo, content=MINE, version=1)

    again = save(assessment, FIRST, by=cast.respondent_montevideo, key=key)

    assert (again.version, again.at) == (first.version, first.at)
    assert Answer.objects.get().situation == "Mine."
    assert AnswerRevision.objects.count() == 2


def test_a_repeated_key_is_answered_after_the_submission_too(cast: Cast) -> None:
    assessment, key = open_in_montevideo(cast), uuid.uuid4()
    first = save(assessment, FIRST, by=cast.respondent_montevideo, key=key)
    for code in (SECOND, THIRD):
        save(assessment, code, by=cast.respondent_montevideo)
    submit_assessment(assessment, by=cast.coordinator_montevideo)

    assert save(assessment, FIRST, by=cast.respondent_montevideo, key=key).version == first.version


def test_a_repeated_stale_save_is_kept_once(cast: Cast) -> None:
    assessment, key = open_in_montevideo(cast), uuid.uuid4()
    save(assessment, FIRST, by=cast.respondent_montevideo)

    for _turn in range(2):
        with pytest.raises(StaleAnswer):
            save(assessment, FIRST, by=cast.coordinator_montevideo, content=MINE, key=key)

    assert AnswerRevision.objects.filter(outcome="superseded").count() == 1


@pytest.mark.parametrize(("code", "version"), [(FIRST, 1), (SECOND, 0)])
def test_a_key_of_another_save_is_refused(cast: Cast, code: str, version: int) -> None:
    assessment, key = open_in_montevideo(cast), uuid.uuid4()
    save(assessment, FIRST, by=cast.respondent_montevideo, key=key)

    with pytest.raises(KeyReused):
        save(assessment, code, by=cast.respondent_montevideo, content=MINE, version=version, key=key)

    assert Answer.objects.get().version == 1
    assert fresh(assessment).answered == 1


@pytest.mark.parametrize("version", [1, 7])
def test_a_version_that_never_was_is_refused(cast: Cast, version: int) -> None:
    with pytest.raises(UnknownVersion):
        save(open_in_montevideo(cast), FIRST, by=cast.respondent_montevideo, version=version)


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        (Content(state="answered", competence="municipal"), {"level"}),
        (Content(state="answered", level=2), {"competence"}),
        (Content(state="not_applicable", situation="  "), {"situation"}),
        (Content(state="not_our_competence"), {"competent_body"}),
        (Content(state="perhaps", level=5, competence="mine", time_frame="soon"),
         {"state", "level", "competence", "time_frame"}),
        (Content(situation="x" * 4001, responsible_area="y" * 201), {"situation", "responsible_area"}),
        (Content(commitment="a\x00b"), {"commitment"}),
        (Content(state="not_known", level=0), {"level"}),
        (Content(state="not_applicable", situation="There is none.", level=3), {"level"}),
        (Content(state="not_our_competence", competent_body="The ministry", competence="municipal"),
         {"competence"}),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_whole_is_refused_field_by_field(
    cast: Cast, content: Content, fields: set[str]
) -> None:
    assessment = open_in_montevideo(cast)

    with pytest.raises(InvalidAnswer) as refusal:
        save(assessment, FIRST, by=cast.respondent_montevideo, content=content)

    assert set(refusal.value.problems) == fields
    assert not AnswerRevision.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        Content(state="not_applicable", situation="There is no school of the city."),
        Content(state="not_our_competence", competent_body="The ministry", level=1),
        Content(state="not_our_competence", competent_body="The ministry"),
        Content(state="not_known"),
    ],
)
def test_each_of_the_four_states_counts_as_answered(cast: Cast, content: Content) -> None:
    assert save(open_in_montevideo(cast), FIRST, by=cast.respondent_montevideo, content=content).answered == 1


@pytest.mark.parametrize(
    "who",
    ["partner_montevideo", "officer_uruguay", "bureau", "bureau_reader", "coordinator_la_calera", "nobody"],
)
def test_only_the_city_answers(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        save(open_in_montevideo(cast), FIRST, by=getattr(cast, who))

    assert refusal.value.kind == "permission"
    assert not Answer.objects.exists()


def test_who_lost_the_role_in_the_middle_is_refused(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    save(assessment, FIRST, by=cast.respondent_montevideo)
    withdraw_posting(cast.respondent_montevideo.postings.get(), by=cast.administrator)

    with pytest.raises(NotAllowed) as refusal:  # the next request reads the postings afresh
        save(assessment, FIRST, by=User.objects.get(pk=cast.respondent_montevideo.pk), version=1)

    assert refusal.value.kind == "permission"


@pytest.mark.parametrize("make", [submitted, validated])
def test_nothing_is_answered_after_the_submission(cast: Cast, make: object) -> None:
    assessment = make(cast)  # type: ignore[operator]

    with pytest.raises(NotAllowed) as refusal:
        save(assessment, FIRST, by=cast.respondent_montevideo, content=MINE, version=1)

    assert refusal.value.kind == "state"
    assert Answer.objects.get(question__code=FIRST).version == 1
    assert not AnswerRevision.objects.filter(outcome="superseded").exists()


def test_only_returned_items_reopen(cast: Cast) -> None:
    assessment = returned(cast, FIRST)

    assert save(assessment, FIRST, by=cast.respondent_montevideo, content=MINE, version=1).version == 2
    with pytest.raises(NotAllowed) as refusal:
        save(assessment, SECOND, by=cast.respondent_montevideo, content=MINE, version=1)
    assert refusal.value.kind == "state"


def test_a_question_of_another_questionnaire_is_none(cast: Cast) -> None:
    with pytest.raises(Question.DoesNotExist):
        save(answer_all(open_in_montevideo(cast), by=cast.respondent_montevideo), "C99.Q01",
             by=cast.respondent_montevideo)  # fmt: skip
