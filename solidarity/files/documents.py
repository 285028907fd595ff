"""Office documents are zip archives: opened with limits, and refused when they carry programs."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from solidarity.files.kinds import Kind
from solidarity.files.refusal import Refused

MOST_PARTS = 2000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes
MOST_RATIO = 100  # unpacked to packed, for what is more than SMALL
SMALL = 10 * 1024 * 1024
CHUNK = 256 * 1024
ENCRYPTED = 0x1
PART, END, END_LENGTH = b"PK\x03\x04", b"PK\x05\x06", 22
TYPES = "[Content_Types].xml"
MAIN_PARTS = {Kind.DOCX: "word/document.xml", Kind.XLSX: "xl/workbook.xml"}
# Programs and packed objects, by the name of the part (folded to lower case).
PROGRAMS = re.compile(
    r"vbaproject|vbadata|macrosheets/|activex|oleobject|embeddings/.*\.bin$|\.(exe|dll|js|vbs|hta)$"
    r"|^basic/.|^scripts/.|^object [^/]*$"
)
# A template or picture that the program would fetch from elsewhere, and macro types.
FETCHED = re.compile(
    rb"attachedTemplate[^>]*TargetMode\s*=\s*[\"']External|oleObject[^>]*TargetMode", re.DOTALL
)
MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject")
ODF_MACROS = re.compile(rb"vnd\.sun\.star\.script")


def kind_of(content: bytes) -> Kind | None:
    """Which kind of office document the archive is; None for any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            for kind, part in MAIN_PARTS.items():
                if {TYPES, part} <= names:
                    return kind
            return _open_document(archive) if "mimetype" in names else None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        raise Refused("unreadable") from None


def _open_document(archive: zipfile.ZipFile) -> Kind | None:
    with archive.open("mimetype") as part:
        mime = part.read(100).decode("ascii", "replace").strip()
    return next((kind for kind in (Kind.ODT, Kind.ODS) if kind.content_type == mime), None)


def checked(content: bytes) -> bytes:
    """The very same bytes; refused with the reason when something is wrong inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive, content)
            _check_parts(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise Refused("unreadable") from None
    return content


def _check_directory(archive: zipfile.ZipFile, content: bytes) -> None:
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & ENCRYPTED for part in parts) or "encryptedpackage" in names:
        raise Refused("encrypted")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("packed")
    if any(PROGRAMS.search(name) for name in names):
        raise Refused("macros")
    climbs = any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names)
    # Something before the first part or behind the directory would be a second file in the same bytes.
    first = min((part.header_offset for part in parts), default=0)
    whole = content.startswith(PART) and content[-END_LENGTH:].startswith(END)
    if climbs or first or not whole or len(set(names)) != len(names):
        raise Refused("unreadable")


def _check_parts(archive: zipfile.ZipFile) -> None:
    unpacked = packed = 0
    for part in archive.infolist():
        packed += part.compress_size
        head = b""
        for chunk in _chunks(archive, part):
            unpacked += len(chunk)  # counted, since the directory can lie
            if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
                raise Refused("packed")
            _check_text(part.filename, head + chunk)
            head = chunk[-200:]


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _check_text(name: str, text: bytes) -> None:
    if name == TYPES and MACRO_TYPES.search(text):
        raise Refused("macros")
    if name.endswith(".rels") and FETCHED.search(text):
        raise Refused("macros")
    if name in {"content.xml", "META-INF/manifest.xml"}:
        if b"<manifest:encryption-data" in text:
            raise Refused("encrypted")
        if ODF_MACROS.search(text):
            raise Refused("macros")
