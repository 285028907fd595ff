"""A list as a whole file, for the API and for the pages of people who signed in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from solidarity.web import sheets
from solidarity.web.columns import Person
from solidarity.web.outputs import Sentence
from solidarity.web.records import Record, Rows, Table

CSV, XLSX = "csv", "xlsx"
KINDS: Mapping[str, str] = {
    CSV: "text/csv",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NO_FILTERS = frozenset({"format", "hxl", "page_size", "page", "sort", "lang"})


def download(
    record: Record,
    rows: Rows,
    person: Person,
    form: str,
    *,
    resource: str,
    notes: Sequence[tuple[str, str]],
    hxl: bool = False,
) -> HttpResponseBase:
    """Every row as CSV or XLSX. The first rows are read before the answer begins, so that trouble shows."""
    sheet = sheets.Sheet(resource, record.outputs(), _begun(record.pages(rows, person)), hxl=hxl, notes=notes)
    name = f"{resource}-{timezone.now():%Y-%m-%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == CSV:
        kind = f"{KINDS[CSV]}; charset=utf-8"
        return StreamingHttpResponse(sheets.write_csv(sheet), content_type=kind, headers=headers)
    return FileResponse(sheets.write_xlsx(sheet), content_type=KINDS[XLSX], headers=headers)


def read_me(title: Sentence, record: Record, query: Mapping[str, Any], address: str) -> list[tuple[str, str]]:
    """What the sheet beside the table says: content, time, filters, sources, meanings."""
    filters = [f"{name}={value}" for name, value in query.items() if name not in NO_FILTERS and value]
    today = timezone.now().date()
    return [
        (_("Content"), str(title)),
        (_("Made on"), f"{timezone.now():%Y-%m-%d %H:%M} UTC"),
        (_("Filters"), "; ".join(filters) or _("none")),
        (_("Address"), address),
        (_("Cite as"), _("Cities of Solidarity in the Americas, data of %(day)s") % {"day": today}),
        (_("Sources"), _("Each row names its source. Coordinates and population: GeoNames, CC BY 4.0.")),
        (_("Sample data"), _("Rows whose is_sample is true are invented, for demonstration.")),
        *((output.name, str(output.meaning)) for output in record.outputs()),
    ]


def _begun(pages: Iterator[Table]) -> Iterator[Table]:
    first = next(pages)

    def all_pages() -> Iterator[Table]:
        yield first
        yield from pages

    return all_pages()
