"""Vocabularies and the ten criteria."""

from pathlib import Path

from networks.reference.reading import Reading
from networks.reference.rows import Ref, Row

CODES = [f"C{number:02}" for number in range(1, 11)]
CROSSWALK = {  # lists whose codes are terms of the vocabulary of the same name, and lists of outside codes
    "outcome_areas": True,
    "brazil_themes": True,
    "urban_inclusion_areas": True,
    "mirps_pillars": False,
    "sdg_targets": False,
}
DETAILS = ("local_designations", "year", "pillars", "marker", "kind", "url", "field", "confirmed")


def read_vocabularies(reading: Reading, folder: Path) -> None:
    """vocabularies.yaml: lists by code, each with its terms in order."""
    document = reading.document(folder / "vocabularies.yaml")
    lists = document.row("vocabularies")
    document.done("schema", "version")
    for code in lists.cells:
        row = lists.row(code)
        values = {
            "code": code,
            "is_official": row.flag("official"),
            "note": row.note("note"),
            "source": reading.documents.source(row),
        }
        reading.add("vocabulary", row, code, values, field="code")
        for position, item in enumerate(row.rows("items"), start=1):
            _read_term(reading, item, code, position)
        row.done()


def _read_term(reading: Reading, row: Row, vocabulary: str, position: int) -> None:
    code = row.code("code")
    details = {name: row.plain(name) for name in DETAILS if name in row.cells}
    values = {
        "vocabulary": Ref("vocabulary", vocabulary),
        "code": code,
        "position": position,
        **row.texts("name"),
        **row.texts("short_name", needed=False),
        **row.texts("description", needed=False),
        "details": details,
        "source": reading.documents.source(row, needed=False),
        "is_retired": row.flag("retired"),
    }
    row.done("basis", *DETAILS)
    reading.add("term", row, (vocabulary, code), values, field="code")


def read_criteria(reading: Reading, folder: Path) -> None:
    """criteria.yaml: the ten criteria, and what the Quito debate recommended for them."""
    document = reading.document(folder / "criteria.yaml")
    source = document.row("source")
    origin = reading.documents.founding(source, "code", source.code("code"))
    recommendations = {row.code("code"): _recommendation(row) for row in document.rows("recommendations")}
    for row in document.rows("criteria"):
        _read_criterion(reading, row, origin, recommendations)
    for code in CODES:
        if code not in reading.entries["criterion"]:
            document.problem("criteria", f"{code} is missing")
    document.done("schema", "version", "status")


def _recommendation(row: Row) -> dict[str, object]:
    found: dict[str, object] = {
        "code": row.code("code"),
        "kind": row.code("kind"),
        "text": row.wording("text"),
    }
    row.refs("placed_in", "criterion")
    row.done("placement_basis", "source")
    return found


def _read_criterion(
    reading: Reading, row: Row, origin: Ref, recommendations: dict[str, dict[str, object]]
) -> None:
    code, wanted = row.code("code"), row.words("plenary_additions")
    if code not in CODES:
        row.problem("code", f"{code!r} is not one of C01 to C10")
    for unknown in set(wanted) - recommendations.keys():
        row.problem("plenary_additions", f"{unknown} is not a known recommendation")
    values = {
        "code": code,
        "number": row.number("order", needed=True),
        "slug": row.code("slug"),
        **row.texts("title"),
        **row.texts("scope"),
        "crosswalk": _crosswalk(row.row("crosswalk")),
        "recommendations": [recommendations[name] for name in wanted if name in recommendations],
        "source": origin,
    }
    row.done()
    reading.add("criterion", row, code, values, field="code")


def _crosswalk(row: Row) -> dict[str, list[str]]:
    for name, is_vocabulary in CROSSWALK.items():
        if is_vocabulary:
            row.refs(name, "term", name)
    found = {name: row.words(name) for name in CROSSWALK}
    row.done("basis")
    return found
