"""The steps of an agreement, what each still needs, and who may take them. docs/steps.md is printed of it."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.chronology import wrong_dates, wrong_start
from agreements.days import local_day
from agreements.models import Agreement, Signatory
from networks.access import may
from networks.roles import Permission
from solidarity.accounts.models import User
from solidarity.workflow import About, Sentence, Step, Workflow

State = Agreement.State
WRITE = Permission.WRITE_AGREEMENTS


def may_write(user: User, permission: str, agreement: Agreement) -> bool:
    """Whether `user` has the permission at the place. What public sources tell is not moved by anybody."""
    return agreement.was_made_here and may(user, Permission(permission), agreement.municipality)


def missing_to_start_negotiation(agreement: Agreement) -> list[Sentence]:
    """A negotiation needs its first day."""
    missing: list[Sentence] = []
    if not agreement.negotiation_began_on:
        missing.append(About(_("Say on which day the negotiation began."), "negotiation_began_on"))
    return missing + wrong_dates(agreement)


def missing_to_sign(agreement: Agreement) -> list[Sentence]:
    """A signature needs its date, its place, both parties, and the signed text."""
    missing: list[Sentence] = []
    if not agreement.signed_on:
        missing.append(About(_("Say when the agreement was signed."), "signed_on"))
    if not agreement.place.strip():
        missing.append(About(_("Say where the agreement was signed."), "place"))
    missing += missing_parties(set(agreement.signatories.values_list("party", flat=True)))
    if not agreement.documents.filter(kind="agreement").exists():
        missing.append(About(_("Add the signed document."), "document"))
    return missing + wrong_dates(agreement)


def missing_parties(signed: Collection[str]) -> list[Sentence]:
    """An agreement is signed by both sides."""
    missing: list[Sentence] = []
    if Signatory.Party.AUTHORITY not in signed:
        sentence = _("Name who signed for the local authority, with the office.")
        missing.append(About(sentence, "signatory of the authority"))
    if Signatory.Party.UNHCR not in signed:
        missing.append(About(_("Name who signed for UNHCR, with the office."), "signatory of UNHCR"))
    return missing


def missing_to_bring_into_force(agreement: Agreement) -> list[Sentence]:
    """Being in force needs a first day, a term, and the council's approval where the rule asks for it."""
    missing: list[Sentence] = []
    if not agreement.valid_from:
        missing.append(About(_("Say since when the agreement is in force."), "valid_from"))
    elif agreement.valid_from > local_day(agreement.municipality):
        missing.append(About(_("The agreement cannot be in force since a day still to come."), "valid_from"))
    if not (agreement.valid_to or agreement.is_indefinite):
        missing.append(
            About(_("Say until when the agreement is valid, or that it has no end date."), "valid_to")
        )
    return missing + missing_approval(agreement) + wrong_dates(agreement)


def missing_approval(agreement: Agreement) -> list[Sentence]:
    """What the rule of the country, or the officer's decision, still asks for before "in force"."""
    if agreement.approval_rule == "not_needed":
        return []
    approval = (
        agreement.approvals.filter(body_kind="council", outcome="approved").order_by("decided_on").first()
    )
    if approval is not None:
        return wrong_start(agreement, approval)
    if agreement.approval_rule == "undecided":
        return [_("Decide, with a reason, whether this agreement needs the approval of the council.")]
    return [_("Record the approval of the council, or decide with a reason that it is not needed.")]


def missing_to_suspend(agreement: Agreement) -> list[Sentence]:
    """A suspension needs its first day and its reason."""
    missing: list[Sentence] = []
    if not agreement.suspended_on:
        missing.append(About(_("Say since when the agreement is suspended."), "suspended_on"))
    if not agreement.suspension_reason.strip():
        missing.append(_("Say why the agreement is suspended."))
    return missing + wrong_dates(agreement)


def missing_to_end(agreement: Agreement) -> list[Sentence]:
    """An end needs its day and how it came."""
    missing: list[Sentence] = []
    if not agreement.ended_on:
        missing.append(About(_("Say on which day the agreement ended."), "ended_on"))
    if not agreement.end_reason:
        missing.append(_("Say how the agreement ended."))
    return missing + wrong_dates(agreement)


def missing_to_withdraw(agreement: Agreement) -> list[Sentence]:
    """A withdrawal needs its reason."""
    return [] if agreement.withdrawal_reason.strip() else [_("Say why it is withdrawn.")]


def before_suspension(agreement: Agreement) -> str:
    """in_force, or signed where it never was in force"""
    return State.IN_FORCE if agreement.in_force_at else State.SIGNED


def missing_facts(agreement: Agreement) -> list[Sentence]:
    """What the present state needs and would no longer be there: an edit may not take it away."""
    if agreement.state == State.NEGOTIATION:
        return missing_to_start_negotiation(agreement)
    if agreement.state == State.IN_FORCE:
        both = [*missing_to_sign(agreement), *missing_to_bring_into_force(agreement)]
        return [*dict.fromkeys(both)]  # each looks at the dates
    if agreement.state in {State.SIGNED, State.SUSPENDED, State.ENDED}:
        return missing_to_sign(agreement)
    return wrong_dates(agreement)


BEFORE_SIGNATURE = frozenset({State.CANDIDATE.value, State.NEGOTIATION.value})
RUNNING = frozenset({State.SIGNED.value, State.IN_FORCE.value})

AGREEMENT = Workflow(
    Agreement,
    [
        Step(
            "start_negotiation",
            gettext_lazy("Start the negotiation"),
            frozenset({State.CANDIDATE.value}),
            State.NEGOTIATION.value,
            WRITE,
            "agreement.negotiation_started",
            missing_to_start_negotiation,
        ),
        Step(
            "sign",
            gettext_lazy("Record the signature"),
            frozenset({State.NEGOTIATION.value}),
            State.SIGNED.value,
            WRITE,
            "agreement.signed",
            missing_to_sign,
            stamp="signed",
        ),
        Step(
            "bring_into_force",
            gettext_lazy("Bring into force"),
            frozenset({State.SIGNED.value}),
            State.IN_FORCE.value,
            WRITE,
            "agreement.came_into_force",
            missing_to_bring_into_force,
            stamp="in_force",
        ),
        Step(
            "suspend",
            gettext_lazy("Suspend"),
            RUNNING,
            State.SUSPENDED.value,
            WRITE,
            "agreement.suspended",
            missing_to_suspend,
            stamp="suspended",
        ),
        Step(
            "resume",
            gettext_lazy("Resume"),
            frozenset({State.SUSPENDED.value}),
            before_suspension,
            WRITE,
            "agreement.resumed",
            note_required=True,
        ),
        Step(
            "end",
            gettext_lazy("Record the end"),
            RUNNING | {State.SUSPENDED.value},
            State.ENDED.value,
            WRITE,
            "agreement.ended",
            missing_to_end,
            stamp="ended",
        ),
        Step(
            "withdraw",
            gettext_lazy("Withdraw"),
            BEFORE_SIGNATURE,
            State.WITHDRAWN.value,
            WRITE,
            "agreement.withdrawn",
            missing_to_withdraw,
            stamp="withdrawn",
        ),
    ],
    may=may_write,
)
