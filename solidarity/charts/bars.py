"""Horizontal bars, one for each row of a table.

    from solidarity.charts.bars import Bar, bar_chart

    chart = bar_chart([Bar("Argentina", 14), Bar("Chile", None)], prefix="countries",
                      title=gettext("Agreements by country"), measure=gettext("Agreements"))

    {% include chart.template with chart=chart only %}

With `maturity`, values run from 0 to 4 and take the blue of their level. No value is no bar and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from django.utils.translation import gettext

from solidarity.charts.chart import Chart
from solidarity.charts.series import TOP, Value

LEVELS = ("#F3F1EC", "#CDE3F1", "#8FC1E1", "#0072BC", "#0B3754")
SINGLE = "#0072BC"


@dataclass(frozen=True)
class Bar:
    """What is measured, how much of it (None when nobody knows), and the page about it."""

    label: str
    value: Value
    address: str = ""


@dataclass(frozen=True)
class Drawn:
    """A bar with its length in per cent of the longest possible, its class and colour."""

    bar: Bar
    length: float | None
    css: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class BarChart(Chart):
    """Bars from the top down; `decimals` is how values are written, `measure` what they count."""

    template: ClassVar[str] = "charts/bars.html"

    bars: tuple[Drawn, ...]
    measure: str
    decimals: int

    @property
    def is_empty(self) -> bool:
        return all(drawn.length is None for drawn in self.bars)


def bar_chart(
    bars: Sequence[Bar],
    *,
    prefix: str,
    title: str,
    measure: str,
    description: str = "",
    maturity: bool = False,
    decimals: int = 0,
) -> BarChart:
    """The bars in the order given. ValueError for a value below zero or, with `maturity`, above 4."""
    values = [bar.value for bar in bars if bar.value is not None]
    if any(not 0 <= value < Decimal("Infinity") for value in values):
        raise ValueError("a bar begins at zero and ends somewhere")
    longest = TOP if maturity else max(map(float, values), default=0)
    if maturity and any(value > TOP for value in values):
        raise ValueError(f"maturity ends at {TOP}")
    return BarChart(
        prefix=prefix,
        title=title,
        description=description or gettext("Horizontal bars; every row says its value."),
        bars=tuple(_drawn(bar, longest, maturity) for bar in bars),
        measure=measure,
        decimals=1 if maturity else decimals,
    )


def _drawn(bar: Bar, longest: float, maturity: bool) -> Drawn:
    if bar.value is None:
        return Drawn(bar, None, "", "")
    length = round(100 * float(bar.value) / longest, 1) if longest else 0.0
    if not maturity:
        return Drawn(bar, length, "f-now", SINGLE)
    level = int(Decimal(str(bar.value)).quantize(Decimal(1), ROUND_HALF_UP))
    return Drawn(bar, length, f"fm{level}", LEVELS[level])
