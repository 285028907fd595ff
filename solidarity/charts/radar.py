"""The profile of one city across the criteria: this round, the one before, and its peers.

    from solidarity.charts.radar import radar_chart
    from solidarity.charts.series import Criterion, Series

    chart = radar_chart(
        [Criterion(1, "Institutional capacity"), …],
        Series("2026", [3.2, None, …]),
        previous=Series("2024", […]), peers=Series(gettext("Median of 12 peer cities"), […]),
        prefix="profile", title=gettext("Maturity by criterion, Montevideo 2026"),
    )

    {% include chart.template with chart=chart only %}

A missing value leaves a gap, never a zero. Around the chart stand the numbers of the criteria, for a
column of a page; `titled` writes their titles too, for a figure at least 640 px or 150 mm wide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin
from typing import ClassVar

from django.utils.translation import gettext

from solidarity.charts.chart import Box, Chart, Label, Point
from solidarity.charts.lettering import LINE, width, wrap
from solidarity.charts.series import NOW, TOP, Criterion, Look, Round, Series, rounds

FEWEST, MOST = 3, 12  # axes that make a readable polygon
BADGE = 16  # radius of the circle with a criterion's number
LETTERS = 15  # size of the titles
UPRIGHT = 0.1  # an axis leaning less than this has its title above or below, not beside


@dataclass(frozen=True)
class Layout:
    """Where the web lies in its view box, in units."""

    view: Box
    centre: Point
    radius: float

    def at(self, axis: int, of: int, distance: float) -> Point:
        """The point of an axis at a distance from the centre; the first axis points up, then clockwise."""
        x, y = _direction(axis, of)
        return Point(self.centre.x + distance * x, self.centre.y + distance * y)


NUMBERED = Layout(Box(0, 0, 460, 444), Point(230, 222), 165)
TITLED = Layout(Box(0, 0, 720, 500), Point(360, 250), 165)


@dataclass(frozen=True)
class Axis:
    """A criterion's line from the centre, its badge and its title when there is room for it."""

    criterion: Criterion
    end: Point
    badge: Point
    label: Label | None


@dataclass(frozen=True)
class Trace:
    """A series drawn: the line, the wedges under it (this round only) and its dots."""

    look: Look
    line: str
    area: str
    dots: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class RadarChart(Chart):
    """Geometry of the web and its traces, and the table with the same numbers."""

    template: ClassVar[str] = "charts/radar.html"

    layout: Layout
    axes: tuple[Axis, ...]
    rings: tuple[str, ...]
    levels: tuple[tuple[int, Point], ...]
    traces: tuple[Trace, ...]
    rounds: tuple[Round, ...]
    titled: bool

    @property
    def is_empty(self) -> bool:
        return all(series.is_empty for series in self.rounds)

    @property
    def gaps(self) -> str:
        """Numbers of the criteria without a value in this round, in words."""
        values = zip(self.axes, self.rounds[0].values, strict=True)
        return ", ".join(str(axis.criterion.number) for axis, value in values if value is None)

    @property
    def rows(self) -> Iterator[tuple[Criterion, tuple[Decimal | None, ...]]]:
        """The table: each criterion and its value in each series."""
        for index, axis in enumerate(self.axes):
            yield axis.criterion, tuple(series.values[index] for series in self.rounds)


def radar_chart(
    criteria: Sequence[Criterion],
    now: Series,
    *,
    previous: Series | None = None,
    peers: Series | None = None,
    prefix: str,
    title: str,
    description: str = "",
    listed_at: str = "",
    titled: bool = False,
) -> RadarChart:
    """Two or three series on 3 to 12 axes. ValueError for other counts and for values off the scale."""
    count = len(criteria)
    if not FEWEST <= count <= MOST:
        raise ValueError(f"a radar has {FEWEST} to {MOST} axes, not {count}")
    layout = TITLED if titled else NUMBERED
    drawn = rounds(count, now, previous, peers)
    return RadarChart(
        prefix=prefix,
        title=title,
        description=description
        or gettext("Radar chart on a scale from 0 to 4. The table has the same values."),
        listed_at=listed_at,
        layout=layout,
        axes=tuple(_axis(layout, index, count, item, titled) for index, item in enumerate(criteria)),
        rings=tuple(_ring(layout, level, count) for level in range(1, TOP + 1)),
        levels=tuple((level, _above(layout, level)) for level in range(1, TOP + 1)),
        traces=tuple(_trace(layout, series) for series in reversed(drawn)),
        rounds=drawn,
        titled=titled,
    )


def _direction(axis: int, of: int) -> tuple[float, float]:
    turn = 2 * pi * axis / of - pi / 2
    return cos(turn), sin(turn)


def _ring(layout: Layout, level: int, count: int) -> str:
    return " ".join(str(layout.at(index, count, layout.radius * level / TOP)) for index in range(count))


def _above(layout: Layout, level: int) -> Point:
    return Point(layout.centre.x + 7, layout.centre.y - layout.radius * level / TOP + 4)


def _axis(layout: Layout, index: int, count: int, criterion: Criterion, titled: bool) -> Axis:
    badge = layout.at(index, count, layout.radius + 1.6 * BADGE)
    label = _label(layout, index, count, badge, criterion.title) if titled else None
    return Axis(criterion, layout.at(index, count, layout.radius), badge, label)


def _label(layout: Layout, index: int, count: int, badge: Point, title: str) -> Label:
    """The title beside its badge, on the side away from the centre."""
    lean = _direction(index, count)[0]
    if abs(lean) < UPRIGHT:
        return _label_upright(badge, title, up=badge.y < layout.centre.y)
    away = BADGE + 6
    room = (layout.view.right - badge.x if lean > 0 else badge.x - layout.view.left) - away
    lines = wrap(title, room, LETTERS)
    x, anchor = (badge.x + away, "start") if lean > 0 else (badge.x - away, "end")
    return _lines(lines, x, badge.y - (len(lines) - 1) / 2 * LINE * LETTERS + 0.35 * LETTERS, anchor)


def _label_upright(badge: Point, title: str, *, up: bool) -> Label:
    lines = wrap(title, 2 * 8 * BADGE, LETTERS, lines=1)
    return _lines(
        lines, badge.x, badge.y - BADGE - 6 if up else badge.y + BADGE + 6 + 0.8 * LETTERS, "middle"
    )


def _lines(lines: tuple[str, ...], x: float, baseline: float, anchor: str) -> Label:
    wide = max((width(line, LETTERS) for line in lines), default=0)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    high = (len(lines) - 1) * LINE * LETTERS + LETTERS
    return Label(lines, Point(x, baseline), anchor, LETTERS, Box(left, baseline - 0.8 * LETTERS, wide, high))


def _trace(layout: Layout, series: Round) -> Trace:
    count = len(series.values)
    points = [
        None if value is None else layout.at(index, count, layout.radius * float(value) / TOP)
        for index, value in enumerate(series.values)
    ]
    runs = list(_runs(points))
    closing = "z" if len(runs) == 1 and len(runs[0]) == count else ""
    line = "".join("M" + "L".join(map(str, run)) + closing for run in runs if len(run) > 1)
    centre = "" if closing else f"M{layout.centre}L"
    wedges = [(centre or "M") + "L".join(map(str, run)) + "z" for run in runs if len(run) > 1]
    area = "".join(wedges) if series.look is NOW else ""
    return Trace(series.look, line, area, tuple(point for point in points if point))


def _runs(points: Sequence[Point | None]) -> Iterator[list[Point]]:
    """Stretches of neighbouring points without a gap, going round."""
    gap = next((index for index, point in enumerate(points) if point is None), 0)
    run: list[Point] = []
    for point in [*points[gap:], *points[:gap], None]:
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []
