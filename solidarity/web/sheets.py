"""Tables as CSV and XLSX: the one writer that defuses formulas, for pages, API and reports alike."""

import csv
import datetime
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from solidarity.web.outputs import BOOLEAN, DATE, INTEGER, NUMBER, TIME, Output
from solidarity.web.records import Table

TRIGGERS = tuple("=+-@\t\r\n＝＋－＠")
LONGEST_CELL = 32_767
IN_MEMORY = 1_000_000
CODES_APART = "; "
WHOLE_DAY = 10  # letters of 2026-05-14
WIDTHS: Mapping[str, int] = {INTEGER: 12, NUMBER: 12, BOOLEAN: 10, DATE: 12, TIME: 20}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole table to write. `notes` are the lines of its "Read me": a heading and what it says."""

    title: str
    outputs: Sequence[Output]
    pages: Iterable[Table]
    hxl: bool = False
    notes: Sequence[tuple[str, str]] = field(default=())

    def headings(self) -> Iterator[list[str]]:
        """The row of names, and the row of HXL tags where it is wanted."""
        yield [output.name for output in self.outputs]
        if self.hxl:
            yield [output.hxl for output in self.outputs]


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula."""
    return text.startswith(TRIGGERS) or text.lstrip().startswith(TRIGGERS)


def write_csv(sheet: Sheet) -> Iterator[bytes]:
    """The table in UTF-8, one piece for each page. Every cell is quoted; numbers and times are ISO."""
    yield _lines(sheet.headings())
    for table in sheet.pages:
        columns = zip(sheet.outputs, table.columns, strict=True)
        cells = [[_csv_cell(value) for value in _flat(output, values)] for output, values in columns]
        yield _lines(zip(*cells, strict=True))


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(rows)
    return buffer.getvalue().encode()


def _csv_cell(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value}" if is_formula(value) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
    return str(value)


def _flat(output: Output, values: Sequence[Any]) -> Iterable[Any]:
    """Lists as one text."""
    return (CODES_APART.join(map(str, value)) for value in values) if output.many else values


def write_xlsx(sheet: Sheet) -> IO[bytes]:
    """The workbook as a file, at its start: the table with a frozen head, and its "Read me".

    Texts are stored as texts, dates and numbers as such; times are in UTC.
    """
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with the answer
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    writer = _Writer(book)
    writer.table(sheet)
    writer.notes(sheet.notes)
    book.close()
    file.seek(0)
    return file


class _Writer:
    """The formats of one workbook, and how each kind of value is put into a cell."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bg_color": "#CDE3F1"})
        self.tags = book.add_format({"italic": True, "font_color": "#5A6975"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.time = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.quoted = book.add_format({"quote_prefix": True})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def table(self, sheet: Sheet) -> None:
        """Head, tags and every row."""
        page = self.book.add_worksheet(sheet.title[:31])
        for column, output in enumerate(sheet.outputs):
            page.set_column(column, column, WIDTHS.get(output.kind, 24))
        headings = list(sheet.headings())
        for row, texts in enumerate(headings):
            for column, text in enumerate(texts):
                page.write_string(row, column, text, self.tags if row else self.head)
        page.freeze_panes(len(headings), 0)
        row = len(headings)
        for table in sheet.pages:
            cells = [
                _flat(output, values) for output, values in zip(sheet.outputs, table.columns, strict=True)
            ]
            for values in zip(*cells, strict=True):
                for column, (output, value) in enumerate(zip(sheet.outputs, values, strict=True)):
                    self._cell(page, row, column, output, value)
                row += 1

    def notes(self, notes: Sequence[tuple[str, str]]) -> None:
        """The sheet that says what this is."""
        page = self.book.add_worksheet(_("Read me"))
        page.set_column(0, 0, 30)
        page.set_column(1, 1, 100)
        for row, (heading, text) in enumerate(notes):
            page.write_string(row, 0, heading, self.head)
            page.write_string(row, 1, text[:LONGEST_CELL], self.quoted if is_formula(text) else self.wrapped)

    def _cell(self, page: Worksheet, row: int, column: int, output: Output, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            page.write_boolean(row, column, value)
        elif isinstance(value, int | float):
            page.write_number(row, column, value)
        elif isinstance(value, datetime.datetime):
            page.write_datetime(row, column, timezone.make_naive(value, datetime.UTC), self.time)
        elif output.kind == DATE and len(value) == WHOLE_DAY:
            page.write_datetime(row, column, datetime.date.fromisoformat(value), self.day)
        else:
            self._text(page, row, column, str(value))

    def _text(self, page: Worksheet, row: int, column: int, text: str) -> None:
        style = self.quoted if is_formula(text) else None
        page.write_string(row, column, text[:LONGEST_CELL], style)
