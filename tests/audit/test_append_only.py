"""Events stay as they were written, whoever asks; emptying a whole test database still works."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from solidarity.audit.models import Event


@pytest.fixture
def event(db: None) -> Event:
    return Event.objects.create(verb="user.signed_in", object_type="x", object_id="1", object_label="x")


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET note = 'other'", "DELETE FROM audit_event"])
def test_an_event_is_not_changed_by_raw_sql(event: Event, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="Audit events are only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Event.objects.get().note == ""


def test_an_event_is_not_changed_through_the_orm(event: Event) -> None:
    with pytest.raises(IntegrityError, match="Audit events are only ever added"), transaction.atomic():
        Event.objects.update(note="other")


def test_an_event_is_not_deleted_through_the_orm(event: Event) -> None:
    with pytest.raises(IntegrityError, match="Audit events are only ever added"), transaction.atomic():
        event.delete()


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_guarded_tables_and_keeps_their_guards() -> None:
    from assessments.models import Questionnaire
    from assessments.reference import load_everything

    load_everything()
    Event.objects.create(verb="user.signed_in", object_type="x", object_id="1", object_label="x")
    call_command("flush", interactive=False, verbosity=0)
    assert not Event.objects.exists()
    assert not Questionnaire.objects.exists()
    Event.objects.create(verb="user.signed_in", object_type="x", object_id="1", object_label="x")
    with pytest.raises(IntegrityError, match="Audit events are only ever added"), transaction.atomic():
        Event.objects.update(note="other")
