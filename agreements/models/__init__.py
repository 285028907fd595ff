"""All models of this app, one aggregate per file."""

from agreements.models.agreements import Agreement, Signatory
from agreements.models.approvals import Approval
from agreements.models.documents import AgreementDocument
from agreements.models.related import RelatedInstrument
from agreements.models.rulings import AgreementEvent, Ruling

__all__ = [
    "Agreement",
    "AgreementDocument",
    "AgreementEvent",
    "Approval",
    "RelatedInstrument",
    "Ruling",
    "Signatory",
]
