"""Entering an agreement and editing it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.actions.locking import locked, refuse_if
from agreements.actions.signers import Signer, sign_by, signers_of
from agreements.chronology import wrong_dates
from agreements.days import local_day
from agreements.models import Agreement
from agreements.workflow import WRITE, missing_facts
from networks.access import may
from networks.models import Municipality, Origin
from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.workflow import NotAllowed

LINKS = ("areas", "groups", "frameworks")
EDITABLE = frozenset(
    {
        "kind", "title", "language", "title_basis", "reference", "candidate_on", "negotiation_began_on",
        "signed_on", "signed_precision", "place", "valid_from", "valid_to", "valid_precision",
        "is_indefinite", "notes", *LINKS,
    }
)  # fmt: skip


class StaleAgreement(Exception):
    """Somebody else saved first. `current` is what the portal holds, `submitted` what was not saved."""

    def __init__(self, current: Agreement, submitted: Mapping[str, Any]) -> None:
        self.current, self.submitted = current, submitted
        super().__init__(f"version {current.version} is newer")


def create_agreement(
    *, by: User, municipality: Municipality, candidate_on: datetime.date | None = None, **facts: Any
) -> Agreement:
    """Enter a candidate. `facts` are editable fields; what belongs to sample data is sample data."""
    if not may(by, WRITE, municipality):
        raise NotAllowed([_("Your role does not include this step.")], kind="permission")
    links = {name: facts.pop(name) for name in LINKS if name in facts}
    facts["is_sample"] = facts.get("is_sample", False) or municipality.is_sample
    with transaction.atomic():
        agreement = Agreement(
            municipality=municipality,
            candidate_on=candidate_on or local_day(municipality),
            origin=Origin.PORTAL,
            created_by=by,
            **facts,
        )
        refuse_if(wrong_dates(agreement))
        agreement.save()
        _link(agreement, links)
        record("agreement.created", agreement, by=by)
    return agreement


def edit_agreement(
    agreement: Agreement,
    *,
    by: User,
    expected_version: int,
    changes: Mapping[str, Any],
    signers: Sequence[Signer] | None = None,
) -> Agreement:
    """Save edited facts if nobody saved since `expected_version`; StaleAgreement carries both otherwise."""
    if unknown := changes.keys() - EDITABLE:
        raise ValueError(f"not editable: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        row = locked(agreement, by)
        if row.version != expected_version:
            raise StaleAgreement(row, changes)
        plain = {name: value for name, value in changes.items() if name not in LINKS}
        changed = [name for name, value in plain.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, plain[name])
        changed += _link(row, {name: changes[name] for name in LINKS if name in changes})
        former = signers_of(row)
        details: dict[str, Any] = {}
        if signers is not None and sign_by(row, signers):
            changed.append("signatories")
            details["signatories_before"] = [asdict(signer) for signer in former]  # they have no history
        refuse_if(missing_facts(row))
        if changed:
            row.version += 1
            row.save(update_fields=[*(set(changed) & plain.keys()), "version"])
            record("agreement.edited", row, by=by, fields=sorted(changed), **details)
    return row


def _link(row: Agreement, links: Mapping[str, Any]) -> list[str]:
    """Set the many-to-many facts; the names of those that changed."""
    changed = []
    for name, terms in links.items():
        manager = getattr(row, name)
        if {term.pk for term in terms} != set(manager.values_list("pk", flat=True)):
            manager.set(terms)
            changed.append(name)
    return changed
