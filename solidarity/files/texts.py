"""Plain text and CSV: readable text in UTF-8 or in the older Western encodings, nothing else."""

import codecs
import unicodedata

from solidarity.files.refusal import Refused

LAYOUT = "\t\n\r\f"
BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def checked(content: bytes) -> bytes:
    """The very same bytes; refused when they are not text."""
    if any(unicodedata.category(sign) == "Cc" and sign not in LAYOUT for sign in set(_decoded(content))):
        raise Refused("characters")
    return content


def _decoded(content: bytes) -> str:
    # Spreadsheet programs write UTF-16 with a mark, or what their system uses.
    tries = ("utf-16",) if content.startswith(BYTE_ORDER_MARKS) else ("utf-8-sig", "cp1252")
    for encoding in tries:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("characters")
