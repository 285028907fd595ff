"""Opening, submitting, returning, validating: every step in every state, by everybody."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import (
    open_assessment,
    return_assessment,
    submit_assessment,
    validate_assessment,
)
from assessments.models import Assessment, ItemReview, Snapshot
from assessments.workflow import ASSESSMENT
from networks.models import Posting
from networks.roles import Role
from solidarity.accounts.models import User
from solidarity.audit.models import Event
from solidarity.workflow import NotAllowed
from tests.assessments.building import (
    ANSWERED,
    CODES,
    answer_all,
    fresh,
    make_questionnaire,
    make_round,
    open_in_montevideo,
    returned,
    save,
    submitted,
    validated,
)
from tests.cast import Cast

FIRST, SECOND, THIRD = CODES
Make = Callable[[Cast], Assessment]


def whole(cast: Cast) -> Assessment:
    return answer_all(open_in_montevideo(cast), by=cast.respondent_montevideo)


STATES: dict[str, Make] = {"open": whole, "submitted": submitted, "validated": validated}
DOERS = {"submit": "coordinator_montevideo", "return": "officer_uruguay", "validate": "officer_uruguay"}


def take(name: str, assessment: Assessment, by: User) -> Assessment:
    if name == "submit":
        return submit_assessment(assessment, by=by)
    if name == "validate":
        return validate_assessment(assessment, by=by)
    return return_assessment(assessment, by=by, comments={FIRST: "Say more."}, note="Nearly there.")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ASSESSMENT.steps)
def test_each_step_is_open_from_its_sources_alone(cast: Cast, name: str, state: str) -> None:
    assessment, step, by = STATES[state](cast), ASSESSMENT.steps[name], getattr(cast, DOERS[name])
    before = Event.objects.count(), Snapshot.objects.count()
    open_here = state in step.sources

    assert (step in ASSESSMENT.open_to(by, assessment)) is open_here
    if open_here:
        after = take(name, assessment, by)
        assert after.state == step.target
        assert (getattr(after, f"{step.stamp}_by"), after.pk) == (by, assessment.pk)
        assert Event.objects.filter(verb=step.verb, actor=by).exists()
        return
    with pytest.raises(NotAllowed) as refusal:
        take(name, assessment, by)
    assert refusal.value.kind == "state"
    assert fresh(assessment).state == state
    assert (Event.objects.count(), Snapshot.objects.count()) == before


@pytest.mark.parametrize("name", ASSESSMENT.steps)
def test_each_step_belongs_to_its_role_alone(cast: Cast, name: str) -> None:
    step = ASSESSMENT.steps[name]
    assessment = STATES[min(step.sources)](cast)
    wrong = []
    for who, person in cast.people().items():
        if who == DOERS[name]:
            continue
        try:
            take(name, assessment, person)
        except NotAllowed as refusal:
            if refusal.kind == "permission":
                continue
        wrong.append(who)

    assert not wrong


def test_who_submitted_does_not_validate(cast: Cast) -> None:
    assessment = submitted(cast)
    both = cast.coordinator_montevideo
    Posting.objects.create(user=both, role=Role.COUNTRY_OFFICER, country=cast.uruguay)
    both = User.objects.get(pk=both.pk)

    assert ASSESSMENT.open_to(both, assessment) == []
    with pytest.raises(NotAllowed) as refusal:
        validate_assessment(assessment, by=both)
    assert "who submitted" in refusal.value.sentences[0]


def test_submit_says_what_is_missing_by_criterion(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    save(assessment, FIRST, by=cast.respondent_montevideo)

    with pytest.raises(NotAllowed) as refusal:
        submit_assessment(assessment, by=cast.coordinator_montevideo)

    assert refusal.value.kind == "missing"
    assert refusal.value.sentences == [
        "Criterion 1, Criterion 1: 1 question has no answer yet.",
        "Criterion 2, Criterion 2: 1 question has no answer yet.",
    ]
    assert not Snapshot.objects.exists()


def test_what_is_missing_costs_the_same_however_much_it_is(cast: Cast) -> None:
    codes = tuple(f"C{criterion:02}.Q{item:02}" for criterion in range(1, 11) for item in range(1, 7))
    assessment = open_in_montevideo(cast, make_round(make_questionnaire("long", codes)))

    with CaptureQueriesContext(connection) as queries:
        assert len(assessment.missing_to_submit()) == 10

    assert len(queries) == 1


def test_return_reopens_the_named_items_with_their_comments(cast: Cast) -> None:
    assessment = return_assessment(
        submitted(cast),
        by=cast.officer_uruguay,
        comments={FIRST: " Name the rule. ", SECOND: " "},
        note="Good.",
    )

    assert (assessment.state, assessment.is_reopened, assessment.return_note) == ("open", True, "Good.")
    review = ItemReview.objects.get()
    assert (review.question.code, review.comment, review.returned_by) == (
        FIRST,
        "Name the rule.",
        cast.officer_uruguay,
    )
    event = Event.objects.get(verb="assessment.returned")
    assert (event.note, event.details) == ("Good.", {"items": "1.1"})
    assert event.sentence.endswith(": 1.1")


@pytest.mark.parametrize("comments", [{}, {FIRST: "  "}, {"C99.Q01": "What?"}])
def test_return_needs_a_comment_at_a_question_that_is_there(cast: Cast, comments: dict[str, str]) -> None:
    assessment = submitted(cast)

    with pytest.raises(NotAllowed) as refusal:
        return_assessment(assessment, by=cast.officer_uruguay, comments=comments)

    assert refusal.value.kind == "missing"
    assert fresh(assessment).state == "submitted"


def test_a_returned_item_must_be_saved_again_before_submitting(cast: Cast) -> None:
    assessment = returned(cast, FIRST, THIRD)
    save(assessment, FIRST, by=cast.respondent_montevideo, content=ANSWERED, version=1)

    with pytest.raises(NotAllowed) as refusal:
        submit_assessment(assessment, by=cast.coordinator_montevideo)
    assert refusal.value.sentences == [
        "Question 2.1 was returned: save its answer again, changed or confirmed."
    ]
    answered = {row.question.code: row.is_answered for row in assessment.reviews.open().with_answered()}  # type: ignore[attr-defined]
    assert answered == {FIRST: True, THIRD: False}


def test_submitting_again_closes_the_reviews_and_freezes_anew(cast: Cast) -> None:
    assessment = returned(cast, FIRST)
    save(assessment, FIRST, by=cast.respondent_montevideo, version=1)

    again = submit_assessment(assessment, by=cast.coordinator_montevideo)

    assert not again.reviews.open().exists()
    assert list(again.snapshots.values_list("number", flat=True)) == [2, 1]
    assert not again.is_reopened


def test_one_assessment_under_way_in_a_round(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)

    with pytest.raises(NotAllowed) as refusal:
        open_in_montevideo(cast, assessment.round)

    assert refusal.value.kind == "state"
    assert Assessment.objects.count() == 1
    assert Event.objects.filter(verb="assessment.opened").count() == 1


def test_a_validated_one_leaves_room_for_the_next(cast: Cast) -> None:
    done = validated(cast)

    assert open_in_montevideo(cast, done.round).pk != done.pk


def test_assessment_is_opened_with_the_items_of_its_round(cast: Cast) -> None:
    in_round = make_round()

    assessment = open_assessment(cast.montevideo, by=cast.coordinator_montevideo, in_round=in_round)

    assert (assessment.items, assessment.answered, assessment.state) == (3, 0, "open")
    assert assessment.questionnaire == in_round.questionnaire


def test_what_is_opened_in_a_sample_round_is_a_sample(cast: Cast) -> None:
    assert open_in_montevideo(cast, make_round(is_sample=True)).is_sample


@pytest.mark.parametrize(
    "who", ["respondent_montevideo", "officer_chile", "reader_chile", "bureau", "nobody"]
)
def test_opening_belongs_to_the_officer_and_the_coordinator(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        open_assessment(cast.montevideo, by=getattr(cast, who), in_round=make_round())

    assert refusal.value.kind == "permission"


@pytest.mark.parametrize(("opens", "closes"), [(1, None), (-20, -1)])
def test_a_round_that_is_to_come_or_over_is_refused(cast: Cast, opens: int, closes: int | None) -> None:
    opens_on, closes_on = (days and _from_today(days) for days in (opens, closes))

    with pytest.raises(NotAllowed) as refusal:
        open_in_montevideo(cast, make_round(opens_on=opens_on, closes_on=closes_on))

    assert refusal.value.kind == "state"
    assert not Assessment.objects.exists()


def _from_today(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def test_a_round_of_another_country_is_refused(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        open_in_montevideo(cast, make_round(country=cast.chile))

    assert not Assessment.objects.exists()
