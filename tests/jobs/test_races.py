"""Many at the same moment, on PostgreSQL; the control takes the condition away and must see the race."""

from collections.abc import Callable
from typing import Any

import pytest

from solidarity.jobs.actions import enqueue
from solidarity.jobs.claims import Claim, take
from solidarity.jobs.models import Job
from solidarity.jobs.querysets import JobQuerySet
from solidarity.jobs.sweep import sweep, take_turn
from solidarity.jobs.work import work
from tests.jobs.kinds import EFFECTS

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

Together = Callable[[int, Callable[[], Any]], list[Any]]


@pytest.fixture
def job() -> Job:
    return Job.objects.create(kind="test.ok")


def test_of_twenty_workers_one_claims(together: Together, job: Job) -> None:
    claims = together(20, lambda: take(job.pk, 60))

    assert sum(isinstance(claim, Claim) for claim in claims) == 1
    assert claims.count(None) == 19


def test_without_the_condition_several_claim(
    together: Together, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(JobQuerySet, "claimable", lambda jobs, now, attempts: jobs.all())

    claims = together(20, lambda: take(job.pk, 60))

    assert sum(isinstance(claim, Claim) for claim in claims) > 1


def test_a_message_delivered_many_times_at_once_has_one_effect(together: Together, job: Job) -> None:
    together(6, lambda: work(job.pk))

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 1)
    assert [str(job.pk)] == EFFECTS


@pytest.mark.parametrize("key", ["dedupe", "once"])
def test_one_job_is_made_however_many_ask(together: Together, key: str) -> None:
    jobs = together(10, lambda: enqueue("test.ok", by=None, parameters={}, **{key: "same"}))

    assert len({job.pk for job in jobs}) == 1
    assert Job.objects.count() == 1


def test_one_scheduler_has_the_turn(together: Together) -> None:
    assert sorted(together(8, lambda: take_turn("sweep"))) == [False] * 7 + [True]


def test_sweeps_at_the_same_moment_make_each_periodic_job_once(together: Together) -> None:
    together(4, lambda: sweep(fresh=True))

    assert Job.objects.filter(kind="jobs.prune").count() == 1
