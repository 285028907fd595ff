"""The worker inside the server process, on both databases."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from solidarity.jobs import embedded
from solidarity.jobs.actions import enqueue
from solidarity.jobs.models import Job
from solidarity.jobs.progress import stopping
from tests.jobs.conftest import ended, until

SCRIPT = """
import json, time
import django
django.setup()
from django.core.management import call_command
call_command("migrate", "jobs", verbosity=0)
import tests.jobs.kinds
from solidarity.jobs import embedded
from solidarity.jobs.actions import enqueue
from solidarity.jobs.models import Job
left = Job.objects.create(kind="test.ok")
embedded.start()
new = enqueue("test.ok", by=None, parameters={"value": 5})
while Job.objects.filter(kind="test.ok").exclude(state="done").exists():
    time.sleep(0.03)
embedded.stop()
new.refresh_from_db()
print(json.dumps({"done": Job.objects.filter(kind="test.ok", state="done").count(), "result": new.result}))
"""


@pytest.mark.slow
def test_on_a_sqlite_file_everything_waiting_is_done(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "solidarity.settings",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "PYTHONPATH": str(settings.BASE_DIR),
        "CELERY_SKIP_CHECKS": "1",
    }

    script = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert script.returncode == 0, script.stderr
    assert json.loads(script.stdout) == {"done": 2, "result": {"got": 5}}


@pytest.fixture
def worker(broker: None, transactional_db: None) -> Iterator[None]:
    embedded.start()
    yield
    embedded.stop()
    stopping.clear()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_stopping_in_the_middle_of_a_job_puts_it_back(worker: None) -> None:
    quick = enqueue("test.ok", by=None, parameters={"value": 1})
    until(lambda: ended(quick))
    job = enqueue("test.steps", by=None, parameters={"steps": 1000, "pause": 0.02})
    until(lambda: Job.objects.filter(pk=job.pk, step="Counting").exists())
    begun = time.monotonic()

    embedded.stop()

    job.refresh_from_db()
    assert time.monotonic() - begun < 7
    assert (job.state, job.attempts) == (Job.State.QUEUED, 0)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_job_whose_child_is_killed_runs_again_and_ends_once(worker: None, tmp_path: Path) -> None:
    job = enqueue("test.child", by=None, parameters={"path": str(tmp_path / "mark")})

    until(lambda: ended(job))

    assert (job.state, job.attempts, job.result) == (Job.State.DONE, 2, {"answer": "second"})


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_keeps_the_lease_of_silent_work(worker: None) -> None:
    job = enqueue("test.short-lease", by=None, parameters={})

    until(lambda: ended(job))

    assert (job.state, job.attempts) == (Job.State.DONE, 1)
    assert (job.finished_at - job.started_at).total_seconds() > 1
