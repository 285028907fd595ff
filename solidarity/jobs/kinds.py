"""The kinds of jobs there are: a plain dictionary, filled by `@job` in each app's `tasks.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

from solidarity.jobs.models import Job
from solidarity.jobs.progress import Progress

Result = dict[str, Any]
Run = Callable[[Job, Progress], Result | None]


def _nothing(_job: Job) -> None:
    """For kinds whose result says everything."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """How jobs of one kind are worked on.

    run: does the work and returns a JSON object (or None). May run again after a crash, so whatever it
        leaves outside the job row must bear repeating.
    on_done: called in the transaction that marks the job done, for rows that must be written just once.
    lease: seconds without a sign of life after which another worker takes over.
    limit: seconds the work may take.
    heavy: waits in the line of heavy work (reports), behind which no mail waits.
    every: enqueued by the sweep, once in each UTC hour or day.
    forgets: the parameters are wiped when the job ends, since they hold something secret.
    retry_after: seconds before the second and the third attempt.
    """

    name: str
    label: str | Promise
    run: Run
    on_done: Callable[[Job], None] = _nothing
    lease: float = 60
    limit: float = 540
    heavy: bool = False
    every: Literal["hour", "day", ""] = ""
    forgets: bool = False
    retry_after: tuple[float, float] = (5, 20)


KINDS: dict[str, JobKind] = {}


def job(name: str, label: str | Promise, **options: Any) -> Callable[[Run], Run]:
    """Register the decorated function as the work of kind `name`; options as in JobKind."""

    def register(run: Run) -> Run:
        if name in KINDS:
            raise ValueError(f"The job kind {name!r} is registered twice.")
        KINDS[name] = JobKind(name=name, label=label, run=run, **options)
        return run

    return register
