"""What belongs to an agreement: who signed, acts, documents, dated facts."""

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, AgreementDocument, AgreementEvent, Approval, Signatory
from networks.records.shared import EXAMPLE_ID, EXAMPLE_TIME
from solidarity.web.columns import Choice, Field, PartialDate, Termed
from solidarity.web.outputs import CODE, ID, INTEGER, TIME
from solidarity.web.records import Record

SIGNATORY = Record(
    name="Signatory",
    model=Signatory,
    key="agreement_id",
    columns=(
        Choice("party", _("For whom they signed."), Signatory.Party, example="authority"),
        Field("office", _("Office."), example="Intendencia de Montevideo"),
        Field("organisation", _("Body or organisation, where the party does not say it."), example=""),
        Field("name", _("Holder of the office, only where a public source names one."), example=""),
    ),
)

APPROVAL = Record(
    name="Approval",
    model=Approval,
    key="agreement_id",
    columns=(
        Choice("body_kind", _("Kind of body."), Approval.BodyKind, example="council"),
        Field("body", _("Body."), example="Junta Departamental"),
        Termed("act", _("Kind of act."), label="Decree", example="decree"),
        Field("number", _("Number of the act."), example="00.000"),
        Field("file_number", _("File number."), example=""),
        PartialDate(
            "decided_on",
            _("Date of the act, as far as known."),
            precision="decided_precision",
            gives="decided_precision",
            example="2024-09-29",
        ),
        Choice("outcome", _("Outcome."), Approval.Outcome, example="approved"),
        Field("votes_for", _("Votes for."), INTEGER, example=28, nullable=True),
        Field("votes_against", _("Votes against."), INTEGER, example=2, nullable=True),
        Field("votes_abstained", _("Abstentions."), INTEGER, example=1, nullable=True),
        Field(
            "document",
            _("Identifier of its document."),
            ID,
            path="document_id",
            example=EXAMPLE_ID,
            nullable=True,
        ),
        Field("note", _("Notes."), example=""),
    ),
)

DOCUMENT = Record(
    name="AgreementDocument",
    model=AgreementDocument,
    key="agreement_id",
    columns=(
        Field("id", _("Permanent identifier."), ID, path="pk", example=EXAMPLE_ID),
        Choice("kind", _("Kind of document."), AgreementDocument.Kind, example="agreement"),
        Field("title", _("Title."), example="Convenio marco"),
        Choice("language", _("Language."), Agreement.Language, example="es"),
        Field("version", _("Version."), INTEGER, example=1),
        Field("replaces", _("The version it replaces."), ID, path="replaces_id", example=None, nullable=True),
        Field("file_name", _("Name of the file."), path="file__name", example="convenio.pdf"),
        Field("content_type", _("Kind of file."), path="file__content_type", example="application/pdf"),
        Field("size", _("Size in bytes."), INTEGER, path="file__size", example=182044),
        Field("sha256", _("SHA-256 checksum of the file."), CODE, path="file__sha256", example="9f86d081…"),
        Field("added_at", _("When it was added, in UTC."), TIME, example=EXAMPLE_TIME),
    ),
)

EVENT = Record(
    name="AgreementEvent",
    model=AgreementEvent,
    key="agreement_id",
    columns=(
        Termed("kind", _("What happened."), label="Signed", example="signed"),
        PartialDate(
            "happened_on",
            _("Date, as far as known."),
            precision="happened_precision",
            gives="happened_precision",
            example="2022-10-14",
        ),
        Field("note", _("Notes."), example=""),
        Field(
            "ruling",
            _("Permanent key of the ruling."),
            CODE,
            path="ruling__slug",
            example=None,
            nullable=True,
        ),
        Field(
            "ruling_number", _("Number of the ruling."), path="ruling__number", example=None, nullable=True
        ),
        Field(
            "later_agreement",
            _("Permanent key of the later instrument."),
            CODE,
            path="later_agreement__slug",
            example=None,
            nullable=True,
        ),
    ),
)
