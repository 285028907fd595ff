"""Agreements in each state, made by the actions that people use, so that every rule holds."""

import datetime
from typing import Any

from agreements import actions
from agreements.actions import Signer
from agreements.models import Agreement, RelatedInstrument
from networks.models import Country, Municipality, Source, Term, Vocabulary
from solidarity.accounts.models import User
from solidarity.files.received import Received, receive

D = datetime.date
BEGAN, SIGNED, SINCE, UNTIL = D(2024, 2, 4), D(2024, 7, 22), D(2024, 10, 3), D(2099, 10, 3)
SIGNERS = (
    Signer("authority", "Intendencia", "Intendencia de muestra"),
    Signer("unhcr", "Representación regional"),
)
STATES = ("candidate", "negotiation", "signed", "in_force", "suspended", "ended", "withdrawn")


def term(code: str, vocabulary: str = "instrument_kinds") -> Term:
    """A term of a controlled list, with or without the reference data."""
    holder = Vocabulary.objects.get_or_create(code=vocabulary)[0]
    names = {f"name_{language}": code.replace("_", " ").capitalize() for language in ("en", "es", "pt_br")}
    return Term.objects.get_or_create(
        vocabulary=holder, code=code, defaults={"position": holder.terms.count() + 1, **names}
    )[0]


def paper(text: str = "Convenio de muestra") -> Received:
    """A checked file, as a form gives it."""
    return receive("convenio.txt", text.encode())


def candidate(place: Municipality, by: User, **facts: Any) -> Agreement:
    """An agreement just entered."""
    facts = {"title": "Convenio de muestra", "kind": term("framework_agreement"), **facts}
    return actions.create_agreement(by=by, municipality=place, candidate_on=D(2023, 8, 12), **facts)


def in_negotiation(place: Municipality, by: User, **facts: Any) -> Agreement:
    return actions.start_negotiation(candidate(place, by, **facts), by=by, began_on=BEGAN)


def sign(agreement: Agreement, by: User, **facts: Any) -> Agreement:
    """Take the step with all it needs, but for what `facts` say."""
    facts = {
        "signed_on": SIGNED,
        "place": "Montevideo",
        "signers": SIGNERS,
        "document": paper(),
        **facts,
    }
    return actions.sign_agreement(agreement, by=by, **facts)


def signed(place: Municipality, by: User, **facts: Any) -> Agreement:
    return sign(in_negotiation(place, by, **facts), by)


def approve(agreement: Agreement, by: User, **facts: Any) -> Any:
    """The council approves."""
    facts = {
        "body_kind": "council",
        "body": "Junta Departamental",
        "act": term("decree", "act_kinds"),
        "number": "00.000",
        "decided_on": D(2024, 9, 29),
        "decided_precision": "day",
        **facts,
    }
    return actions.record_approval(agreement, by=by, **facts)


def in_force(
    place: Municipality, by: User, *, until: datetime.date | None = UNTIL, **facts: Any
) -> Agreement:
    agreement = signed(place, by, **facts)
    approve(agreement, by)
    return actions.bring_into_force(
        agreement, by=by, valid_from=SINCE, valid_to=until, is_indefinite=until is None
    )


def suspended(place: Municipality, by: User, **facts: Any) -> Agreement:
    agreement = in_force(place, by, **facts)
    return actions.suspend_agreement(agreement, by=by, suspended_on=D(2025, 3, 1), reason="Elections")


def ended(place: Municipality, by: User, **facts: Any) -> Agreement:
    agreement = in_force(place, by, **facts)
    return actions.end_agreement(agreement, by=by, ended_on=D(2025, 3, 1), reason="terminated", note="Agreed")


def withdrawn(place: Municipality, by: User, **facts: Any) -> Agreement:
    return actions.withdraw_agreement(candidate(place, by, **facts), by=by, reason="No longer wanted")


def in_state(state: str, place: Municipality, by: User, **facts: Any) -> Agreement:
    """An agreement in one of the states that the workflow knows."""
    makers = {
        "candidate": candidate,
        "negotiation": in_negotiation,
        "signed": signed,
        "in_force": in_force,
        "suspended": suspended,
        "ended": ended,
        "withdrawn": withdrawn,
    }
    return makers[state](place, by, **facts)


def public_fact(place: Municipality, slug: str = "uy-montevideo-2009", **facts: Any) -> Agreement:
    """An instrument as a public source tells of it."""
    facts = {"kind": term("memorandum"), "state": "not_established", **facts}
    agreement = Agreement.objects.create(
        slug=slug, municipality=place, origin="public_source", is_public=True, **facts
    )
    agreement.sources.add(
        Source.objects.get_or_create(title="A page for tests", address="https://example.org/")[0]
    )
    return agreement


def related(country: Country, slug: str, **facts: Any) -> RelatedInstrument:
    """An instrument of a place that no source names as a member, with its source."""
    facts = {"signed_on": D(2019, 4, 1), **facts}
    made = RelatedInstrument.objects.create(
        slug=slug,
        country=country,
        kind=term("declaration_of_intent"),
        signed_precision="month" if facts["signed_on"] else "",
        **facts,
    )
    made.sources.add(
        Source.objects.get_or_create(title="A page for tests", address="https://example.org/")[0]
    )
    return made
