"""Every step from every state, what each needs, who may take it, and that a race has one winner."""

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from agreements import actions
from agreements.actions import Signer
from agreements.models import Agreement
from agreements.workflow import AGREEMENT
from solidarity.audit.models import Event
from solidarity.workflow import NotAllowed
from tests.agreements import making
from tests.agreements.making import SIGNERS, STATES, D
from tests.cast import Cast, make_cast

TAKE: dict[str, Callable[[Agreement, Any], Agreement]] = {
    "start_negotiation": lambda row, by: actions.start_negotiation(row, by=by, began_on=making.BEGAN),
    "sign": making.sign,
    "bring_into_force": lambda row, by: actions.bring_into_force(
        row, by=by, valid_from=making.SINCE, is_indefinite=True
    ),
    "suspend": lambda row, by: actions.suspend_agreement(
        row, by=by, suspended_on=D(2025, 5, 1), reason="Elections"
    ),
    "resume": lambda row, by: actions.resume_agreement(row, by=by, note="Over"),
    "end": lambda row, by: actions.end_agreement(
        row, by=by, ended_on=D(2025, 5, 2), reason="annulled", note="By the court"
    ),
    "withdraw": lambda row, by: actions.withdraw_agreement(row, by=by, reason="No longer wanted"),
}
OPEN = {
    "start_negotiation": {"candidate": "negotiation"},
    "sign": {"negotiation": "signed"},
    "bring_into_force": {"signed": "in_force"},
    "suspend": {"signed": "suspended", "in_force": "suspended"},
    "resume": {"suspended": "in_force"},
    "end": {"signed": "ended", "in_force": "ended", "suspended": "ended"},
    "withdraw": {"candidate": "withdrawn", "negotiation": "withdrawn"},
}


def test_the_table_of_this_test_is_whole() -> None:
    assert TAKE.keys() == OPEN.keys() == AGREEMENT.steps.keys()
    assert {*STATES, "not_established"} == set(Agreement.State.values)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", TAKE)
def test_every_step_from_every_state(cast: Cast, name: str, state: str) -> None:
    officer = cast.officer_uruguay
    agreement = making.in_state(state, cast.montevideo, officer)
    if (name, state) == ("bring_into_force", "signed"):
        making.approve(agreement, officer)
    events = Event.objects.count()
    target = OPEN[name].get(state)

    assert (name in [step.name for step in AGREEMENT.open_to(officer, agreement)]) is (target is not None)
    if target:
        row = TAKE[name](agreement, officer)
        assert row.state == target
        assert Event.objects.filter(verb=AGREEMENT.steps[name].verb).exists()
        return
    with pytest.raises(NotAllowed) as refusal:
        TAKE[name](agreement, officer)
    assert refusal.value.kind == "state"
    assert Agreement.objects.get().state == state
    assert Event.objects.count() == events


@pytest.mark.parametrize("name", TAKE)
def test_nobody_moves_what_a_public_source_tells(cast: Cast, name: str) -> None:
    agreement = making.public_fact(cast.montevideo)

    assert AGREEMENT.open_to(cast.officer_uruguay, agreement) == []
    with pytest.raises(NotAllowed) as refusal:
        TAKE[name](agreement, cast.officer_uruguay)
    assert refusal.value.kind == "permission"


@pytest.mark.parametrize(
    "who",
    [
        "coordinator_montevideo",
        "respondent_montevideo",
        "partner_montevideo",
        "officer_chile",
        "bureau",
        "nobody",
    ],
)
def test_only_the_officer_of_the_country_takes_steps(cast: Cast, who: str) -> None:
    agreement = making.in_negotiation(cast.montevideo, cast.officer_uruguay)
    person = getattr(cast, who)

    assert AGREEMENT.open_to(person, agreement) == []
    for take in (making.sign, lambda row, by: making.candidate(cast.montevideo, by)):
        with pytest.raises(NotAllowed) as refusal:
            take(agreement, person)
        assert refusal.value.kind == "permission"
    assert not agreement.signatories.exists()


def test_stamps_say_who_and_when(cast: Cast) -> None:
    agreement = making.in_force(cast.montevideo, cast.officer_uruguay)

    assert agreement.signed_by == agreement.in_force_by == cast.officer_uruguay
    assert agreement.signed_at
    assert agreement.in_force_at
    assert agreement.in_force_at >= agreement.signed_at


def test_resume_goes_back_to_signed_where_it_never_was_in_force(cast: Cast) -> None:
    officer = cast.officer_uruguay
    agreement = making.signed(cast.montevideo, officer)
    agreement = actions.suspend_agreement(agreement, by=officer, suspended_on=D(2025, 1, 1), reason="Talks")

    agreement = actions.resume_agreement(agreement, by=officer, note="Agreed again")

    assert (agreement.state, agreement.suspended_on, agreement.suspended_by) == ("signed", None, None)


def test_sign_names_everything_that_is_missing(cast: Cast) -> None:
    agreement = making.in_negotiation(cast.montevideo, cast.officer_uruguay)

    with pytest.raises(NotAllowed) as refusal:
        making.sign(agreement, cast.officer_uruguay, place=" ", signers=[], document=None)

    assert refusal.value.kind == "missing"
    assert len(refusal.value.sentences) == 4
    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_on) == ("negotiation", None)


@pytest.mark.parametrize(
    ("step", "field", "empty", "words"),
    [
        ("start_negotiation", "negotiation_began_on", None, "Say on which day the negotiation began."),
        ("sign", "signed_on", None, "Say when the agreement was signed."),
        ("sign", "place", " ", "Say where the agreement was signed."),
        ("bring_into_force", "valid_from", None, "Say since when the agreement is in force."),
        ("suspend", "suspended_on", None, "Say since when the agreement is suspended."),
        ("suspend", "suspension_reason", " ", "Say why the agreement is suspended."),
        ("end", "ended_on", None, "Say on which day the agreement ended."),
        ("end", "end_reason", "", "Say how the agreement ended."),
        ("withdraw", "withdrawal_reason", " ", "Say why it is withdrawn."),
    ],
)
def test_each_step_says_what_it_lacks(cast: Cast, step: str, field: str, empty: Any, words: str) -> None:
    officer = cast.officer_uruguay
    agreement = making.in_force(cast.montevideo, officer)
    agreement.suspended_on, agreement.suspension_reason = D(2025, 5, 1), "Elections"
    agreement.ended_on, agreement.end_reason, agreement.withdrawal_reason = D(2025, 5, 2), "annulled", "No"
    missing = AGREEMENT.steps[step].missing
    assert words not in missing(agreement)

    setattr(agreement, field, empty)

    assert words in missing(agreement)


def test_sign_needs_both_parties(cast: Cast) -> None:
    agreement = making.in_negotiation(cast.montevideo, cast.officer_uruguay)

    with pytest.raises(NotAllowed, match="for UNHCR"):
        making.sign(agreement, cast.officer_uruguay, signers=SIGNERS[:1])

    assert not agreement.signatories.exists()


def test_sign_keeps_the_signatories_in_order(cast: Cast) -> None:
    third = Signer("other", "Dirección", "Organización de muestra")

    agreement = making.sign(
        making.in_negotiation(cast.montevideo, cast.officer_uruguay),
        cast.officer_uruguay,
        signers=[*SIGNERS, third],
    )

    assert [row.party for row in agreement.signatories.all()] == ["authority", "unhcr", "other"]


@pytest.mark.parametrize(
    ("take", "words"),
    [
        (lambda row, by: making.sign(row, by, signed_on=D(2024, 2, 3)), "before the negotiation began"),
        (lambda row, by: making.sign(row, by, signed_on=D(2999, 1, 1)), "still to come"),
    ],
)
def test_sign_refuses_impossible_dates(cast: Cast, take: Any, words: str) -> None:
    agreement = making.in_negotiation(cast.montevideo, cast.officer_uruguay)

    with pytest.raises(NotAllowed, match=words):
        take(agreement, cast.officer_uruguay)

    assert Agreement.objects.get().state == "negotiation"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"valid_from": making.SINCE}, "Say until when"),
        ({"valid_from": D(2024, 7, 21), "is_indefinite": True}, "before it was signed"),
        ({"valid_from": making.SINCE, "valid_to": D(2024, 10, 2)}, "before it begins"),
        ({"valid_from": D(2999, 1, 1), "is_indefinite": True}, "still to come"),
        ({"valid_from": D(2024, 9, 28), "is_indefinite": True}, "before the council approved it"),
    ],
)
def test_bring_into_force_refuses_impossible_terms(cast: Cast, facts: dict[str, Any], words: str) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)
    making.approve(agreement, cast.officer_uruguay)

    with pytest.raises(NotAllowed, match=words):
        actions.bring_into_force(agreement, by=cast.officer_uruguay, **facts)


@pytest.mark.parametrize("name", ["suspend", "end"])
def test_nothing_stops_before_it_was_in_force(cast: Cast, name: str) -> None:
    officer = cast.officer_uruguay
    agreement = making.in_force(cast.montevideo, officer)
    take = {
        "suspend": lambda day: actions.suspend_agreement(
            agreement, by=officer, suspended_on=day, reason="Elections"
        ),
        "end": lambda day: actions.end_agreement(
            agreement, by=officer, ended_on=day, reason="terminated", note="Agreed"
        ),
    }[name]

    with pytest.raises(NotAllowed, match=r"before (the agreement|it) was in force"):
        take(making.SINCE - datetime.timedelta(days=1))
    assert take(making.SINCE).state == {"suspend": "suspended", "end": "ended"}[name]


def test_what_is_planned_does_not_keep_a_signed_agreement_from_ending(cast: Cast) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)
    Agreement.objects.update(valid_from=D(2098, 1, 1), valid_precision="day")
    agreement.refresh_from_db()

    ended = actions.end_agreement(
        agreement, by=cast.officer_uruguay, ended_on=D(2025, 1, 1), reason="terminated", note="Agreed"
    )

    assert ended.state == "ended"


@pytest.mark.parametrize(
    ("rule", "need", "approved", "words"),
    [
        ("yes", "", False, "Record the approval of the council"),
        ("yes", "", True, None),
        ("yes", "not_needed", False, None),
        ("unknown", "", False, "Decide, with a reason"),
        ("unknown", "needed", False, "Record the approval of the council"),
        ("unknown", "not_needed", False, None),
        ("unknown", "", True, None),
        ("no", "", False, None),
        ("no", "needed", False, "Record the approval of the council"),
    ],
)
def test_the_country_or_the_officer_says_what_in_force_needs(
    cast: Cast, rule: str, need: str, approved: bool, words: str | None
) -> None:
    officer = cast.officer_uruguay
    type(cast.uruguay).objects.filter(pk=cast.uruguay.pk).update(ratification_usual=rule)
    agreement = making.signed(cast.montevideo, officer)
    if need:
        actions.decide_approval_need(agreement, by=officer, need=need, reason="Legal advice")
    if approved:
        making.approve(agreement, officer)

    if words is None:
        assert TAKE["bring_into_force"](agreement, officer).state == "in_force"
        return
    with pytest.raises(NotAllowed, match=words):
        TAKE["bring_into_force"](agreement, officer)


@pytest.mark.parametrize("facts", [{"outcome": "rejected"}, {"body_kind": "executive"}])
def test_other_acts_do_not_ratify(cast: Cast, facts: dict[str, Any]) -> None:
    type(cast.uruguay).objects.update(ratification_usual="yes")
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)
    making.approve(agreement, cast.officer_uruguay, **facts)

    with pytest.raises(NotAllowed, match="approval of the council"):
        TAKE["bring_into_force"](agreement, cast.officer_uruguay)


def race(times: int, take: Callable[[], object]) -> list[str]:
    """Run `take` in many threads at one moment; what came of each."""
    outcomes: list[str] = []
    barrier = threading.Barrier(times)

    def run() -> None:
        try:
            barrier.wait()
            take()
            outcomes.append("done")
        except NotAllowed as refusal:
            outcomes.append(refusal.kind)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_signatures_at_once_have_one_effect() -> None:
    cast = make_cast()
    agreement = making.in_negotiation(cast.montevideo, cast.officer_uruguay)

    outcomes = race(20, lambda: making.sign(agreement, cast.officer_uruguay))

    assert outcomes == ["done"] + ["state"] * 19
    agreement.refresh_from_db()
    assert agreement.version == 3
    assert agreement.signatories.count() == len(SIGNERS)
    assert Event.objects.filter(verb="agreement.signed").count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_race_is_seen() -> None:
    """The control: the same check and save without a lock lets several through."""
    cast = make_cast()
    agreement = making.in_negotiation(cast.montevideo, cast.officer_uruguay)
    both_have_read = threading.Barrier(5)
    now = datetime.datetime.now(datetime.UTC)

    def unlocked() -> None:
        with transaction.atomic():
            row = Agreement.objects.get(pk=agreement.pk)
            both_have_read.wait()
            if row.state != "negotiation":
                raise NotAllowed(["late"], kind="state")
            row.state, row.signed_on, row.signed_precision = "signed", making.SIGNED, "day"
            row.place, row.signed_at, row.signed_by = "Montevideo", now, cast.officer_uruguay
            row.save()

    assert race(5, unlocked) == ["done"] * 5
