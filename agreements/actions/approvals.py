"""What the council and others decide, and whether their approval is needed."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.actions.documents import attach
from agreements.actions.locking import locked, next_position, refuse_if, refuse_unless_state, save
from agreements.chronology import long_ago
from agreements.days import EARLIEST, local_day
from agreements.models import Agreement, Approval
from agreements.workflow import missing_approval, missing_facts
from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.files.received import Received
from solidarity.web.templatetags.portal import partial_date
from solidarity.workflow import About, NotAllowed, Sentence

RESTS_ON_IT = gettext_lazy(
    "The agreement is in force because of this act. Record the right act first, then take this one back."
)


def decide_approval_need(agreement: Agreement, *, by: User, need: str, reason: str) -> Agreement:
    """Decide, with a reason, whether the council has to approve before it is in force."""
    with transaction.atomic():
        row = locked(agreement, by)
        refuse_unless_state(row, "candidate", "negotiation", "signed")
        follows = need == Agreement.ApprovalNeed.COUNTRY
        if not follows and not reason.strip():
            raise NotAllowed([_("Write a note that says why.")], kind="note")
        row.approval_need = need
        row.approval_need_reason = "" if follows else reason
        row.approval_decided_at = None if follows else timezone.now()
        row.approval_decided_by = None if follows else by
        save(row, "approval_need", "approval_need_reason", "approval_decided_at", "approval_decided_by")
        record("agreement.approval_need_decided", row, by=by, note=reason, need=need)
    return row


def record_approval(
    agreement: Agreement, *, by: User, document: Received | None = None, **facts: Any
) -> Approval:
    """Record an act of a council or another body, with its paper. `facts` are fields of Approval."""
    with transaction.atomic():
        row = locked(agreement, by)
        refuse_unless_state(row, "candidate", "negotiation", "signed", "in_force", "suspended")
        approval = Approval(agreement=row, position=next_position(row.approvals), recorded_by=by, **facts)
        refuse_if(_wrong_about(approval))
        if document is not None:
            title = str(approval)[:250]
            approval.document = attach(
                row, document, by=by, kind="approval", title=title, language=row.language
            )
        approval.save()
        save(row)
        record("agreement.approval_recorded", row, by=by, name=str(approval), outcome=approval.outcome)
    return approval


def remove_approval(approval: Approval, *, by: User, note: str) -> None:
    """Take back an act recorded by mistake; not while the agreement is in force because of it."""
    with transaction.atomic():
        row = locked(approval.agreement, by)
        if not note.strip():
            raise NotAllowed([_("Write a note that says why.")], kind="note")
        label = str(approval)
        row.approvals.filter(pk=approval.pk).delete()
        if row.state == Agreement.State.IN_FORCE:
            refuse_if([RESTS_ON_IT] if missing_approval(row) else missing_facts(row))
        save(row)
        record("agreement.approval_removed", row, by=by, note=note, name=label)


def wrong_day(agreement: Agreement, day: datetime.date | None) -> list[Sentence]:
    """Why an act about the agreement cannot be of this day."""
    if day is None:
        return [About(_("Say on which day the act was decided."), "decided_on")]
    if day < EARLIEST:
        return [long_ago(day, "decided_on")]
    if agreement.candidate_on and day < agreement.candidate_on:
        sentence = _("The act cannot be of a day before the candidacy (%s).")
        return [About(sentence % partial_date(agreement.candidate_on), "decided_on")]
    is_to_come = day > local_day(agreement.municipality)
    return [About(_("The act cannot be of a day still to come."), "decided_on")] if is_to_come else []


def _wrong_about(approval: Approval) -> list[Sentence]:
    """Why an act cannot be so."""
    wrong = wrong_day(approval.agreement, approval.decided_on)
    pro, contra = approval.votes_for, approval.votes_against
    if (pro is None) != (contra is None) or (pro is None and approval.votes_abstained is not None):
        wrong.append(About(_("Give the votes for and against together, or neither."), "votes_for"))
    elif pro is not None and contra is not None and approval.outcome == "approved" and pro <= contra:
        sentence = _("An act is not approved with as many votes against as for it, or more.")
        wrong.append(About(sentence, "votes_for"))
    return wrong
