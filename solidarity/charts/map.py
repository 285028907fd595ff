"""The region with a mark for each place, and a piece of it around one place.

    from solidarity.charts.map import Mark, Place, local_map, regional_map

    places = [Place(city.name, city.longitude, city.latitude, Mark.of(city.route, city.standing),
                    address=city.get_absolute_url(), population=city.population) for city in cities]
    context["map"] = regional_map(places, prefix="map", title=_("Map of …"), listed_at="#cities")

    {% include map.template with chart=map only %}

Without `listed_at` the figure carries a table of its own, closed, with the links to the places; with it,
a link to the list on the page. Legend, disclaimer and the note on the Malvinas always come along.
Places without a point, or outside the outline, stand in the table and the count only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from solidarity.charts.chart import Box, Chart, Label, Point
from solidarity.charts.crowd import CROWD, names, spread
from solidarity.charts.lettering import LINE, width, wrap
from solidarity.charts.marks import Mark
from solidarity.charts.outline import Outline, outline
from solidarity.charts.projection import FRAME, project

__all__ = ["Mark", "Place", "local_map", "regional_map"]

VIEW = Box(0, 4, 640, 726)  # the outline without the empty sea below Cape Horn
PIECE = 250, 210  # units around one place, about 3,400 by 2,900 km
NAME = 15  # units, as in the style sheet
HALO = 20  # units from the middle of the one place of a local map to the edge of its ring
REACH = 6  # units from the middle of a mark to its edge
GAP = 9  # units between two marks, which then overlap a little and stay apart for the eye


@dataclass(frozen=True)
class Place:
    """A place to show: degrees east and north (None when nobody knows its point) and its mark.

    `address` is its page; the most populous places get their name on the map.
    """

    name: str
    longitude: float | Decimal | None
    latitude: float | Decimal | None
    mark: Mark
    address: str = ""
    population: int | None = None

    @property
    def point(self) -> Point | None:
        if self.longitude is None or self.latitude is None:
            return None
        return project(float(self.longitude), float(self.latitude))


@dataclass(frozen=True)
class Dot:
    """A mark on the map."""

    place: Place
    at: Point


@dataclass(frozen=True, kw_only=True)
class RegionalMap(Chart):
    """The region, its dots from the least to the most certain, a few names, and all the places."""

    template: ClassVar[str] = "charts/regional_map.html"

    places: tuple[Place, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    marks: tuple[Mark, ...]
    view: Box = VIEW

    @property
    def outline(self) -> Outline:
        return outline(self.view)


@dataclass(frozen=True, kw_only=True)
class LocalMap(Chart):
    """The piece of the region around one place; `dot` is None when it cannot be shown."""

    template: ClassVar[str] = "charts/local_map.html"

    place: Place
    dot: Dot | None
    label: Label | None
    view: Box

    @property
    def where(self) -> str:
        """The point in words: degrees north or south, east or west."""
        east, north = float(self.place.longitude or 0), float(self.place.latitude or 0)
        upright = gettext("%(degrees)s° south") if north < 0 else gettext("%(degrees)s° north")
        level = gettext("%(degrees)s° west") if east < 0 else gettext("%(degrees)s° east")
        return f"{upright % _degrees(north)}, {level % _degrees(east)}"

    @property
    def outline(self) -> Outline:
        return outline(self.view)


def regional_map(
    places: Iterable[Place],
    *,
    prefix: str,
    title: str,
    description: str = "",
    listed_at: str = "",
    most_names: int = 8,
) -> RegionalMap:
    """All the places on the region. ValueError for degrees that are no place on the globe."""
    places = tuple(places)
    dots = _dots(places)
    return RegionalMap(
        prefix=prefix,
        title=title,
        description=description or _count(len(places), len(dots)),
        listed_at=listed_at,
        places=places,
        dots=dots,
        labels=tuple(_names(dots, most_names)),
        marks=tuple(mark for mark in Mark if any(place.mark == mark for place in places)),
    )


def local_map(place: Place, *, prefix: str, title: str = "") -> LocalMap:
    """The surroundings of one place."""
    point = place.point
    view = _around(point) if point else Box(0, 0, *PIECE)
    return LocalMap(
        prefix=prefix,
        title=title or gettext("Where %(place)s is") % {"place": place.name},
        description=gettext("The municipality on the map of its surroundings."),
        place=place,
        dot=Dot(place, point) if point else None,
        label=_beside(place.name, point, view) if point else None,
        view=view,
    )


def _degrees(value: float) -> dict[str, str]:
    return {"degrees": number_format(abs(value), 2)}


def _count(places: int, shown: int) -> str:
    missing = places - shown
    text = ngettext("%(count)d place on the map.", "%(count)d places on the map.", shown) % {"count": shown}
    if missing:
        text += " " + ngettext(
            "%(count)d more has no known point and stands only in the list.",
            "%(count)d more have no known point and stand only in the list.",
            missing,
        ) % {"count": missing}
    return text


def _dots(places: Sequence[Place]) -> tuple[Dot, ...]:
    order = list(Mark)
    certain_last = sorted(places, key=lambda place: -order.index(place.mark))
    known = [(place, point) for place in certain_last if (point := place.point) and _is_seen(point)]
    points = spread([point for _, point in known], GAP, VIEW)
    return tuple(Dot(place, point) for (place, _), point in zip(known, points, strict=True))


def _is_seen(point: Point) -> bool:
    return VIEW.top <= point.y <= VIEW.bottom


def _names(dots: Sequence[Dot], most: int) -> list[Label]:
    if len(dots) > CROWD:
        return []
    largest = sorted(dots, key=lambda dot: (-(dot.place.population or 0), dot.place.name))
    places = [(dot.place.name, dot.at) for dot in largest if dot.place.population]
    taken = [Box(dot.at.x - REACH, dot.at.y - REACH, 2 * REACH, 2 * REACH) for dot in dots]
    return names(places[: 4 * most], taken, VIEW, size=NAME, most=most)


def _around(point: Point) -> Box:
    """A piece with the place to the left of its middle, so that its name has room, within the outline."""
    wide, high = PIECE
    left = min(max(point.x - 0.4 * wide, FRAME.left - HALO), FRAME.right - wide + HALO)
    top = min(max(point.y - 0.4 * high, FRAME.top), FRAME.bottom - high)
    return Box(round(left), round(top), wide, high)


def _beside(name: str, point: Point, view: Box) -> Label:
    """The name on the side with more room, in as many lines as that takes."""
    away = 24
    right, left = view.right - point.x - away - 4, point.x - view.left - away - 4
    anchor, room = ("start", right) if right >= left else ("end", left)
    lines = wrap(name, room, NAME, bold=True)
    wide = max((width(line, NAME, bold=True) for line in lines), default=0)
    x = point.x + away if anchor == "start" else point.x - away
    baseline = point.y + 0.35 * NAME - (len(lines) - 1) / 2 * LINE * NAME
    edge = x if anchor == "start" else x - wide
    box = Box(edge, baseline - 0.8 * NAME, wide, (len(lines) - 1) * LINE * NAME + NAME)
    return Label(lines, Point(x, baseline), anchor, NAME, box)
