"""Criteria, networks, good practices and events."""

from django.utils.translation import gettext_lazy as _

from networks.models import Criterion, Event, Network, Practice
from networks.records.shared import (
    CHANGED,
    FROM_SOURCE,
    IDENTIFIER,
    IN_COUNTRY,
    countries,
    municipalities,
    one_municipality,
    removed,
    sources,
)
from solidarity.web.columns import Choice, Field, Many, PartialDate, Termed, Translated, Worded
from solidarity.web.outputs import BOOLEAN, CODE, INTEGER, Output, shape
from solidarity.web.records import Record

KEY = Field("slug", _("Permanent key."), CODE, hxl="#meta+id", example="quito-2017")
RECOMMENDATION = shape(
    [
        Output(name="code", meaning=_("Permanent code."), kind=CODE, example="PA01"),
        Output(name="kind", meaning=_("What it was in the debate."), kind=CODE, example="plenary_addition"),
        Output(name="text", meaning=_("Text."), example="…"),
    ]
)
CODES = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}

CRITERION = Record(
    name="Criterion",
    model=Criterion,
    key="code",
    columns=(
        IDENTIFIER,
        Field("code", _("Permanent code."), CODE, hxl="#meta+id", example="C01"),
        Field("number", _("Number, 1 to 10."), INTEGER, example=1),
        Field("slug", _("Key in page addresses."), CODE, example="institutional-capacity"),
        Translated("title", _("Title."), example="Institutional capacity"),
        Translated("scope", _("What the criterion is about."), example="Laws, ordinances, protocols…"),
        *FROM_SOURCE,
        CHANGED,
    ),
    details=(
        Field(
            "crosswalk",
            _("Codes of related frameworks, inferred by the project."),
            shape=CODES,
            example={"sdg_targets": ["11.3"]},
        ),
        Worded(
            "recommendations",
            _("What the Quito debate added."),
            shape={"type": "array", "items": RECOMMENDATION},
            example=[{"code": "PA01", "kind": "plenary_addition", "text": "…"}],
        ),
    ),
)

NETWORK = Record(
    name="Network",
    model=Network,
    key="slug",
    columns=(
        IDENTIFIER,
        KEY,
        Translated("name", _("Name."), example="National Network of Cities of Solidarity"),
        Termed("kind", _("Kind of network."), label="National network", example="national_network"),
        Choice("link", _("How it is linked to the programme."), Network.Link, example="programme"),
        countries(Network, "countries"),
        municipalities(Network, "members", "members"),
        one_municipality("as_member", "as_member"),
        PartialDate(
            "since",
            _("Since when, as far as known: 2019, 2021-11 or 2025-06-19."),
            precision="since_precision",
            gives="since_precision",
            hxl="#date+start",
            example="2020",
        ),
        Field("size", _("Members that a source counts."), INTEGER, example=19, nullable=True),
        Field("size_note", _("What that number counts."), example=""),
        sources(Network, "sources"),
        Field("note", _("Notes."), example=""),
        CHANGED,
    ),
    removed=removed("networks", Network),
)

PRACTICE = Record(
    name="Practice",
    model=Practice,
    key="slug",
    columns=(
        IDENTIFIER,
        KEY,
        Translated("title", _("Title."), hxl="#activity", example="A municipal plan of action"),
        Translated("summary", _("Summary."), example="This district adopted a local plan…"),
        one_municipality("municipality", "municipality"),
        Field(
            "place_name",
            _("Place, where it is not a municipality of the portal."),
            hxl="#loc+name",
            example="",
        ),
        *IN_COUNTRY,
        Termed("theme", _("Theme."), label="Protection and capacity", example="protection-capacity"),
        Field("theme_from_source", _("Whether the source itself names the theme."), BOOLEAN, example=False),
        Many(
            Practice,
            "criteria",
            {
                "code": Output(
                    name="criteria", meaning=_("Criteria it serves."), kind=CODE, many=True, example=["C01"]
                ),
                "title": Output(
                    name="criteria_label",
                    meaning=_("Titles of the criteria, in the same order."),
                    many=True,
                    example=["Institutional capacity"],
                ),
            },
            order="code",
            translated=("title",),
        ),
        Many(
            Practice,
            "areas",
            {
                "code": Output(
                    name="areas",
                    meaning=_("Strategic areas."),
                    kind=CODE,
                    many=True,
                    hxl="#sector",
                    example=["governance"],
                ),
                "name": Output(
                    name="areas_label",
                    meaning=_("Names of the areas, in the same order."),
                    many=True,
                    example=["Governance"],
                ),
            },
            order="position",
            translated=("name",),
        ),
        Field("year_from", _("First year known."), INTEGER, example=2023, nullable=True),
        Field("year_to", _("Last year known."), INTEGER, example=2026, nullable=True),
        Field("year_reported", _("Year of the report."), INTEGER, example=2024, nullable=True),
        Field("people_reached", _("People reached."), INTEGER, hxl="#reached", example=1200, nullable=True),
        Field("reach_note", _("What that number counts."), example=""),
        Field("partners", _("Partners."), many=True, example=["ACNUR"]),
        Field("is_recognised", _("Whether the first report of Brazil holds it."), BOOLEAN, example=False),
        *FROM_SOURCE,
        CHANGED,
    ),
    removed=removed("practices", Practice),
)

EVENT = Record(
    name="Event",
    model=Event,
    key="slug",
    columns=(
        IDENTIFIER,
        KEY,
        Translated("title", _("Title."), hxl="#activity", example="First meeting of the network"),
        Termed("kind", _("Kind of event."), label="Meeting", example="meeting"),
        PartialDate(
            "starts_on",
            _("First day, as far as known: 2019, 2021-11 or 2025-06-19."),
            precision="precision",
            gives="precision",
            hxl="#date+start",
            example="2017-11-13",
        ),
        PartialDate(
            "ends_on", _("Last day, as far as known."), precision="precision", hxl="#date+end", example=None
        ),
        Field("is_year_inferred", _("Whether the year is a conclusion."), BOOLEAN, example=False),
        Choice("mode", _("How people met."), Event.Mode, example="in_person", nullable=True),
        Field("place", _("Place."), hxl="#loc+name", example="Quito"),
        *IN_COUNTRY,
        municipalities(Event, "municipalities", "municipalities"),
        Many(
            Event,
            "networks",
            {
                "slug": Output(
                    name="networks",
                    meaning=_("Permanent keys of the networks that took part."),
                    kind=CODE,
                    many=True,
                    example=["mercociudades"],
                ),
                "name": Output(
                    name="networks_label",
                    meaning=_("Names of the networks, in the same order."),
                    many=True,
                    example=["Mercociudades"],
                ),
            },
            order="slug",
            translated=("name",),
            scope=Network,
        ),
        Field("participants", _("Participants."), INTEGER, example=60, nullable=True),
        Field("participants_of", _("What that number counts."), example=""),
        Translated("outcome", _("Outcome."), example=""),
        *FROM_SOURCE,
        Field("note", _("Notes."), example=""),
        CHANGED,
    ),
    removed=removed("events", Event),
)
