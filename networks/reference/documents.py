"""Where facts come from: pages by title and address, founding documents by title alone."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from networks.reference.rows import Ref, Row

if TYPE_CHECKING:
    from networks.reference.reading import Reading

DOCUMENT = re.compile(r"\bseed-\d+\b")


class Documents:
    """The founding documents. Their codes stand in the files only: people read the titles."""

    def __init__(self) -> None:
        self.titles: dict[str, str] = {}

    def read(self, reading: "Reading", folder: Path) -> None:
        """Learn the titles from documents.yaml."""
        for row in reading.records(folder / "documents.yaml", "documents"):
            self.titles[row.code("code")] = row.code("title")
            row.done()

    def title(self, code: str, row: Row, field: str) -> str:
        """The title of a founding document; an unknown code is a problem."""
        if code not in self.titles:
            row.problem(field, f"{code} is not a founding document")
        return self.titles.get(code, code)

    def readable(self, text: str, row: Row, field: str) -> str:
        """The text with every code of a founding document replaced by its title."""

        def titled(found: re.Match[str]) -> str:
            return self.title(found[0], row, field).replace(" (", ", ").removesuffix(")")

        return DOCUMENT.sub(titled, text)

    def source(self, row: Row, field: str = "source", *, needed: bool = True) -> Ref | None:
        """The source that a record names by title and address."""
        if not needed and row.cell(field).value is None:
            return None
        given = row.row(field)
        found = self.named(given, "title", "address")
        given.done("code", "wording")
        return found

    def sources(self, row: Row, field: str) -> tuple[Ref, ...]:
        """The sources of a list."""
        found = []
        for given in row.rows(field):
            found.append(self.named(given, "title", "address"))
            given.done()
        return tuple(found)

    def named(self, row: Row, title_field: str, address_field: str) -> Ref:
        """The source of two fields: a page, or a founding document whose own title then counts."""
        title, address = row.text(title_field), row.code(address_field, needed=False)
        if DOCUMENT.fullmatch(address):
            return self.founding(row, address_field, address)
        if address and not address.startswith(("http://", "https://")):
            row.problem(address_field, f"{address!r} is neither a web address nor a founding document")
        return self._keep(row, title_field, title, address)

    def founding(self, row: Row, field: str, code: str) -> Ref:
        """The source that a founding document is."""
        return self._keep(row, field, self.title(code, row, field), "")

    @staticmethod
    def _keep(row: Row, field: str, title: str, address: str) -> Ref:
        key = (title, address)
        if key not in row.reading.entries["source"]:
            row.reading.add("source", row, key, {"title": title, "address": address}, field=field)
        return Ref("source", key)
