import datetime

import pytest
from django.utils import timezone

from solidarity.jobs.claims import take
from solidarity.jobs.health import summary
from solidarity.jobs.models import Job
from solidarity.jobs.sweep import sweep

pytestmark = pytest.mark.django_db


def test_summary_of_an_idle_portal() -> None:
    assert summary() == {
        "waiting": 0,
        "running": 0,
        "oldest_waiting_seconds": None,
        "worker_seen_seconds": None,
    }


def test_summary_tells_how_long_the_oldest_job_waits() -> None:
    now = timezone.now()
    Job.objects.create(kind="test.ok", run_at=now - datetime.timedelta(seconds=90))
    Job.objects.create(kind="test.ok", run_at=now + datetime.timedelta(seconds=90))
    take(Job.objects.create(kind="test.ok").pk, 60)

    figures = summary()

    assert (figures["waiting"], figures["running"]) == (1, 1)
    assert figures["oldest_waiting_seconds"] == pytest.approx(90, abs=2)


def test_summary_tells_when_a_worker_last_swept() -> None:
    sweep()

    assert summary()["worker_seen_seconds"] == pytest.approx(0, abs=2)
