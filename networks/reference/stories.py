"""Networks, good practices and events: what places do together, and what they tell of it."""

from pathlib import Path

from networks.models.sources import Origin
from networks.reference.reading import Reading
from networks.reference.rows import Ref, Row

PUBLIC = {"origin": Origin.PUBLIC_SOURCE.value, "is_public": True}


def read_networks(reading: Reading, folder: Path) -> None:
    """networks.yaml."""
    for row in reading.records(folder / "networks.yaml", "networks"):
        since, precision = row.date("since", "since_precision")
        values = {
            "slug": row.code("key"),
            **row.texts("name"),
            "kind": row.ref("kind", "term", "network_kinds"),
            "link": row.code("link"),
            "countries_note": row.note("countries_note"),
            "as_member": row.ref("member_key", "municipality", needed=False),
            "since": since,
            "since_precision": precision,
            "size": row.number("size"),
            "size_note": row.note("size_note"),
            "note": row.note("note"),
            **PUBLIC,
        }
        documents = reading.documents
        many = {
            "countries": row.refs("countries", "country"),
            "members": row.refs("members", "municipality"),
            "sources": (documents.source(row), *documents.sources(row, "other_sources")),
        }
        row.done()
        reading.add("network", row, values["slug"], values, many=many)


def read_practices(reading: Reading, folder: Path) -> None:
    """practices.yaml, after the members: a practice takes its country from its member."""
    for row in reading.records(folder / "practices.yaml", "practices"):
        years = row.row("years")
        values = {
            "slug": row.code("key"),
            **_place(reading, row.row("place")),
            **row.texts("title"),
            **row.texts("summary"),
            "theme": row.ref("theme", "term", "brazil_themes"),
            "theme_from_source": row.code("theme_basis") == "source",
            "year_from": years.number("from"),
            "year_to": years.number("to"),
            "year_reported": years.number("reported"),
            "people_reached": row.number("people_reached"),
            "reach_note": row.note("reach_note"),
            "partners": row.words("partners"),
            "is_recognised": row.flag("recognised"),
            "source": reading.documents.source(row),
            "note": row.note("note"),
            **PUBLIC,
        }
        many = {
            "criteria": row.refs("criteria", "criterion"),
            "areas": row.refs("areas", "term", "strategic_areas"),
            "other_sources": reading.documents.sources(row, "other_sources"),
        }
        years.done()
        row.done()
        reading.add("practice", row, values["slug"], values, many=many)


def _place(reading: Reading, row: Row) -> dict[str, Ref | str | None]:
    """A member, or the name and country of a place that is not one."""
    member = row.ref("member", "municipality", needed=False)
    if member is None:
        country = row.ref("country", "country")
        place = {"municipality": None, "place_name": row.text("name"), "country": country}
    else:
        entry = reading.entries["municipality"].get(member.key)
        if entry and entry.values["country"] is None:
            row.problem("member", f"{member.key} lies in no one country")
        place = {
            "municipality": member,
            "place_name": "",
            "country": entry.values["country"] if entry else None,
        }
    row.done()
    return place


def read_events(reading: Reading, folder: Path) -> None:
    """events.yaml. A last day has the precision of the first."""
    for row in reading.records(folder / "events.yaml", "events"):
        starts_on, precision = row.date("starts_on", "precision")
        ends_on, _same = row.date("ends_on", "precision") if row.cell("ends_on").value else (None, "")
        if starts_on and ends_on and ends_on < starts_on:
            row.problem("ends_on", "ends before it starts")
        values = {
            "slug": row.code("key"),
            "kind": row.ref("kind", "term", "event_kinds"),
            **row.texts("title"),
            "starts_on": starts_on,
            "ends_on": ends_on,
            "precision": precision,
            "is_year_inferred": row.flag("year_inferred"),
            "place": row.note("place"),
            "mode": row.code("mode", needed=False),
            "country": row.ref("country", "country", needed=False),
            "agreement_key": row.code("agreement", needed=False),
            "participants": row.number("participants"),
            "participants_of": row.note("participants_of"),
            **row.texts("outcome"),
            "source": reading.documents.source(row),
            "note": row.note("note"),
            **PUBLIC,
        }
        many = {
            "municipalities": row.refs("members", "municipality"),
            "networks": row.refs("networks", "network"),
            "other_sources": reading.documents.sources(row, "other_sources"),
        }
        row.done()
        reading.add("event", row, values["slug"], values, many=many)
