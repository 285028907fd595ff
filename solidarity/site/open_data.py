"""What the open-data page lists: files, endpoints, errors. Words only; the API itself is `solidarity.api`."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

API = "/api/v1/"


@dataclass(frozen=True, slots=True)
class DataFile:
    """One list that can be taken whole, in each of its formats."""

    resource: str
    name: str | Promise
    about: str | Promise
    formats: tuple[str, ...] = ("csv", "xlsx", "json")

    @property
    def downloads(self) -> list[tuple[str, str]]:
        """(format in capitals, address) of each form of the list."""
        address = f"{API}{self.resource}/"
        return [
            (name.upper() if name != "geojson" else "GeoJSON", f"{address}?format={name}")
            for name in self.formats
        ]


FILES = (
    DataFile(
        "municipalities",
        _("Cities, provinces and associations"),
        _("Where the programme works, each row with its source"),
        ("csv", "xlsx", "geojson", "json"),
    ),
    DataFile("practices", _("Good practices"), _("Summaries in three languages, with sources")),
    DataFile("networks", _("Networks"), _("Networks of cities and the members that sources name")),
    DataFile("events", _("Events"), _("Meetings, signings and declarations, dated")),
    DataFile("criteria", _("The ten criteria"), _("Titles and scopes; working text")),
    DataFile("items", _("Self-assessment questionnaire"), _("60 items with their levels; working text")),
    DataFile("countries", _("Countries"), _("Codes and the words each country uses")),
)

ENDPOINTS = (
    *((f"/{entry.resource}/", entry.about) for entry in FILES),
    ("/questionnaires/", _("Versions of the self-assessment, each with its scale and its items")),
)

ERRORS = (
    (400, _("A parameter is unknown or makes no sense"), _("Read the names under errors and correct them")),
    (401, _("The token is not valid, or has ended"), _("Make a new token")),
    (403, _("The account may not do this"), _("Ask the country officer")),
    (404, _("Nothing here, or nothing you may see"), _("Check the address and the id")),
    (406, _("The format is not offered"), _("Choose one of the formats listed above")),
    (429, _("Too many requests"), _("Wait for the seconds in Retry-After")),
    (503, _("Not available right now"), _("Wait for the seconds in Retry-After")),
)
