"""Before, after and peers for each criterion, as dumb-bells in the rows of a table.

    from solidarity.charts.change import change_chart

    chart = change_chart(criteria, Series("2026", […]), previous=Series("2024", […]), peers=…,
                         prefix="change", title=gettext("Change since 2024"))

    {% include chart.template with chart=chart only %}

The table is the chart: every row says its values in words too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext

from solidarity.charts.chart import Chart
from solidarity.charts.series import TOP, Criterion, Round, Series, rounds

MARGIN = 4  # per cent of the width on either side, so that dots at 0 and 4 are whole


@dataclass(frozen=True)
class Reading:
    """One series in a row: its value, and its place in per cent of the width."""

    series: Round
    value: Decimal | None

    @property
    def at(self) -> float | None:
        return None if self.value is None else position(self.value)


@dataclass(frozen=True)
class Row:
    """A criterion with its readings, this round first; `move` is what was gained since the round before."""

    criterion: Criterion
    readings: tuple[Reading, ...]
    move: Decimal | None

    @property
    def now(self) -> Reading:
        return self.readings[0]

    @property
    def others(self) -> tuple[Reading, ...]:
        return self.readings[1:]

    @property
    def drawn(self) -> list[Reading]:
        """From the back to the front."""
        return [reading for reading in reversed(self.readings) if reading.at is not None]

    @property
    def distance(self) -> Decimal:
        return abs(self.move or Decimal(0))


@dataclass(frozen=True, kw_only=True)
class ChangeChart(Chart):
    """Rows to draw; `has_previous` tells whether there is a round to compare with."""

    template: ClassVar[str] = "charts/change.html"

    rounds: tuple[Round, ...]
    rows: tuple[Row, ...]
    has_previous: bool

    @property
    def ticks(self) -> list[tuple[int, float]]:
        return [(level, position(level)) for level in range(TOP + 1)]

    @property
    def is_empty(self) -> bool:
        return all(series.is_empty for series in self.rounds)


def position(value: Decimal | int) -> float:
    """Where a value from 0 to 4 stands, in per cent of the width of its cell."""
    return round(MARGIN + float(value) / TOP * (100 - 2 * MARGIN), 1)


def change_chart(
    criteria: Sequence[Criterion],
    now: Series,
    *,
    previous: Series | None = None,
    peers: Series | None = None,
    prefix: str,
    title: str,
    description: str = "",
) -> ChangeChart:
    """One row for each criterion. ValueError for values off the scale or of another count."""
    drawn = rounds(len(criteria), now, previous, peers)
    return ChangeChart(
        prefix=prefix,
        title=title,
        description=description or gettext("Each row shows its values on a scale from 0 to 4."),
        rounds=drawn,
        rows=tuple(_row(drawn, index, criterion, previous) for index, criterion in enumerate(criteria)),
        has_previous=previous is not None,
    )


def _row(drawn: tuple[Round, ...], index: int, criterion: Criterion, previous: Series | None) -> Row:
    readings = tuple(Reading(series, series.values[index]) for series in drawn)
    after = readings[0].value
    before = readings[1].value if previous else None
    move = None if after is None or before is None else after - before
    return Row(criterion, readings, move)
