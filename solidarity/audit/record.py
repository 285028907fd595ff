"""The one function that writes events."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from solidarity.audit import trace
from solidarity.audit.models import Event
from solidarity.audit.verbs import known_verbs

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from solidarity.accounts.models import User


def record(
    verb: str, target: models.Model, *, by: "User | AnonymousUser | None", note: str = "", **details: Any
) -> Event:
    """Add one event about `target`, in the transaction that makes the change itself.

    `verb` must have words (`add_sentences`); `by=None` means the portal itself; `details` must be JSON.
    Raises ValueError for an unknown verb and TransactionManagementError outside a transaction.
    """
    if verb not in known_verbs():
        raise ValueError(f"The audit verb {verb!r} has no sentence.")
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() belongs inside the transaction of the change.")
    person = by if by is not None and by.is_authenticated else None
    return Event.objects.create(
        actor=person,
        actor_label=str(person)[:120] if person else "",
        verb=verb,
        object_type=target._meta.label_lower,
        object_id=str(target.pk),
        object_label=str(target)[:250],
        details=details,
        note=note,
        request_id=trace.current(),
    )
