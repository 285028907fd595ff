"""The name of a file as data: for showing and for downloading, never for storing."""

import unicodedata

LONGEST = 120  # characters
SEPARATORS = '/\\:*?"<>|'


def clean_name(name: str, ending: str) -> str:
    """`name` without path, control and direction signs, not too long, with the ending of its real kind."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    # Category C: control, format (which holds the signs that turn the direction), unassigned.
    kept = "".join(sign for sign in stem if unicodedata.category(sign)[0] != "C" and sign not in SEPARATORS)
    words = " ".join(kept.split()).strip(". ")
    return f"{words[: LONGEST - len(ending) - 1].rstrip('. ') or 'file'}.{ending}"
