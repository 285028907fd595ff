"""Points that lie on one another move apart a little; names of places find room beside them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from math import cos, hypot, sin

from solidarity.charts.chart import Box, Label, Point
from solidarity.charts.lettering import width

GOLDEN = 2.39996  # radians; turns two points on the same spot in different directions
ROUNDS = 40
SAME = 0.01  # closer than this, two points have no direction from one to the other
CROWD = 400  # more points than this nobody tells apart: moving and naming them is not worth the time

_Spot = list[float]


def spread(points: Sequence[Point], gap: float, view: Box) -> list[Point]:
    """The points, at least about `gap` apart, inside the view; the same in, the same out."""
    if len(points) > CROWD:
        return list(points)
    spots: list[_Spot] = [[point.x, point.y] for point in points]
    near = _neighbours(points, 4 * gap)
    for _ in range(ROUNDS):
        if not sum([_push(spots, first, second, gap) for first, second in near]):
            break
    return [_inside(spot, view) for spot in spots]


def _neighbours(points: Sequence[Point], reach: float) -> list[tuple[int, int]]:
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, point in enumerate(points):
        cells[int(point.x // reach), int(point.y // reach)].append(index)
    pairs: set[tuple[int, int]] = set()
    for (column, row), here in cells.items():
        for right, down in product((-1, 0, 1), repeat=2):
            there = cells.get((column + right, row + down), [])
            pairs.update((a, b) for a in here for b in there if a < b)
    return sorted(pairs)


def _push(spots: list[_Spot], first: int, second: int, gap: float) -> bool:
    (x, y), (u, v) = spots[first], spots[second]
    apart = hypot(u - x, v - y)
    if apart >= gap - 0.05:
        return False
    if apart > SAME:
        across, down = (u - x) / apart, (v - y) / apart
    else:
        across, down = cos(second * GOLDEN), sin(second * GOLDEN)
    step = (gap - apart) / 2
    spots[first] = [x - across * step, y - down * step]
    spots[second] = [u + across * step, v + down * step]
    return True


def _inside(spot: _Spot, view: Box) -> Point:
    return Point(min(max(spot[0], view.left), view.right), min(max(spot[1], view.top), view.bottom))


def names(
    places: Iterable[tuple[str, Point]], taken: Sequence[Box], view: Box, *, size: float, most: int
) -> list[Label]:
    """Bold names beside their points, in order of importance: those that hide nothing, at most so many."""
    placed: list[Label] = []
    for name, point in places:
        if len(placed) == most:
            break
        others = [*taken, *(label.box for label in placed)]
        free = [label for label in _sides(name, point, size) if _is_free(label.box, others, view)]
        placed.extend(free[:1])
    return placed


def _is_free(box: Box, others: list[Box], view: Box) -> bool:
    return view.holds(box) and not any(box.meets(other) for other in others)


def _sides(name: str, point: Point, size: float) -> list[Label]:
    """The name right and left of its point, level with it or a little up or down."""
    wide = width(name, size, bold=True)
    labels = []
    for drop in (0.35, -0.25, 0.95):
        baseline = point.y + drop * size
        for anchor, start, left in (("start", 10, 10), ("end", -10, -10 - wide)):
            box = Box(point.x + left, baseline - 0.8 * size, wide, size)
            labels.append(Label((name,), Point(point.x + start, baseline), anchor, size, box))
    return labels
