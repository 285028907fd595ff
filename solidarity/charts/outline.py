"""The land and its borders as path data, small enough to stand inside a page.

The drawing in static/img (Natural Earth, public domain) has tenths of a unit; a page never shows more
than half a unit, and steps from point to point are shorter than places: 4 KB compressed instead of 8.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from solidarity.charts.chart import Box
from solidarity.charts.projection import FRAME

DRAWING = Path(__file__).resolve().parents[2] / "static" / "img" / "map-americas.svg"

_PATH = re.compile(r'class="(ctx|land|bl)"[^>]* d="([^"]+)"')
_HALF = 2  # steps in one unit


@dataclass(frozen=True)
class Outline:
    """Path data: what runs off the map in the north, countries around, those that take part, borders."""

    north: str
    around: str
    land: str
    borders: str


@dataclass(frozen=True)
class _Ring:
    data: str
    box: Box


@lru_cache(maxsize=512)
def outline(view: Box = FRAME) -> Outline:
    """The outline of what can be seen in a view box."""
    seen = {name: [ring for ring in rings if ring.box.meets(view)] for name, rings in _rings().items()}
    return Outline(
        north=_join(ring for ring in seen["ctx"] if ring.box.top == FRAME.top),
        around=_join(ring for ring in seen["ctx"] if ring.box.top != FRAME.top),
        land=_join(seen["land"]),
        borders=_join(seen["bl"]),
    )


def _join(rings: Iterable[_Ring]) -> str:
    return "".join(ring.data for ring in rings)


@lru_cache(maxsize=1)
def _rings() -> dict[str, list[_Ring]]:
    drawing = DRAWING.read_text("utf-8")
    return {name: [_ring(part) for part in data.split("M")[1:]] for name, data in _PATH.findall(drawing)}


def _ring(part: str) -> _Ring:
    places = [place.split(",") for place in part.rstrip("Z").split("L")]
    points = [(round(float(x) * _HALF), round(float(y) * _HALF)) for x, y in places]
    data = _number(points[0][0]) + _number(points[0][1], after=True)
    steps = "".join(
        _number(x - before[0], after=count > 0) + _number(y - before[1], after=True)
        for count, ((x, y), before) in enumerate(_moves(points))
    )
    across, down = [x / _HALF for x, _ in points], [y / _HALF for _, y in points]
    box = Box(min(across), min(down), max(across) - min(across), max(down) - min(down))
    return _Ring(f"M{data}l{steps}{'z' if part.endswith('Z') else ''}", box)


def _moves(points: list[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    pairs = zip(points[1:], points, strict=False)
    return [(point, before) for point, before in pairs if point != before]


def _number(halves: int, *, after: bool = False) -> str:
    """Shortest form of a number of half units; `after` another number it needs a sign or a space."""
    text = f"{halves / _HALF:g}".replace("0.5", ".5") if abs(halves) == 1 else f"{halves / _HALF:g}"
    return text if text.startswith("-") or not after else f" {text}"
