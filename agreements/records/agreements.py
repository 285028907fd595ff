"""What the API and the sheets show of an agreement."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from agreements.records.parts import APPROVAL, DOCUMENT, EVENT, SIGNATORY
from networks.models import Origin
from networks.records.shared import (
    CHANGED,
    IDENTIFIER,
    one_municipality,
    removed,
    sources,
)
from solidarity.web.columns import (
    Choice,
    Field,
    Linked,
    Many,
    PartialDate,
    Person,
    Termed,
    Translated,
    Values,
)
from solidarity.web.outputs import BOOLEAN, CODE, DATE, INTEGER, Output
from solidarity.web.records import Nested, Record


class Day(Field):
    """A whole date."""

    def __init__(self, name: str, meaning: Any, **about: Any) -> None:
        super().__init__(name, meaning, DATE, nullable=True, **about)

    def values(self, user: Person, *cells: Values) -> Sequence[Values]:  # noqa: ARG002
        """As ISO 8601 writes it."""
        return ([day and day.isoformat() for day in cells[0]],)


def terms(relation: str, meaning: Any, example: tuple[str, str], *, hxl: str = "") -> Many:
    """Codes and names of the terms of a controlled list."""
    code, name = example
    return Many(
        Agreement,
        relation,
        {
            "code": Output(name=relation, meaning=meaning, kind=CODE, many=True, hxl=hxl, example=[code]),
            "name": Output(
                name=f"{relation}_label",
                meaning=_("Their names, in the same order."),
                many=True,
                example=[name],
            ),
        },
        order="code",
        translated=("name",),
    )


IN_COUNTRY = (
    Field(
        "country_iso2",
        _("Country: ISO 3166-1 code of two letters."),
        CODE,
        path="municipality__country__iso2",
        hxl="#country+code+v_iso2",
        example="UY",
        nullable=True,
    ),
    Field(
        "country_iso3",
        _("Country: ISO 3166-1 code of three letters."),
        CODE,
        path="municipality__country__iso3",
        hxl="#country+code",
        example="URY",
        nullable=True,
    ),
    Translated(
        "country_name",
        _("Name of the country."),
        path="municipality__country__name",
        hxl="#country+name",
        example="Uruguay",
    ),
)

AGREEMENT = Record(
    name="Agreement",
    model=Agreement,
    key="slug",
    columns=(
        IDENTIFIER,
        Field("slug", _("Permanent key."), CODE, hxl="#meta+id", example="uy-montevideo-2009"),
        one_municipality("municipality", "municipality"),
        *IN_COUNTRY,
        Termed("kind", _("Kind of instrument."), label="Framework agreement", example="framework_agreement"),
        Field("title", _("Title in its own language."), hxl="#activity", example="Convenio marco"),
        Choice("language", _("Language of the title."), Agreement.Language, example="es"),
        Choice("title_basis", _("Where the title comes from."), Agreement.TitleBasis, example="source"),
        Field("reference", _("Reference number."), example=""),
        Choice(
            "status",
            _("Status today at the place, computed from state, dates and approvals."),
            Agreement.Status,
            hxl="#status",
            example="in_force",
        ),
        Choice("state", _("The last step taken."), Agreement.State, example="in_force"),
        Field("is_ratified", _("Whether the council approved it, as far as known."), BOOLEAN, example=True),
        Choice("origin", _("Who made the row."), Origin, example="portal"),
        Day("candidate_on", _("Candidate since."), example="2023-08-12"),
        Day("negotiation_began_on", _("When the negotiation began."), example="2024-02-04"),
        PartialDate(
            "signed_on",
            _("Date of signature, as far as known: 2019, 2021-11 or 2025-06-19."),
            precision="signed_precision",
            gives="signed_precision",
            hxl="#date",
            example="2024-07-22",
        ),
        Field("is_year_inferred", _("Whether the year is a conclusion."), BOOLEAN, example=False),
        PartialDate(
            "signed_not_after",
            _("Latest possible date of signature, where the date itself is not known."),
            precision="signed_not_after_precision",
            example=None,
        ),
        Field("place", _("Place of signature."), hxl="#loc+name", example="Montevideo"),
        PartialDate(
            "valid_from",
            _("Since when it is in force, as far as known."),
            precision="valid_precision",
            hxl="#date+start",
            example="2024-10-03",
        ),
        PartialDate(
            "valid_to",
            _("Valid through the end of this day, month or year."),
            precision="valid_precision",
            gives="valid_precision",
            hxl="#date+end",
            example="2028-10-03",
        ),
        Field("is_indefinite", _("Whether it has no end date."), BOOLEAN, example=False),
        Choice(
            "approval_need",
            _("What decides on approval by the council."),
            Agreement.ApprovalNeed,
            example="country",
        ),
        Day("suspended_on", _("Suspended since."), example=None),
        Day("ended_on", _("Ended on."), example=None),
        Choice("end_reason", _("How it ended."), Agreement.EndReason, example=None, nullable=True),
        Linked(
            "superseded_by",
            Agreement,
            {
                "slug": Output(
                    name="superseded_by",
                    meaning=_("Permanent key of the agreement that superseded it."),
                    kind=CODE,
                    example=None,
                    nullable=True,
                )
            },
        ),
        terms("areas", _("Areas of cooperation."), ("housing", "Housing"), hxl="#sector"),
        terms("groups", _("Population groups it names."), ("refugees", "Refugees")),
        terms("frameworks", _("Frameworks it cites."), ("gcr-2018", "Global Compact on Refugees")),
        Many(
            Agreement,
            "events__ruling",
            {
                "slug": Output(
                    name="rulings",
                    meaning=_("Permanent keys of rulings about it."),
                    kind=CODE,
                    many=True,
                    example=[],
                ),
                "number": Output(
                    name="ruling_numbers",
                    meaning=_("Numbers of those rulings, in the same order."),
                    many=True,
                    example=[],
                ),
            },
            order="slug",
        ),
        sources(Agreement, "sources"),
        Field("notes", _("Notes."), example=""),
        Field("is_sample", _("Invented for demonstration."), BOOLEAN, example=False),
        Field("version", _("Counts up with every change."), INTEGER, example=4),
        CHANGED,
    ),
    details=(
        Nested("signatories", _("Who signed."), SIGNATORY, order="position"),
        Nested("approvals", _("Acts of councils and other bodies."), APPROVAL, order="position"),
        Nested("documents", _("Documents, all versions."), DOCUMENT, order="added_at"),
        Nested("events", _("Dated facts from public sources."), EVENT, order="position"),
    ),
    removed=removed("agreements", Agreement),
)
