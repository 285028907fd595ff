"""The kinds of file that are taken, by ending, and how large one may be."""

from enum import StrEnum

LARGEST = 10 * 1024 * 1024  # bytes of one file


class Kind(StrEnum):
    """A kind by its ending."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    CSV = "csv"
    TXT = "txt"

    @property
    def content_type(self) -> str:
        """What the file is called when it is given out."""
        return CONTENT_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.ODT: f"{_OPEN}.text",
    Kind.ODS: f"{_OPEN}.spreadsheet",
    Kind.CSV: "text/csv",
    Kind.TXT: "text/plain",
}
PICTURES = (Kind.JPEG, Kind.PNG)
TEXTS = (Kind.CSV, Kind.TXT)
OTHER_ENDINGS = {"jpeg": Kind.JPEG, "jpe": Kind.JPEG, "jfif": Kind.JPEG}
# What a browser offers in its window for choosing a file.
ACCEPT = ",".join(f".{ending}" for ending in (*Kind, *OTHER_ENDINGS))


def kind_of_ending(name: str) -> Kind | None:
    """The kind that the name claims, None for one that is not taken."""
    _stem, dot, ending = name.rpartition(".")
    ending = ending.lower()
    if not dot:
        return None
    return OTHER_ENDINGS.get(ending) or (Kind(ending) if ending in set(Kind) else None)
