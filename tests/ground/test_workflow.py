"""The step machine: what is offered, what is refused, and that a race has one winner."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from django.utils.translation import gettext_lazy as _

from solidarity.accounts.models import User
from solidarity.audit.models import Event
from solidarity.audit.verbs import add_sentences
from solidarity.workflow import NotAllowed, Step, Workflow

STATES = ("draft", "sent", "done")

add_sentences({"letter.sent": _("{actor} signed in"), "letter.closed": _("{actor} signed out")})


@pytest.fixture
def letter_model(transactional_db: None) -> Iterator[type[models.Model]]:
    """A model of this test alone, with a real table."""
    with isolate_apps("solidarity.accounts"):

        class Letter(models.Model):
            state = models.CharField(max_length=10, default="draft")
            text = models.CharField(max_length=50, blank=True)
            sent_at = models.DateTimeField(null=True)
            sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
            updated_at = models.DateTimeField(auto_now=True)

            class Meta:
                app_label = "accounts"

            def __str__(self) -> str:
                return "A letter"

    with connection.schema_editor() as editor:
        editor.create_model(Letter)
    yield Letter
    with connection.schema_editor() as editor:
        editor.delete_model(Letter)


def missing_text(letter: Any) -> list[str]:
    return [] if letter.text else ["Write the text."]


@pytest.fixture
def person(transactional_db: None) -> User:
    return User.objects.create_user("writer@cast.example", name="Writer")


@pytest.fixture
def workflow(letter_model: type[models.Model]) -> Workflow[Any]:
    return Workflow(
        letter_model,
        [
            Step(
                "send",
                "Send",
                frozenset({"draft"}),
                "sent",
                "letters.send",
                "letter.sent",
                missing_text,
                stamp="sent",
            ),
            Step(
                "close",
                "Close",
                frozenset({"sent"}),
                "done",
                "letters.close",
                "letter.closed",
                note_required=True,
            ),
        ],
        may=lambda user, permission, letter: user.name == "Writer",
    )


def test_perform_changes_stamps_and_records(workflow: Workflow[Any], person: User) -> None:
    letter = workflow.model._default_manager.create(text="Hello")

    sent = workflow.perform("send", letter, by=person, copies=2)

    assert (sent.state, sent.sent_by) == ("sent", person)
    assert sent.sent_at is not None
    assert workflow.model._default_manager.get().updated_at > letter.updated_at
    event = Event.objects.get()
    assert (event.verb, event.actor, event.details) == ("letter.sent", person, {"copies": 2})


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ["send", "close"])
def test_perform_is_open_from_its_sources_alone(
    workflow: Workflow[Any], person: User, name: str, state: str
) -> None:
    letter = workflow.model._default_manager.create(text="Hello", state=state)
    open_here = state in workflow.steps[name].sources

    assert (name in [step.name for step in workflow.open_to(person, letter)]) is open_here
    if open_here:
        workflow.perform(name, letter, by=person, note="Because")
        return
    with pytest.raises(NotAllowed) as refusal:
        workflow.perform(name, letter, by=person, note="Because")
    assert refusal.value.kind == "state"
    assert state in refusal.value.sentences[0]
    assert not Event.objects.exists()


def test_perform_says_what_is_missing(workflow: Workflow[Any], person: User) -> None:
    letter = workflow.model._default_manager.create()

    with pytest.raises(NotAllowed) as refusal:
        workflow.perform("send", letter, by=person)

    assert (refusal.value.kind, refusal.value.sentences) == ("missing", ["Write the text."])
    letter.refresh_from_db()
    assert letter.state == "draft"


def test_perform_counts_what_is_given_with_the_step(workflow: Workflow[Any], person: User) -> None:
    letter = workflow.model._default_manager.create()

    assert workflow.perform("send", letter, by=person, changes={"text": "Now"}).text == "Now"


def test_perform_asks_for_the_right_before_anything_else(workflow: Workflow[Any]) -> None:
    stranger = User.objects.create_user("stranger@cast.example", name="Stranger")
    letter = workflow.model._default_manager.create(state="done")

    with pytest.raises(NotAllowed) as refusal:
        workflow.perform("send", letter, by=stranger)

    assert refusal.value.kind == "permission"
    assert workflow.open_to(stranger, letter) == []


def test_perform_demands_the_note(workflow: Workflow[Any], person: User) -> None:
    letter = workflow.model._default_manager.create(state="sent")

    with pytest.raises(NotAllowed) as refusal:
        workflow.perform("close", letter, by=person, note="  ")

    assert refusal.value.kind == "note"


def race(times: int, take: Callable[[], object]) -> list[str]:
    """Run `take` in many threads at one moment; what came of each."""
    outcomes: list[str] = []
    barrier = threading.Barrier(times)

    def run() -> None:
        barrier.wait()
        try:
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
def test_twenty_at_once_take_the_step_once(workflow: Workflow[Any], person: User) -> None:
    letter = workflow.model._default_manager.create(text="Hello")

    outcomes = race(20, lambda: workflow.perform("send", letter, by=person))

    assert outcomes == ["done"] + ["state"] * 19
    assert Event.objects.filter(verb="letter.sent").count() == 1


@pytest.mark.postgresql
def test_without_the_lock_the_race_is_seen(workflow: Workflow[Any], person: User) -> None:
    """The control: the same check and save without a lock lets several through."""
    letter = workflow.model._default_manager.create(text="Hello")
    both_have_read = threading.Barrier(5)

    def unlocked() -> None:
        with transaction.atomic():
            row = workflow.model._default_manager.get(pk=letter.pk)
            both_have_read.wait()
            if row.state not in workflow.steps["send"].sources:
                raise NotAllowed(["late"], kind="state")
            row.state = "sent"
            row.save(update_fields=["state"])

    assert race(5, unlocked) == ["done"] * 5
