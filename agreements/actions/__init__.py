"""What can happen to an agreement: each action locks the row, asks, changes and records at once."""

from agreements.actions.agreements import EDITABLE, StaleAgreement, create_agreement, edit_agreement
from agreements.actions.approvals import decide_approval_need, record_approval, remove_approval
from agreements.actions.documents import add_document, remove_document
from agreements.actions.signers import Signer
from agreements.actions.steps import (
    bring_into_force,
    end_agreement,
    resume_agreement,
    sign_agreement,
    start_negotiation,
    suspend_agreement,
    withdraw_agreement,
)

__all__ = [
    "EDITABLE",
    "Signer",
    "StaleAgreement",
    "add_document",
    "bring_into_force",
    "create_agreement",
    "decide_approval_need",
    "edit_agreement",
    "end_agreement",
    "record_approval",
    "remove_approval",
    "remove_document",
    "resume_agreement",
    "sign_agreement",
    "start_negotiation",
    "suspend_agreement",
    "withdraw_agreement",
]
