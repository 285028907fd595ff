"""How many agreements stand where: counted from one's desk, or by the database for the whole region."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from agreements.models import Agreement
from assessments.models import Assessment
from networks.access import Person
from solidarity.workspace.desk import Desk

Status = Agreement.Status
IN_FORCE = (Status.IN_FORCE, Status.RENEWAL)
AFTER_SIGNATURE = (Status.SIGNED, Status.RATIFIED)


@dataclass(frozen=True, slots=True)
class Stages:
    """Counts by status, in the order of a life; `samples` of them are sample data."""

    counts: Mapping[str, int]
    samples: int

    @property
    def rows(self) -> list[tuple[str, str, int]]:
        """Code, words and count of each status that occurs, and of the main road also when none does."""
        road = (Status.CANDIDATE, Status.NEGOTIATION, *AFTER_SIGNATURE, Status.IN_FORCE)
        return [
            (status.value, str(status.label), self.counts.get(status, 0))
            for status in Status
            if self.counts.get(status) or status in road
        ]

    def of(self, *statuses: str) -> int:
        """How many have one of these statuses."""
        return sum(self.counts.get(status, 0) for status in statuses)


@dataclass(frozen=True, slots=True)
class Totals:
    """The region in four figures, and how many of the rows are sample data."""

    in_force: int
    after_signature: int
    under_way: int
    validated: int
    sample_agreements: int
    sample_assessments: int

    @property
    def samples(self) -> int:
        """How many of all are sample data."""
        return self.sample_agreements + self.sample_assessments


def stages_on(desk: Desk) -> Stages:
    """Of one's own places, from what was read already."""
    rows = desk.agreements
    return Stages(Counter(row.status for row in rows), sum(row.is_sample for row in rows))


def stages_of_region(user: Person) -> Stages:
    """Of the whole region, counted by the database in one query."""
    rows = Agreement.objects.visible_to(user).with_status().order_by()
    counts: Counter[str] = Counter()
    samples = 0
    kinds: Any = rows.values_list("status", "is_sample")  # type: ignore[misc]  # an annotation
    for status, is_sample, number in kinds.annotate(number=Count("pk")):
        counts[status] += number
        samples += number if is_sample else 0
    return Stages(counts, samples)


def totals_of_region(user: Person, stages: Stages) -> Totals:
    """The figures above the countries. One query."""
    rows = Assessment.objects.visible_to(user).order_by().values_list("state", "is_sample")
    states: Counter[str] = Counter()
    samples = 0
    for state, is_sample, number in rows.annotate(number=Count("pk")):
        states[state] += number
        samples += number if is_sample else 0
    validated = states[Assessment.State.VALIDATED]
    return Totals(
        stages.of(*IN_FORCE),
        stages.of(*AFTER_SIGNATURE),
        states.total() - validated,
        validated,
        stages.samples,
        samples,
    )
