"""How wide a text is in Solidaria Sans, and where to break it."""

import textwrap
from collections.abc import Iterator

from solidarity.charts.advances import BOLD, REGULAR

UNKNOWN = 0.7  # em, for letters of the fallback fonts: wider than most, so that nothing is cut
LINE = 1.2  # em from one baseline to the next

_REGULAR = {letter: width / 1000 for width, letters in REGULAR.items() for letter in letters}
_BOLD = {letter: width / 1000 for width, letters in BOLD.items() for letter in letters}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text at a font size, in the unit of the size."""
    table = _BOLD if bold else _REGULAR
    return sum(table.get(letter, UNKNOWN) for letter in text) * size


def wrap(text: str, room: float, size: float, *, bold: bool = False, lines: int = 3) -> tuple[str, ...]:
    """The text in at most so many lines no wider than `room`; what does not fit ends in an ellipsis."""
    kept: list[str] = []
    for line in _lines(" ".join(text.split()), room, size, bold):
        if len(kept) == lines:
            kept[-1] = _cut(kept[-1], room, size, bold)
            break
        kept.append(line)
    return tuple(kept)


def _lines(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    line = ""
    for word in _pieces(text, room, size, bold):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold=bold) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _pieces(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """Words, and parts of a word that alone is wider than the room."""
    for word in text.split():
        if width(word, size, bold=bold) <= room:
            yield word
        else:
            yield from textwrap.wrap(word, max(1, int(room / size)))


def _cut(line: str, room: float, size: float, bold: bool) -> str:
    while line and width(line + "…", size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip() + "…"
