"""agreements.yaml as entries: nothing is invented, and what is unknown stays empty."""

from pathlib import Path
from typing import Any

from agreements.models import (
    Agreement,
    AgreementEvent,
    Approval,
    RelatedInstrument,
    Ruling,
    Signatory,
)
from networks.models.sources import Origin
from networks.reference.places import LANGUAGES
from networks.reference.reading import Reading
from networks.reference.rows import Ref, Row

ORIGIN = {"origin": Origin.PUBLIC_SOURCE.value}
MODELS = {
    "ruling": Ruling,
    "agreement": Agreement,
    "signatory": Signatory,
    "approval": Approval,
    "agreement_event": AgreementEvent,
    "related_instrument": RelatedInstrument,
}


def read(reading: Reading, folder: Path) -> None:
    """Read the file of `folder` into `reading`."""
    reading.models.update(MODELS)
    document = reading.document(folder / "agreements.yaml")
    for name, read_one in (
        ("rulings", _read_ruling),
        ("agreements", _read_agreement),
        ("related_instruments", _read_related),
    ):
        rows = document.rows(name)
        if not rows:
            document.problem(name, "holds no records")
        for row in rows:
            read_one(reading, row)
    document.done("schema", "version")


def _read_ruling(reading: Reading, row: Row) -> None:
    decided_on, precision = row.date("date", "precision")
    values = {
        "slug": row.code("key"),
        "country": row.ref("country", "country"),
        "body": row.text("body"),
        "number": row.text("number"),
        "decided_on": decided_on,
        "decided_precision": precision,
        **row.texts("summary"),
    }
    many = {"sources": reading.documents.sources(row, "sources")}
    row.done()
    reading.add("ruling", row, values["slug"], values, many=many)


def _read_agreement(reading: Reading, row: Row) -> None:
    key = row.code("key")
    signed_on, signed_precision = row.date("signed_on", "precision")
    language = row.code("title_language")
    values = {
        "slug": key,
        "municipality": row.ref("authority", "municipality"),
        "kind": row.ref("kind", "term", "instrument_kinds"),
        "title": row.note("title"),
        "language": LANGUAGES.get(language, language),
        "title_basis": row.code("title_basis"),
        "signed_on": signed_on,
        "signed_precision": signed_precision,
        "is_year_inferred": row.flag("year_inferred"),
        **_not_after(row),
        "place": row.note("place"),
        **_term(row.row("term")),
        "notes": row.note("notes"),
        "state": _state(row, signed_on is not None),
        "is_public": True,
        **ORIGIN,
    }
    many = {
        "areas": row.refs("areas", "term", "strategic_areas"),
        "groups": (
            *row.refs("groups", "term", "population_groups"),
            *row.refs("other_groups", "term", "other_population_terms"),
        ),
        "frameworks": row.refs("frameworks", "term", "frameworks"),
        "sources": reading.documents.sources(row, "sources"),
    }
    if not many["sources"]:
        row.problem("sources", "a public fact needs a source")
    _read_parts(reading, row, Ref("agreement", key))
    row.done()
    reading.add("agreement", row, key, values, many=many)


def _not_after(row: Row) -> dict[str, Any]:
    """The latest possible day of a signature whose own date is not known."""
    day, precision = row.partial("signed_not_after")
    return {"signed_not_after": day, "signed_not_after_precision": precision}


def _term(row: Row) -> dict[str, Any]:
    """From and to, both known to the same precision."""
    both = {}
    for field in ("from", "to"):
        known = row.cell(field).value is not None
        both[field], _precision = row.date(field, "precision") if known else (None, "")
    precision = row.code("precision", needed=False)
    row.done()
    start, end = both["from"], both["to"]
    if start and end and end < start:
        row.problem("to", "ends before it begins")
    return {"valid_from": start, "valid_to": end, "valid_precision": precision if start or end else ""}


def _state(row: Row, is_dated: bool) -> str:
    """What the source allows us to say: signed, or not established.

    A recognition is no agreement, and a ruling leaves open what the authority did next.
    """
    said = row.code("state", needed=False)
    found_unlawful = any("ruling" in event.cells for event in row.rows("events"))
    if said not in {"", "not_established"}:
        row.problem("state", f"{said!r} is not a state that a public source can establish")
    if said or found_unlawful or not is_dated or row.cell("kind").value == "recognition":
        return Agreement.State.NOT_ESTABLISHED.value
    return Agreement.State.SIGNED.value


def _read_parts(reading: Reading, row: Row, agreement: Ref) -> None:
    for position, part in enumerate(row.rows("signatories"), start=1):
        values = {
            "agreement": agreement,
            "position": position,
            "party": part.code("party"),
            "office": part.text("office"),
            "name": part.note("name"),
            **ORIGIN,
        }
        part.done()
        reading.add("signatory", part, (agreement.key, position), values)
    for position, part in enumerate(row.rows("approvals"), start=1):
        reading.add("approval", part, (agreement.key, position), _approval(part, agreement, position))
    for position, part in enumerate(row.rows("events"), start=1):
        reading.add("agreement_event", part, (agreement.key, position), _event(part, agreement, position))


def _approval(row: Row, agreement: Ref, position: int) -> dict[str, Any]:
    decided_on, precision = row.date("date", "precision")
    values = {
        "agreement": agreement,
        "position": position,
        "act": row.ref("kind", "term", "act_kinds"),
        "body_kind": row.code("body_kind"),
        "body": row.text("body"),
        "number": row.note("number"),
        "file_number": row.note("file_number"),
        "decided_on": decided_on,
        "decided_precision": precision,
        "note": row.note("note"),
        **ORIGIN,
    }
    row.done()
    return values


def _event(row: Row, agreement: Ref, position: int) -> dict[str, Any]:
    happened_on, precision = row.date("date", "precision")
    values = {
        "agreement": agreement,
        "position": position,
        "kind": row.ref("kind", "term", "agreement_status_events"),
        "happened_on": happened_on,
        "happened_precision": precision,
        "note": row.note("note"),
        "ruling": row.ref("ruling", "ruling", needed=False),
        "later_agreement": row.ref("by", "agreement", needed=False),
    }
    row.done()
    return values


def _read_related(reading: Reading, row: Row) -> None:
    signed_on, precision = row.date("signed_on", "precision")
    values = {
        "slug": row.code("key"),
        "place_name": row.text("place"),
        "country": row.ref("country", "country"),
        "kind": row.ref("kind", "term", "instrument_kinds"),
        "signed_on": signed_on,
        "signed_precision": precision,
        **_term(row.row("term")),
        "note": row.note("note"),
    }
    many = {
        "areas": row.refs("areas", "term", "strategic_areas"),
        "sources": reading.documents.sources(row, "sources"),
    }
    row.done()
    reading.add("related_instrument", row, values["slug"], values, many=many)
