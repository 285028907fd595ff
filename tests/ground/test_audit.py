"""Events are words, written in the transaction of what they tell, and never changed."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from solidarity.audit.models import Event
from solidarity.audit.record import record
from solidarity.audit.verbs import known_verbs, sentence
from tests.cast import Cast


def test_record_keeps_who_what_and_whom_as_text(cast: Cast) -> None:
    event = record("user.signed_in", cast.officer_chile, by=cast.officer_chile, note="From the desk")

    assert (event.actor_label, event.object_label) == ("officer_chile", "officer_chile")
    assert (event.object_type, event.object_id) == ("accounts.user", str(cast.officer_chile.pk))


def test_record_refuses_a_verb_without_words(cast: Cast) -> None:
    with pytest.raises(ValueError, match="sentence"):
        record("user.flew", cast.officer_chile, by=None)


@pytest.mark.django_db(transaction=True)
def test_record_refuses_to_stand_outside_the_change() -> None:
    from solidarity.accounts.models import User

    user = User.objects.create_user("outside@cast.example", name="Outside")

    with pytest.raises(transaction.TransactionManagementError):
        record("user.signed_in", user, by=user)


def test_event_disappears_with_a_change_that_fails(cast: Cast) -> None:
    def fail_afterwards() -> None:
        with transaction.atomic():
            record("user.signed_in", cast.bureau, by=cast.bureau)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_afterwards()

    assert not Event.objects.about(cast.bureau).exists()


NAMES = (
    "name",
    "scope",
    "person",
    "role",
    "place",
    "language",
    "token",
    "fields",
    "items",
    "question",
    "title",
)


@pytest.mark.parametrize("language", ["en", "es", "pt-br"])
@pytest.mark.parametrize("verb", sorted(known_verbs()))
def test_every_verb_has_a_sentence_in_each_language(verb: str, language: str) -> None:

    with translation.override(language):
        text = sentence(verb, actor="Someone", object="Something", **dict.fromkeys(NAMES, "word"))

    assert text
    assert "{" not in text


def test_event_cannot_be_changed_through_the_model(cast: Cast) -> None:
    event = record("user.signed_in", cast.bureau, by=cast.bureau)
    event.note = "Rewritten"

    with pytest.raises(TypeError):
        event.save()


def test_event_cannot_be_changed_past_the_model(cast: Cast) -> None:
    record("user.signed_in", cast.bureau, by=cast.bureau)

    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.update(note="Rewritten")
