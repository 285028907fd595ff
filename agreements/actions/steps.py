"""The steps of an agreement, each with the facts it brings."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from agreements.actions.documents import attach
from agreements.actions.locking import locked
from agreements.actions.signers import Signer, sign_by
from agreements.models import Agreement
from agreements.workflow import AGREEMENT
from solidarity.accounts.models import User
from solidarity.files.received import Received


def start_negotiation(
    agreement: Agreement, *, by: User, began_on: datetime.date, note: str = ""
) -> Agreement:
    """The talks have begun."""
    return _step("start_negotiation", agreement, by, {"negotiation_began_on": began_on}, note)


def sign_agreement(
    agreement: Agreement,
    *,
    by: User,
    signed_on: datetime.date,
    place: str,
    signers: Sequence[Signer],
    document: Received | None = None,
    precision: str = "day",
    note: str = "",
) -> Agreement:
    """Record the signature: its date and place, who signed, and the signed text unless it is there."""
    changes = {"signed_on": signed_on, "signed_precision": precision, "place": place}
    with transaction.atomic():
        row = locked(agreement, by)
        sign_by(row, signers)
        if document is not None:
            attach(row, document, by=by, kind="agreement", title=str(row)[:250], language=row.language)
        return _step("sign", row, by, changes, note)


def bring_into_force(
    agreement: Agreement,
    *,
    by: User,
    valid_from: datetime.date,
    valid_to: datetime.date | None = None,
    is_indefinite: bool = False,
    note: str = "",
) -> Agreement:
    """The agreement is in force since a day, for a term or without an end date."""
    changes = {
        "valid_from": valid_from,
        "valid_to": valid_to,
        "valid_precision": "day",
        "is_indefinite": is_indefinite,
    }
    return _step("bring_into_force", agreement, by, changes, note)


def suspend_agreement(
    agreement: Agreement, *, by: User, suspended_on: datetime.date, reason: str
) -> Agreement:
    """The parties stop applying it for a while."""
    changes = {"suspended_on": suspended_on, "suspension_reason": reason}
    return _step("suspend", agreement, by, changes, reason)


NOT_SUSPENDED = {"suspended_on": None, "suspension_reason": "", "suspended_at": None, "suspended_by": None}


def resume_agreement(agreement: Agreement, *, by: User, note: str) -> Agreement:
    """Back to what it was before the suspension."""
    return _step("resume", agreement, by, NOT_SUSPENDED, note)


def end_agreement(
    agreement: Agreement,
    *,
    by: User,
    ended_on: datetime.date,
    reason: str,
    note: str = "",
    superseded_by: Agreement | None = None,
) -> Agreement:
    """It is over before its term: terminated, superseded or annulled."""
    changes = {"ended_on": ended_on, "end_reason": reason, "end_note": note, "superseded_by": superseded_by}
    return _step("end", agreement, by, {**NOT_SUSPENDED, **changes}, note)


def withdraw_agreement(agreement: Agreement, *, by: User, reason: str) -> Agreement:
    """It will not be signed."""
    return _step("withdraw", agreement, by, {"withdrawal_reason": reason}, reason)


def _step(name: str, agreement: Agreement, by: User, changes: Mapping[str, Any], note: str) -> Agreement:
    with transaction.atomic():
        row = locked(agreement, by)
        return AGREEMENT.perform(name, row, by=by, note=note, changes={**changes, "version": row.version + 1})
