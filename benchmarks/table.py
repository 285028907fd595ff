"""Measuring, and the table of figures."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """Median milliseconds of a piece of work and of its baseline.

    `limit`: how many baselines it may take; `most`: how many queries.
    """

    name: str
    milliseconds: float
    baseline: float
    queries: int
    goal: float
    limit: float
    most: int = 10

    @property
    def is_broken(self) -> bool:
        """Whether it takes longer, or more queries, than it may at the very most."""
        return self.ratio > self.limit or self.queries > self.most

    @property
    def ratio(self) -> float:
        """How many baselines the work takes."""
        return self.milliseconds / self.baseline


def side_by_side(
    work: Callable[[], object], baseline: Callable[[], object], turns: int
) -> tuple[float, float]:
    """Median milliseconds of one turn of each, measured in turns, so that a busy moment hits both."""
    work()
    baseline()
    rounds = [(mean_of(work, turns), mean_of(baseline, turns)) for _round in range(ROUNDS)]
    return statistics.median(pair[0] for pair in rounds), statistics.median(pair[1] for pair in rounds)


def mean_of(work: Callable[[], object], turns: int) -> float:
    """Mean milliseconds of one turn."""
    began = time.perf_counter()
    for _turn in range(turns):
        work()
    return (time.perf_counter() - began) / turns * 1000


def show(figures: list[Figure], database: str) -> int:
    """Print the table; 1 when a hard limit is broken."""
    print(f"database: {database}; B is the same work without the portal, in the same run\n")
    print(f"{'':38} {'ms':>9} {'B ms':>9} {'x B':>7} {'speed':>7} {'goal':>6} {'queries':>8}")
    for figure in figures:
        speed = f"{1 / figure.ratio:.2f} B"
        print(
            f"{figure.name:38} {figure.milliseconds:9.2f} {figure.baseline:9.2f} {figure.ratio:7.2f} "
            f"{speed:>7} {figure.goal:6.1f} {figure.queries:8d}{'  BROKEN' * figure.is_broken}"
        )
    return int(any(figure.is_broken for figure in figures))
