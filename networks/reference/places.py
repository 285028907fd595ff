"""Countries and members, as countries.csv and members.csv name them."""

from pathlib import Path
from zoneinfo import available_timezones

from networks.models.sources import Origin
from networks.reference.reading import Reading
from networks.reference.rows import Ref, Row

LANGUAGES = {"pt": "pt-br"}
WIDER = {"province", "department", "region"}


def read_countries(reading: Reading, folder: Path) -> None:
    """countries.csv: one row per country; `source` lists founding documents."""
    zones = available_timezones()
    for row in reading.table(folder / "countries.csv"):
        names = {f"name_{suffix}": row.text(f"name_{code}") for code, suffix in _LANGUAGES}
        language = row.code("default_language")
        codes = [part.strip() for part in row.code("source").split(";")]
        values = {
            "iso2": row.code("iso2"),
            "iso3": row.code("iso3"),
            "numeric": row.code("numeric"),
            "unhcr_code": row.code("unhcr_code"),
            **names,
            "default_language": LANGUAGES.get(language, language),
            "time_zones": _time_zones(row, zones),
            "council_term": row.note("council_term"),
            "municipality_term": row.note("municipality_term"),
            "ratification_usual": row.code("ratification_usual"),
            "route": row.code("route"),
            "notes": row.note("notes"),
        }
        sources = tuple(reading.documents.founding(row, "source", code) for code in codes)
        row.done()
        reading.add("country", row, values["iso2"], values, field="iso2", many={"sources": sources})


_LANGUAGES = (("en", "en"), ("es", "es"), ("pt", "pt_br"))


def _time_zones(row: Row, zones: set[str]) -> str:
    names = row.code("time_zones")
    for name in set(names.split()) - zones:
        row.problem("time_zones", f"{name} is not a time zone")
    return names


def read_members(reading: Reading, folder: Path) -> None:
    """members.csv. A municipality is part of the one wider member that has its first-level code."""
    rows = reading.table(folder / "members.csv")
    wider: dict[str, list[str]] = {}
    for row in rows:
        if row.code("kind") in WIDER:
            wider.setdefault(row.code("admin1_code", needed=False), []).append(row.code("key"))
    for row in sorted(rows, key=lambda row: row.code("kind") not in WIDER):
        _read_member(reading, row, wider)


def _read_member(reading: Reading, row: Row, wider: dict[str, list[str]]) -> None:
    joined_on, precision = row.date("joined_on", "joined_precision")
    kind = row.code("kind")
    admin1_code = row.code("admin1_code", needed=False)
    around = wider.get(admin1_code, []) if kind == "municipality" and admin1_code else []
    values = {
        "slug": row.code("key"),
        "name": row.text("name"),
        "kind": kind,
        "country": row.ref("country_iso2", "country", needed=kind != "association"),
        "part_of": Ref("municipality", around[0]) if len(around) == 1 else None,
        "local_designation": row.note("local_designation"),
        "admin1_name": row.note("admin1_name"),
        "admin1_code": admin1_code,
        "joined_on": joined_on,
        "joined_precision": precision,
        "route": row.code("route"),
        "standing": row.code("status"),
        "latitude": row.degrees("latitude", 90),
        "longitude": row.degrees("longitude", 180),
        "geonameid": row.number("geonameid"),
        "population": row.number("population"),
        "population_note": row.note("population_note"),
        "source": reading.documents.named(row, "source_title", "source_url"),
        "notes": row.note("notes"),
        "origin": Origin.PUBLIC_SOURCE.value,
        "is_public": True,
    }
    if (values["latitude"] is None) != (values["longitude"] is None):
        row.problem("latitude", "a point needs both latitude and longitude")
    row.done()
    reading.add("municipality", row, values["slug"], values)
