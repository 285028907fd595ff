"""Values of the same criteria in one round, and how each of three rounds is told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

TOP = 4  # the scale of maturity goes from 0 to 4

Value = float | Decimal | None


@dataclass(frozen=True)
class Criterion:
    """What is compared: its permanent number and its title in the reader's language."""

    number: int
    title: str


@dataclass(frozen=True)
class Series:
    """A value from 0 to 4 for each criterion, None where there is none; `label` is such as "2026"."""

    label: str
    values: Sequence[Value]

    def tenths(self, count: int) -> tuple[Decimal | None, ...]:
        """The values as they are shown. ValueError when they are not so many, or off the scale."""
        if len(self.values) != count:
            raise ValueError(f"{len(self.values)} values for {count} criteria")
        return tuple(tenth(value) for value in self.values)


@dataclass(frozen=True)
class Look:
    """A series as drawn: classes for pages, and the same as attributes for the PDF."""

    line: str
    dot: str
    colour: str
    thickness: float
    dashes: str
    hollow: bool
    shape: str  # path of the dot around 0,0


NOW = Look("l-now", "f-now", "#0072BC", 3, "", False, "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z")
PREVIOUS = Look("a-prev", "f-prev", "#7A8894", 2, "2 4", True, "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z")
PEERS = Look("a-peer", "f-peer", "#B5740B", 2, "7 4", False, "M0-5.5l5 5.5-5 5.5-5-5.5z")


@dataclass(frozen=True)
class Round:
    """A series with its values as shown and its look."""

    label: str
    values: tuple[Decimal | None, ...]
    look: Look

    @property
    def is_empty(self) -> bool:
        return not any(value is not None for value in self.values)


def rounds(count: int, now: Series, previous: Series | None, peers: Series | None) -> tuple[Round, ...]:
    """The series there are, this round first. ValueError as for `Series.tenths`."""
    looks = ((now, NOW), (previous, PREVIOUS), (peers, PEERS))
    return tuple(Round(series.label, series.tenths(count), look) for series, look in looks if series)


def tenth(value: Value) -> Decimal | None:
    """A value as people read it, with one decimal. ValueError when it is off the scale."""
    if value is None:
        return None
    if not 0 <= value <= TOP:
        raise ValueError(f"not on the scale from 0 to {TOP}: {value}")
    return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
