"""One record of a data file, asked field by field; a wrong answer becomes a problem, never an exception."""

import datetime
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeVar

from networks.models.dates import parse_partial
from networks.reference.files import Cell

if TYPE_CHECKING:
    from networks.reference.reading import Reading

LANGUAGES = {"en": "en", "es": "es", "pt": "pt_br"}  # in the files: in the columns
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ref:
    """Another record, named by its kind and its permanent key."""

    kind: str
    key: Hashable


class Row:
    """A record with typed questions. Whatever is not asked for by the end is an unknown field."""

    def __init__(self, reading: "Reading", file: str, cell: Cell, path: str = "") -> None:
        self.reading, self.file, self.line, self.path = reading, file, cell.line, path
        self.cells: dict[str, Cell] = {}
        if isinstance(cell.value, dict):
            self.cells = cell.value
        else:
            reading.complain(file, cell.line, path.rstrip("."), "named fields are expected")
        self.asked: set[str] = set()

    def cell(self, field: str) -> Cell:
        """The cell of a field; an empty one where the field is absent."""
        self.asked.add(field)
        return self.cells.get(field) or Cell(self.line, None)

    def problem(self, field: str, message: str) -> None:
        """Note that this field is wrong."""
        cell = self.cells.get(field)
        self.reading.complain(self.file, cell.line if cell else self.line, self.path + field, message)

    def _typed(self, field: str, kind: type[T], words: str, *, needed: bool) -> T | None:
        value = self.cell(field).value
        if value is None:
            if needed:
                self.problem(field, "is missing")
        elif isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        else:
            self.problem(field, f"{words} is expected")
        return None

    def text(self, field: str) -> str:
        """Text that must be there; codes of founding documents become their titles."""
        return self._readable(field, needed=True)

    def note(self, field: str) -> str:
        """Text that may be missing: then empty."""
        return self._readable(field, needed=False)

    def _readable(self, field: str, *, needed: bool) -> str:
        text = self._typed(field, str, "text", needed=needed) or ""
        return self.reading.documents.readable(text, self, field)

    def code(self, field: str, *, needed: bool = True) -> str:
        """A permanent key, as it is."""
        return self._typed(field, str, "a code", needed=needed) or ""

    def flag(self, field: str) -> bool:
        """Yes or no; missing is no."""
        return self._typed(field, bool, "true or false", needed=False) or False

    def number(self, field: str, *, needed: bool = False) -> int | None:
        """A whole number. In a CSV file it is written in digits."""
        value = self.cell(field).value
        if isinstance(value, str) and self.file.endswith(".csv"):
            try:
                return int(value)
            except ValueError:
                pass
        return self._typed(field, int, "a whole number", needed=needed)

    def degrees(self, field: str, limit: int) -> Decimal | None:
        """A coordinate between -limit and limit, to five places."""
        text = self.note(field)
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            self.problem(field, f"{text!r} is not a number of degrees")
            return None
        if not -limit <= value <= limit:  # also refuses NaN and infinity
            self.problem(field, f"{text} is not between -{limit} and {limit} degrees")
            return None
        return round(value, 5)

    def date(self, field: str, precision_field: str) -> tuple[datetime.date | None, str]:
        """A partial date and its precision, which must agree; (None, "") where nothing is known."""
        text, said = self.code(field, needed=False), self.code(precision_field, needed=False)
        if not text:
            if said:
                self.problem(precision_field, "a precision without a date")
            return None, ""
        try:
            day, precision = parse_partial(text)
        except ValueError as error:
            self.problem(field, str(error))
            return None, ""
        if precision != said:
            self.problem(precision_field, f"{text} is known to the {precision.value}, not to the {said}")
        return day, precision.value

    def partial(self, field: str) -> tuple[datetime.date | None, str]:
        """A partial date that says by its length how much is known; (None, "") where it is missing."""
        text = self.code(field, needed=False)
        try:
            day, precision = parse_partial(text) if text else (None, "")
        except ValueError as error:
            self.problem(field, str(error))
            return None, ""
        return day, str(precision)

    def texts(self, field: str, column: str = "", *, needed: bool = True) -> dict[str, str]:
        """Translations as columns: `{"title_en": …, "title_es": …, "title_pt_br": …}`."""
        column = column or field
        worded = self.row(field) if needed or field in self.cells else None
        self.asked.add(field)
        if worded is None:
            return {f"{column}_{suffix}": "" for suffix in LANGUAGES.values()}
        found = {f"{column}_{suffix}": worded.text(language) for language, suffix in LANGUAGES.items()}
        worded.done()
        return found

    def wording(self, field: str) -> dict[str, str]:
        """Translations by language code, for columns that hold JSON: `{"en": …, "es": …, "pt-br": …}`."""
        texts = self.texts(field, "text")
        return {suffix.replace("_", "-"): texts[f"text_{suffix}"] for suffix in LANGUAGES.values()}

    def row(self, field: str) -> "Row":
        """The named fields under this one."""
        cell = self.cell(field)
        if cell.value is None:
            self.problem(field, "is missing")
            cell = Cell(cell.line, {})
        return Row(self.reading, self.file, cell, f"{self.path}{field}.")

    def cells_of(self, field: str) -> list[Cell]:
        """The items of a list; missing is an empty list."""
        return self._typed(field, list, "a list", needed=False) or []

    def rows(self, field: str) -> list["Row"]:
        """The items of a list of records."""
        path = f"{self.path}{field}."
        return [Row(self.reading, self.file, cell, path) for cell in self.cells_of(field)]

    def words(self, field: str) -> list[str]:
        """The items of a list of texts."""
        found = []
        for item in self.cells_of(field):
            if isinstance(item.value, str) and item.value:
                found.append(self.reading.documents.readable(item.value, self, field))
            else:
                self.reading.complain(self.file, item.line, self.path + field, "text is expected")
        return found

    def ref(self, field: str, kind: str, *within: str, needed: bool = True) -> Ref | None:
        """The record that this field names, or None; `within` goes before the key (a vocabulary)."""
        key = self.code(field, needed=needed)
        return self.reading.mention(self, field, kind, key, *within) if key else None

    def refs(self, field: str, kind: str, *within: str) -> tuple[Ref, ...]:
        """The records that this list names."""
        return tuple(self.reading.mention(self, field, kind, key, *within) for key in self.words(field))

    def plain(self, field: str) -> Any:
        """The value as it stands, with translations left as they are: for details kept as JSON."""
        return _plain(self.cell(field))

    def mapping(self) -> dict[str, Any]:
        """All fields of this row as they stand."""
        return {field: self.plain(field) for field in self.cells}

    def done(self, *ignored: str) -> None:
        """No more questions: what was not asked for, and is not `ignored`, is an unknown field."""
        for field in self.cells.keys() - self.asked - {*ignored}:
            self.problem(field, "is not a field that is known here")


def _plain(cell: Cell) -> Any:
    if isinstance(cell.value, dict):
        keys: Iterable[tuple[str, Cell]] = cell.value.items()
        return {{"pt": "pt-br"}.get(key, key): _plain(value) for key, value in keys}
    if isinstance(cell.value, list):
        return [_plain(item) for item in cell.value]
    return cell.value
