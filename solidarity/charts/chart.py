"""What every chart has: a title, a description, ids of its own and a template that draws it."""

import re
from dataclasses import dataclass
from typing import ClassVar

PREFIX = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A picture ready to be drawn: `{% include chart.template with chart=chart only %}`.

    `prefix` begins every id, so it is unique on the page; `listed_at` is the address (such as
    `#cities`) of a table or list on the page with the same facts, in place of the chart's own.
    Texts come translated and are escaped by the template. ValueError for an unusable prefix.
    """

    template: ClassVar[str]

    prefix: str
    title: str
    description: str
    listed_at: str = ""

    def __post_init__(self) -> None:
        if not PREFIX.fullmatch(self.prefix):
            raise ValueError(f"not a prefix for ids: {self.prefix!r}")


@dataclass(frozen=True)
class Point:
    """A place in a picture, in units of its view box, kept to a tenth."""

    x: float
    y: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", round(self.x, 1) + 0.0)
        object.__setattr__(self, "y", round(self.y, 1) + 0.0)

    def __str__(self) -> str:
        return f"{self.x:g},{self.y:g}"


@dataclass(frozen=True)
class Box:
    """An upright rectangle: left, top, width and height, in units of a view box."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def __str__(self) -> str:
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"

    def holds(self, other: "Box") -> bool:
        """Whether the other lies inside, edges included."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def meets(self, other: "Box") -> bool:
        """Whether the two have some area in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Label:
    """Lines of text at a point: `at` is the first baseline, `anchor` start, middle or end."""

    lines: tuple[str, ...]
    at: Point
    anchor: str
    size: float
    box: Box
