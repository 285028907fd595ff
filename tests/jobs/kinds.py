"""Job kinds for these tests. A worker process started by a test imports this module too."""

import os
import signal
import time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from solidarity.jobs.child import run_in_child
from solidarity.jobs.errors import JobFailed, JobPostponed
from solidarity.jobs.kinds import job
from solidarity.jobs.models import Job
from solidarity.jobs.progress import Progress

EFFECTS: list[str] = []


def count(row: Job) -> None:
    """An effect that must be there just once; runs in the transaction that marks the job done."""
    EFFECTS.append(str(row.pk))


@job("test.ok", "ok", on_done=count)
def ok(row: Job, progress: Progress) -> dict[str, Any]:
    progress.step("Working", 1, 2)
    return {"got": row.parameters.get("value")}


@job("test.secret", "secret", forgets=True)
def secret(row: Job, progress: Progress) -> None:
    if row.parameters.get("fail"):
        raise JobFailed("No.")


@job("test.poison", "poison", retry_after=(0, 0))
def poison(row: Job, progress: Progress) -> None:
    raise ZeroDivisionError


@job("test.expected", "expected")
def expected(row: Job, progress: Progress) -> None:
    raise JobFailed(_("Spanish"))


@job("test.postponed", "postponed")
def postponed(row: Job, progress: Progress) -> None:
    raise JobPostponed(300)


@job("test.overtime", "overtime", limit=0, retry_after=(0, 0))
def overtime(row: Job, progress: Progress) -> None:
    time.sleep(0.01)
    progress.step("Too slow")


@job("test.steps", "steps")
def steps(row: Job, progress: Progress) -> None:
    for done in range(row.parameters["steps"]):
        progress.step("Counting", done, row.parameters["steps"])
        time.sleep(row.parameters["pause"])


@job("test.short-lease", "short lease", lease=0.6)
def short_lease(row: Job, progress: Progress) -> None:
    time.sleep(1.2)


@job("test.file", "file", lease=1.5, on_done=lambda row: _write(row, "done"))
def file(row: Job, progress: Progress) -> dict[str, Any]:
    """Notes that it began, waits as long as asked on its first attempt, ends."""
    _write(row, "begun")
    if row.attempts == 1:
        time.sleep(row.parameters.get("pause", 0))
    return {"attempt": row.attempts}


@job("test.killer", "killer", lease=1.5)
def killer(row: Job, progress: Progress) -> None:
    _write(row, "begun")
    os.kill(os.getpid(), signal.SIGKILL)


@job("test.child", "child", heavy=True, retry_after=(0, 0))
def child(row: Job, progress: Progress) -> dict[str, Any]:
    answer = run_in_child("tests.jobs.child_works:kill_first", row.parameters["path"].encode(), seconds=20)
    return {"answer": answer.decode()}


def _write(row: Job, word: str) -> None:
    with Path(row.parameters["path"]).open("a") as notes:
        notes.write(f"{word}\n")
