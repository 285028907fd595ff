"""All models of this app, one aggregate per file."""

from agreements.models.agreements import Agreement, Signatory
from agreements.models.approvals import Approval
from agreements.models.related import RelatedInstrument
from agreements.models.rulings import AgreementEvent, Ruling

__all__ = [
    "Agreement",
    "AgreementEvent",
    "Approval",
    "RelatedInstrument",
    "Ruling",
    "Signatory",
]
