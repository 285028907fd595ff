"""Rooftop drawings: a small skyline for each slug, always the same one, in one of five palettes."""

import hashlib
import random
from dataclasses import dataclass

WIDTH, HEIGHT = 360, 120
WIDTHS = (26, 32, 38, 46)
PANE = 11  # from one window to the next
STOREY = 14
GABLED, GLAZED, LIT = 0.5, 0.7, 0.25  # shares of houses, of panes drawn, and of those lit


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one drawing: sky, sun, hills, two or three walls, dark and lit windows."""

    sky: str
    sun: str
    hill: str
    walls: tuple[str, ...]
    pane: str
    lit: str


PALETTES = (
    Palette("#DCECF6", "#FFC740", "#B9D8EA", ("#0072BC", "#0B3754", "#05568B"), "#B9D8EA", "#FFC740"),
    Palette("#FEF1D1", "#FFF6DE", "#F6DDA0", ("#B98405", "#7E2F1D", "#8F6808"), "#F6DDA0", "#FFF6DE"),
    Palette("#E1F3EB", "#FFC740", "#B5DEC9", ("#257958", "#1F5741", "#2E6B51"), "#B5DEC9", "#FFC740"),
    Palette("#FBE6E2", "#FFF6DE", "#F2C4BA", ("#D1495B", "#7E2F1D", "#A63A2B"), "#F2C4BA", "#FFE9B8"),
    Palette("#EAE6F5", "#FFC740", "#CFC0F2", ("#4F3586", "#2C2446", "#6B51A3"), "#CFC0F2", "#FFC740"),
)
NIGHT = Palette("#0B3754", "#FFC740", "#0E4468", ("#05568B", "#0A4A77"), "#0E4468", "#FFC740")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws: paths as SVG `d` texts, one for all shapes of a colour."""

    palette: Palette
    sun_x: int
    hills: str
    walls: tuple[tuple[str, str], ...]  # colour, path
    panes: str
    lit: str


def draw(key: str, *, night: bool = False) -> Drawing:
    """The drawing of `key`. Equal keys give equal drawings, on every machine."""
    seed = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    chance = random.Random(seed)  # noqa: S311 – a picture, not a secret
    palette = NIGHT if night else PALETTES[seed % len(PALETTES)]
    walls: dict[str, list[str]] = {colour: [] for colour in palette.walls}
    panes: list[str] = []
    lit: list[str] = []
    x = -6
    while x < WIDTH:
        width = chance.choice(WIDTHS)
        top = chance.randint(62, 98)
        walls[chance.choice(palette.walls)].append(_house(x, width, top, gabled=chance.random() < GABLED))
        for pane in _windows(x, width, top):
            if chance.random() < GLAZED:
                (lit if chance.random() < LIT else panes).append(pane)
        x += width + chance.choice((0, 0, 3, 5))
    hills = f"M0 86Q60 {chance.randint(40, 56)} 130 76T260 66T360 78V120H0z"
    paths = tuple((colour, "".join(parts)) for colour, parts in walls.items() if parts)
    return Drawing(palette, chance.randint(240, 310), hills, paths, "".join(panes), "".join(lit))


def _house(x: int, width: int, top: int, *, gabled: bool) -> str:
    if gabled:
        return f"M{x} {HEIGHT}V{top}l{width // 2}-12 {width - width // 2} 12V{HEIGHT}z"
    return f"M{x} {HEIGHT}V{top}h{width}V{HEIGHT}z"


def _windows(x: int, width: int, top: int) -> list[str]:
    rows = range(top + 8, HEIGHT - 7, STOREY)
    columns = range(x + 6, x + width - 8, PANE)
    return [f"M{left} {row}h5v7h-5z" for row in rows for left in columns]
