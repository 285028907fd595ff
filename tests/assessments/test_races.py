"""Two at the same moment, on PostgreSQL; each control takes the guard away and must see the race."""

import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import QuerySet

from assessments.actions import StaleAnswer, answers, submit_assessment
from assessments.actions.answers import Saved, record_answer
from assessments.models import Answer, AnswerRevision, Assessment, Snapshot
from solidarity.accounts.models import User
from solidarity.audit.models import Event
from solidarity.workflow import NotAllowed
from tests.assessments.building import (
    ANSWERED,
    CODES,
    answer_all,
    fresh,
    make_round,
    open_in_montevideo,
    save,
)
from tests.cast import Cast, make_cast
from tests.together import together, turns

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

ROUNDS = 200
FIRST = CODES[0]


@pytest.fixture
def players(transactional_db: None) -> Cast:
    return make_cast()


def saying(text: str) -> Any:
    return replace(ANSWERED, situation=text)


def saver(person: User, assessment: Assessment, version: int | None = None) -> Callable[[int], Saved]:
    """Saves a text of this person's own; in turn n it is written on version n, unless one is given."""

    def call(turn: int) -> Saved:
        seen = turn if version is None else version
        content = saying(f"{person.name}, {turn}")
        row = fresh(assessment)
        return record_answer(row, FIRST, by=person, content=content, version=seen, key=uuid.uuid4())

    return call


def test_of_two_respondents_one_is_accepted_and_one_is_shown_both_texts(players: Cast) -> None:
    assessment = open_in_montevideo(players)
    people = players.respondent_montevideo, players.coordinator_montevideo

    outcomes = turns(ROUNDS, *(saver(person, assessment) for person in people))

    for turn, pair in enumerate(outcomes):
        (saved,) = (outcome for outcome in pair if isinstance(outcome, Saved))
        (stale,) = (outcome for outcome in pair if isinstance(outcome, StaleAnswer))
        assert saved.version == turn + 1
        assert {stale.current.situation, stale.mine.situation} == {f"{who.name}, {turn}" for who in people}
    kept = set(AnswerRevision.objects.values_list("content__situation", flat=True))
    assert kept == {f"{who.name}, {turn}" for who in people for turn in range(ROUNDS)}
    assert fresh(assessment).answered == 1


def test_control_reading_before_writing_loses_texts(players: Cast) -> None:
    save(open_in_montevideo(players), FIRST, by=players.respondent_montevideo)

    def careless(_turn: int) -> int:
        answer = Answer.objects.get()
        answer.version += 1
        answer.save(update_fields=["version"])
        return answer.version

    outcomes = turns(ROUNDS, careless, careless)

    assert any(first == second for first, second in outcomes)  # both believe to have written it
    assert Answer.objects.get().version < 1 + 2 * ROUNDS


def test_the_first_save_of_an_answer_has_one_winner_too(players: Cast) -> None:
    people = players.respondent_montevideo, players.coordinator_montevideo
    in_round = make_round()
    fields = [open_in_montevideo(players, make_round(in_round.questionnaire)) for _turn in range(20)]

    outcomes = turns(
        len(fields), *(lambda turn, who=who: saver(who, fields[turn], version=0)(turn) for who in people)
    )

    for pair in outcomes:
        assert sorted(type(outcome).__name__ for outcome in pair) == ["Saved", "StaleAnswer"]
    assert {fresh(field).answered for field in fields} == {1}


def test_one_key_sent_many_times_at_once_is_one_save(players: Cast) -> None:
    assessment, key = fresh(open_in_montevideo(players)), uuid.uuid4()
    person = players.respondent_montevideo

    outcomes = together(
        8, lambda: record_answer(assessment, FIRST, by=person, content=ANSWERED, version=0, key=key)
    )

    assert {outcome.version for outcome in outcomes} == {1}
    assert AnswerRevision.objects.count() == 1
    assert fresh(assessment).answered == 1


def make_wholes(players: Cast, count: int = 60) -> list[Assessment]:
    """Assessments with every item answered, each in a round of its own."""
    version = make_round().questionnaire
    return [
        answer_all(open_in_montevideo(players, make_round(version)), by=players.respondent_montevideo)
        for _turn in range(count)
    ]


def saves_against_submissions(players: Cast, wholes: list[Assessment]) -> list[tuple[Any, Any, str]]:
    """What saving and submitting at the same moment gave, and what the snapshot says of the item.

    The submission begins from 0 to 60 ms later, so that each order comes up on a fast machine and a slow one.
    """

    def submit(turn: int) -> Assessment:
        time.sleep(turn % 6 * 0.012)
        return submit_assessment(wholes[turn], by=players.coordinator_montevideo)

    def write(turn: int) -> Saved:
        return saver(players.respondent_montevideo, wholes[turn], version=1)(turn)

    outcomes = turns(len(wholes), write, submit)
    return [(*pair, frozen_text(whole)) for pair, whole in zip(outcomes, wholes, strict=True)]


def frozen_text(assessment: Assessment) -> str:
    entries = assessment.snapshots.get().content["answers"]
    return str(next(entry["situation"] for entry in entries if entry["code"] == FIRST))


def test_a_save_against_the_submission_is_in_the_snapshot_or_refused(players: Cast) -> None:
    seen = set()

    for saved, submitted, frozen in saves_against_submissions(players, make_wholes(players)):
        assert isinstance(submitted, Assessment)
        if isinstance(saved, Saved):
            assert frozen != ANSWERED.situation
        else:
            assert isinstance(saved, NotAllowed)
            assert frozen == ANSWERED.situation
        seen.add(type(saved))

    assert seen == {Saved, NotAllowed}  # both orders came up


def test_control_without_the_lock_a_save_slips_past_the_snapshot(
    players: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    wholes = make_wholes(players)
    monkeypatch.setattr(answers, "_lock_and_count", lambda save, now: 1)

    outcomes = saves_against_submissions(players, wholes)

    assert any(
        isinstance(saved, Saved) and frozen == ANSWERED.situation for saved, _submitted, frozen in outcomes
    )


def test_of_twenty_submissions_one_has_an_effect(players: Cast) -> None:
    whole = answer_all(open_in_montevideo(players), by=players.respondent_montevideo)

    outcomes = together(20, lambda: submit_assessment(whole, by=players.coordinator_montevideo))

    assert sum(isinstance(outcome, Assessment) for outcome in outcomes) == 1
    assert [outcome.kind for outcome in outcomes if isinstance(outcome, NotAllowed)] == ["state"] * 19
    assert Snapshot.objects.count() == 1
    assert Event.objects.filter(verb="assessment.submitted").count() == 1


def test_control_without_the_lock_several_submit(players: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answer_all(open_in_montevideo(players), by=players.respondent_montevideo)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)

    outcomes = together(20, lambda: submit_assessment(whole, by=players.coordinator_montevideo))

    past_the_state = [item for item in outcomes if not isinstance(item, NotAllowed)]
    assert len(past_the_state) > 1  # held up only by the number of the snapshot, if at all


def test_saves_to_different_items_at_once_are_all_counted(players: Cast) -> None:
    assessment = fresh(open_in_montevideo(players))
    person = players.respondent_montevideo

    turns(
        1,
        *(
            lambda _turn, code=code: record_answer(
                assessment, code, by=person, content=ANSWERED, version=0, key=uuid.uuid4()
            )
            for code in CODES
        ),
    )

    assert Answer.objects.count() == len(CODES)
    assert fresh(assessment).answered == len(CODES)
