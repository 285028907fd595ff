"""YAML and CSV files as cells: every value remembers its line, so that a mistake can be named."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

Scalar = str | int | float | bool | None
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and the line it stands on: a scalar, a list of cells, or cells by name."""

    line: int
    value: "object"  # Scalar, date, list[Cell] or dict[str, Cell]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in one file."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}"
        return f"{place}, {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


Complain = Callable[[int, str, str], None]  # line, field, message


def read_text(path: Path, complain: Complain) -> str:
    """The text of a file; a missing file or one that is not UTF-8 is a problem, and empty."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        complain(0, "", "the file is missing")
    except UnicodeDecodeError as error:
        line = bytes(error.object[: error.start]).count(b"\n") + 1
        complain(line, "", "this is not UTF-8 text")
    return ""


def read_yaml(path: Path, complain: Complain) -> Cell:
    """The document of a YAML file as cells; always a mapping, empty after a problem."""
    text = read_text(path, complain)
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        complain(line, "", f"this is not YAML: {error.problem}")
        return Cell(0, {})
    except yaml.YAMLError as error:
        complain(0, "", f"this is not YAML: {error}")
        return Cell(0, {})
    if not isinstance(node, yaml.MappingNode):
        if text:
            complain(1, "", "a mapping of names to values is expected")
        return Cell(1, {})
    return _cell(node, complain)


def _cell(node: yaml.Node, complain: Complain) -> Cell:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Cell(line, [_cell(item, complain) for item in node.value])
    if not isinstance(node, yaml.MappingNode):
        return Cell(line, _scalar(node, line, complain))
    cells: dict[str, Cell] = {}
    for key_node, value_node in node.value:
        name, at = str(key_node.value), key_node.start_mark.line + 1
        if name in cells:
            complain(at, name, "stands here twice")
        cells[name] = Cell(at, _cell(value_node, complain).value)
    return Cell(line, cells)


def _scalar(node: yaml.Node, line: int, complain: Complain) -> object:
    try:
        return yaml.constructor.SafeConstructor().construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        complain(line, "", f"this value cannot be read: {error}")
        return None


def read_csv(path: Path, complain: Complain) -> list[Cell]:
    """The rows of a CSV file with a header line, as mappings of text cells; an empty field is None."""
    text = read_text(path, complain)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Cell] = []
    try:
        header = next(reader, [])
        line = reader.line_num + 1
        for values in reader:
            if len(values) == len(header):
                rows.append(
                    Cell(line, {k: Cell(line, v or None) for k, v in zip(header, values, strict=True)})
                )
            elif values:
                complain(line, "", f"{len(values)} fields where the header names {len(header)}")
            line = reader.line_num + 1
    except csv.Error as error:
        complain(reader.line_num, "", f"this is not CSV: {error}")
    return rows
