"""The questionnaire as its files give it: scale.yaml, and one file of questions per criterion."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessments.models import Question, Questionnaire, SuggestedCommitment
from networks.reference.reading import Reading
from networks.reference.rows import Row
from networks.reference.words import CODES

LEVELS = range(5)
PERCENT = 100
Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One question, with its five levels and suggested commitments, as columns."""

    columns: Columns
    levels: list[Columns]
    commitments: list[Columns]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the questionnaire, as columns."""

    columns: Columns
    items: list[Item]


def read_questionnaire(reading: Reading, folder: Path) -> Version:
    """The version that the files of `folder` hold; mistakes go to `reading`."""
    columns = _read_scale(reading, reading.document(folder / "scale.yaml"))
    items: list[Item] = []
    for criterion in CODES:
        document = reading.document(folder / f"{criterion}.yaml")
        if document.code("criterion") != criterion:
            document.problem("criterion", f"{criterion} is expected in this file")
        if document.code("version") != columns["version"]:
            document.problem("version", f"{columns['version']} is expected, as in scale.yaml")
        for row in document.rows("items"):
            items.append(_read_item(reading, row, criterion, len(items) + 1))
        if not document.cells_of("items"):
            document.problem("items", "holds no questions")
        document.done("schema")
    return Version(columns, items)


def _read_scale(reading: Reading, row: Row) -> Columns:
    levels = [{"value": level.number("value", needed=True), **_named(level)} for level in row.rows("levels")]
    if [level["value"] for level in levels] != list(LEVELS):
        row.problem("levels", "the levels 0 to 4 are expected, in this order")
    columns = {
        "version": row.code("version"),
        "is_official": row.code("status") == "official",
        "levels": levels,
        "facets": [{"code": item.code("code"), **_named(item)} for item in row.rows("facets")],
        "competences": [{"code": item.code("code"), **_named(item)} for item in row.rows("competences")],
        "answer_states": [
            {"code": item.code("code"), **_named(item), "effect": item.text("effect")}
            for item in row.rows("answer_states")
        ],
        "rules": {**row.row("scoring").mapping(), "award_thresholds": row.row("award_thresholds").mapping()},
    }
    _check_rules(row)
    row.done("schema")
    reading.check(Questionnaire, row, {"version": columns["version"]})
    return columns


def _named(row: Row) -> Columns:
    found: Columns = {"name": row.wording("name")}
    if "meaning" in row.cells:
        found["meaning"] = row.wording("meaning")
    return found


def _check_rules(row: Row) -> None:
    """The numbers that counting needs are percentages."""
    wanted = {
        "scoring": ("minimum_coverage",),
        "award_thresholds": ("criterion_minimum", "overall_minimum", "minimum_coverage"),
    }
    for field, names in wanted.items():
        rules = row.row(field)
        for name in names:
            value = rules.number(name, needed=True)
            if value is not None and not 0 <= value <= PERCENT:
                rules.problem(name, f"{value} is not a percentage")


def _read_item(reading: Reading, row: Row, criterion: str, position: int) -> Item:
    code, weight = row.code("code"), row.number("weight", needed=True)
    if not code.startswith(f"{criterion}.Q"):
        row.problem("code", f"{code!r} does not begin with {criterion}.Q")
    if weight is not None and weight not in (1, 2, 3):
        row.problem("weight", f"{weight} is not 1, 2 or 3")
    columns = {
        "criterion": reading.mention(row, "code", "criterion", criterion),
        "code": code,
        "position": position,
        "facet": row.code("facet"),
        "is_key": row.flag("key"),
        "weight": weight,
        "competence": row.code("competence"),
        **row.texts("competence_note"),
        **row.texts("text"),
        **row.texts("guidance"),
        "evidence": _evidence(row.row("evidence")),
        "tags": row.words("tags"),
    }
    levels = _read_levels(row.row("levels"))
    commitments = [_read_commitment(reading, item) for item in row.rows("commitments")]
    row.done()
    reading.check(Question, row, columns)
    reading.add("question", row, code, columns, field="code")
    return Item(columns, levels, commitments)


def _evidence(row: Row) -> dict[str, list[str]]:
    found = {"en": row.words("en"), "es": row.words("es"), "pt-br": row.words("pt")}
    if len({len(items) for items in found.values()}) != 1:
        row.reading.complain(row.file, row.line, row.path.rstrip("."), "the languages differ in length")
    row.done()
    return found


def _read_levels(row: Row) -> list[Columns]:
    levels = [{"value": value, **row.texts(str(value), "description")} for value in LEVELS]
    row.done()
    return levels


def _read_commitment(reading: Reading, row: Row) -> Columns:
    columns = {
        "code": row.code("code"),
        **row.texts("text"),
        **row.texts("indicator"),
        "unit": row.code("unit"),
    }
    row.done()
    reading.check(SuggestedCommitment, row, columns)
    reading.add("commitment", row, columns["code"], columns, field="code")
    return columns
