import datetime

import pytest
from django.utils import timezone

from solidarity.jobs.actions import enqueue
from solidarity.jobs.claims import take
from solidarity.jobs.models import Job, Turn
from solidarity.jobs.sweep import sweep, take_turn

pytestmark = pytest.mark.django_db


def ago(seconds: float) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(seconds=seconds)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The jobs that reached the queue, in order."""
    from solidarity.celery import app

    jobs: list[Job] = []
    task = app.tasks["solidarity.jobs.tasks.run_job"]
    monkeypatch.setattr(
        task, "apply_async", lambda arguments, **options: jobs.append(Job.objects.get(pk=arguments[0]))
    )
    return jobs


def lost(attempts: int, **fields: object) -> Job:
    """A job whose worker was not heard of for longer than its lease."""
    return Job.objects.create(
        kind="test.ok",
        state="running",
        holder="dead:1:aa#bb",
        attempts=attempts,
        started_at=ago(90),
        lease_until=ago(30),
        **fields,
    )


def test_a_lost_job_goes_back_to_the_queue(sent: list[Job]) -> None:
    job = lost(attempts=1)

    sweep()

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 1)
    assert job in sent


def test_a_job_lost_three_times_fails_with_a_reference() -> None:
    job = lost(attempts=3)

    sweep()

    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert len(job.error_reference) == 9


def test_a_lost_job_that_was_cancelled_ends() -> None:
    job = lost(attempts=1, is_cancel_requested=True)

    sweep()

    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED


def test_a_running_job_within_its_lease_is_left_alone() -> None:
    job = enqueue("test.ok", by=None, parameters={})
    take(job.pk, 60)

    sweep()

    job.refresh_from_db()
    assert job.state == Job.State.RUNNING


@pytest.mark.parametrize(
    ("times", "again"),
    [
        ({"sent_at": 40}, True),
        ({"sent_at": 10}, False),
        ({"sent_at": None}, True),
        ({"sent_at": None, "run_at": -600}, False),
    ],
)
def test_a_waiting_job_is_sent_again_when_nobody_took_it(
    sent: list[Job], times: dict[str, float | None], again: bool
) -> None:
    fields = {name: None if seconds is None else ago(seconds) for name, seconds in times.items()}
    job = Job.objects.create(kind="test.ok", **{"run_at": ago(60), **fields})

    sweep()

    assert (job in sent) is again


def test_the_embedded_worker_sends_everything_at_its_start(sent: list[Job]) -> None:
    job = Job.objects.create(kind="test.ok", sent_at=timezone.now())
    take_turn("sweep")

    sweep(fresh=True)

    assert job in sent


def test_two_schedulers_take_one_turn() -> None:
    assert [take_turn("sweep"), take_turn("sweep")] == [True, False]


def test_a_turn_ends() -> None:
    take_turn("sweep")
    Turn.objects.update(taken_at=ago(25))

    assert take_turn("sweep")


def test_a_periodic_job_is_enqueued_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    start = datetime.datetime(2026, 3, 1, 23, 0, tzinfo=datetime.UTC)

    for hours in (0, 0.5, 2, 3, 75):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: start + datetime.timedelta(hours=hours))
        sweep(fresh=True)

    periods = Job.objects.filter(kind="jobs.prune").values_list("parameters__period", flat=True)
    assert sorted(periods) == ["2026-03-01", "2026-03-02", "2026-03-05"]
