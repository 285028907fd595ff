"""Countries and municipalities."""

from django.utils.translation import gettext_lazy as _

from networks.models import Country, Municipality
from networks.models.places import Route
from networks.models.sources import Origin
from networks.records.shared import CHANGED, FROM_SOURCE, IDENTIFIER, IN_COUNTRY, removed, sources
from solidarity.web.columns import Choice, Field, Linked, PartialDate, Translated
from solidarity.web.outputs import BOOLEAN, CODE, INTEGER, NUMBER, Output
from solidarity.web.records import Record

HOW_IT_TAKES_PART = Choice("route", _("How the place takes part."), Route, example="agreement")

COUNTRY = Record(
    name="Country",
    model=Country,
    key="iso2",
    columns=(
        IDENTIFIER,
        Field("iso2", _("ISO 3166-1 code of two letters."), CODE, hxl="#country+code+v_iso2", example="CL"),
        Field("iso3", _("ISO 3166-1 code of three letters."), CODE, hxl="#country+code", example="CHL"),
        Field("numeric", _("ISO 3166-1 number."), CODE, example="152"),
        Field("unhcr_code", _("Code of the country in UNHCR's statistics."), CODE, example="CHL"),
        Translated("name", _("Name of the country."), hxl="#country+name", example="Chile"),
        Field("default_language", _("Language used with the country."), CODE, example="es"),
        Field(
            "time_zones",
            _("IANA time zones, the most usual first."),
            example="America/Santiago",
        ),
        HOW_IT_TAKES_PART,
        Choice(
            "ratification_usual",
            _("Whether a council usually approves an agreement."),
            Country.Ratification,
            example="yes",
        ),
        Field("council_term", _("What the country calls the council."), example="concejo municipal"),
        Field("municipality_term", _("What the country calls a municipality."), example="municipalidad"),
        Field("notes", _("Notes."), example=""),
        sources(Country, "sources"),
        CHANGED,
    ),
)

MUNICIPALITY = Record(
    name="Municipality",
    model=Municipality,
    key="slug",
    columns=(
        IDENTIFIER,
        Field("slug", _("Permanent key, country first."), CODE, hxl="#meta+id", example="cl-la-calera"),
        Field("name", _("Name."), hxl="#adm2+name", example="La Calera"),
        Choice("kind", _("Kind of local authority."), Municipality.Kind, example="municipality"),
        Field("local_designation", _("What the country calls it."), example="comuna"),
        *IN_COUNTRY,
        Field("admin1_name", _("First administrative level."), hxl="#adm1+name", example="Valparaíso"),
        Field(
            "admin1_code", _("ISO 3166-2 code of the first level."), CODE, hxl="#adm1+code", example="CL-VS"
        ),
        Field("national_code", _("Code in the country's own list."), CODE, example=""),
        Field("pcode", _("P-code."), CODE, hxl="#adm2+code", example=""),
        Linked(
            "part_of",
            Municipality,
            {
                "slug": Output(
                    name="part_of",
                    meaning=_("Permanent key of the municipality or association it is part of."),
                    kind=CODE,
                    example=None,
                    nullable=True,
                )
            },
        ),
        HOW_IT_TAKES_PART,
        Choice(
            "standing",
            _("What public sources allow to say."),
            Municipality.Standing,
            example="member",
        ),
        PartialDate(
            "joined_on",
            _("When it joined, as far as known: 2019, 2021-11 or 2025-06-19."),
            precision="joined_precision",
            gives="joined_precision",
            hxl="#date+start",
            example="2019-06-20",
        ),
        Field(
            "latitude",
            _("Latitude, WGS 84."),
            NUMBER,
            hxl="#geo+lat",
            example=-32.78773,
            nullable=True,
        ),
        Field(
            "longitude",
            _("Longitude, WGS 84."),
            NUMBER,
            hxl="#geo+lon",
            example=-71.19053,
            nullable=True,
        ),
        Field("geonameid", _("Number of the place in GeoNames."), INTEGER, example=3885567, nullable=True),
        Field("population", _("Population."), INTEGER, hxl="#population+total", example=49503, nullable=True),
        Field("population_note", _("What the population figure is."), example=""),
        *FROM_SOURCE,
        Field("notes", _("Notes."), example=""),
        Choice("origin", _("Where the row comes from."), Origin, example="public_source"),
        Field("is_sample", _("Whether the row is invented, for demonstration."), BOOLEAN, example=False),
        CHANGED,
    ),
    removed=removed("municipalities", Municipality),
)
