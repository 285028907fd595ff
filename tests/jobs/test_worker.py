"""Real worker processes on Redis, killed in every way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from solidarity.celery import app
from solidarity.jobs.actions import enqueue
from solidarity.jobs.models import Job, Turn
from tests.jobs.conftest import ended, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgresql,
    pytest.mark.redis,
    pytest.mark.django_db(transaction=True),
]

Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(redis_broker: str, tmp_path: Path) -> Iterator[Start]:
    """Start a worker process on this test's database and keys; all are killed in the end."""
    running: list[subprocess.Popen[bytes]] = []
    place = connection.settings_dict
    login = f"{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT']}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "solidarity.settings",
        "DATABASE_URL": f"postgres://{login}/{place['NAME']}",
        "CELERY_SKIP_CHECKS": "1",
        "REMAP_SIGTERM": "SIGQUIT",  # as in production: end gently, but not for ever
    }

    def run() -> "subprocess.Popen[bytes]":
        log = (tmp_path / "worker.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.worker", redis_broker, "1"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        running.append(process)
        return process

    yield run
    for process in running:
        kill_all_of(process)


def kill_all_of(process: "subprocess.Popen[bytes]") -> None:
    """As when a machine loses its power: the worker and its children at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def notes(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


def sweep_now() -> None:
    """The next beat of a scheduler."""
    Turn.objects.all().delete()
    app.tasks["solidarity.jobs.tasks.sweep_jobs"].apply_async()


def swept_until_ended(job: Job) -> None:
    def swept() -> bool:
        sweep_now()
        time.sleep(0.5)
        return ended(job)

    until(swept, 90)


def test_a_job_of_a_killed_worker_is_done_once_by_the_next(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "notes"
    first = start()
    job = enqueue("test.file", by=None, parameters={"path": str(path), "pause": 60})
    until(lambda: notes(path))
    kill_all_of(first)

    start()
    swept_until_ended(job)

    assert (job.state, job.result) == (Job.State.DONE, {"attempt": 2})
    assert notes(path) == ["begun", "begun", "done"]


def test_a_job_that_kills_its_process_fails_and_others_flow(start: Start, tmp_path: Path) -> None:
    killer = enqueue("test.killer", by=None, parameters={"path": str(tmp_path / "killer")})
    others = [
        enqueue("test.file", by=None, parameters={"path": str(tmp_path / f"other{number}")})
        for number in range(3)
    ]
    others.append(enqueue("test.child", by=None, parameters={"path": str(tmp_path / "mark")}))
    start()

    swept_until_ended(killer)
    for other in others:
        until(lambda other=other: ended(other))

    assert (killer.state, killer.attempts) == (Job.State.FAILED, 3)
    assert len(killer.error_reference) == 9
    assert notes(tmp_path / "killer") == ["begun"] * 3
    assert {other.state for other in others} == {Job.State.DONE}


def test_a_worker_that_is_stopped_hands_its_job_back(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "notes"
    worker = start()
    job = enqueue("test.file", by=None, parameters={"path": str(path), "pause": 60})
    until(lambda: notes(path))

    worker.send_signal(signal.SIGTERM)
    worker.wait(40)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 0)
