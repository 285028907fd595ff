"""Who signs, as the actions take it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from agreements.models import Agreement, Signatory


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: the party, the office, and the body where the party does not say it."""

    party: str
    office: str
    organisation: str = ""


def signers_of(row: Agreement) -> list[Signer]:
    """Who signed as the portal holds it now, in order."""
    return [Signer(*found) for found in row.signatories.values_list("party", "office", "organisation")]


def sign_by(row: Agreement, signers: Sequence[Signer]) -> bool:
    """Make `signers` the signatories, in this order; whether anything changed."""
    if signers_of(row) == list(signers):
        return False
    row.signatories.all().delete()
    Signatory.objects.bulk_create(
        Signatory(agreement=row, position=position, **asdict(signer))
        for position, signer in enumerate(signers, start=1)
    )
    return True
