"""What every action shares: the locked row, the refusals, the version that every change counts up."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.workflow import WRITE, may_write
from solidarity.accounts.models import User
from solidarity.workflow import NotAllowed, Sentence


def locked(agreement: Agreement, by: User) -> Agreement:
    """The fresh row, locked until the end of the transaction, if `by` may write it."""
    row = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if not may_write(by, WRITE, row):
        raise NotAllowed([_("Your role does not include this step.")], kind="permission")
    return row


def save(row: Agreement, *fields: str) -> None:
    """Save the named fields and count the change."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def refuse_if(sentences: Sequence[Sentence]) -> None:
    """NotAllowed with these sentences, unless there are none."""
    if sentences:
        raise NotAllowed(sentences, kind="missing")


def refuse_unless_state(row: Agreement, *states: str) -> None:
    """NotAllowed with the present state in words, unless it is one of `states`."""
    if row.state not in states:
        sentence = _("This step is not open now. The present state is “%(state)s”.")
        raise NotAllowed([sentence % {"state": row.get_state_display()}], kind="state")


def next_position(rows: Any) -> int:
    """The position after the last of these rows."""
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1
