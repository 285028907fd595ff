import datetime
import uuid

import pytest
from django.utils import timezone

from solidarity.jobs.actions import enqueue
from solidarity.jobs.claims import Claim, hand_back, take
from solidarity.jobs.errors import Cancelled, LeaseLost
from solidarity.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    return enqueue("test.ok", by=None, parameters={})


def claim(job: Job) -> Claim:
    taken = take(job.pk, 60)
    assert taken is not None
    return taken


def let_lease_run_out(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))


def test_take_claims_once(job: Job) -> None:
    first = claim(job)

    assert take(job.pk, 60) is None
    assert first.job.attempts == 1


def test_take_knows_no_job_of_that_id(job: Job) -> None:
    assert take(uuid.uuid4(), 60) is None


def test_take_claims_again_when_the_lease_is_over(job: Job) -> None:
    claim(job)
    let_lease_run_out(job)

    assert claim(job).job.attempts == 2


def test_take_stops_after_three_attempts(job: Job) -> None:
    for _ in range(3):
        claim(job)
        let_lease_run_out(job)

    assert take(job.pk, 60) is None


@pytest.mark.parametrize(
    "late",
    [
        lambda lost: lost.done({"late": True}, forget=False),
        lambda lost: lost.failed("late", forget=False),
        lambda lost: lost.cancelled(forget=False),
        lambda lost: lost.requeue(0, counted=True),
        lambda lost: lost.renew(),
        lambda lost: lost.show("late", 1, 2),
    ],
)
def test_a_lost_lease_changes_nothing(job: Job, late: object) -> None:
    lost = claim(job)
    let_lease_run_out(job)
    held = claim(job)

    with pytest.raises(LeaseLost):
        late(lost)  # type: ignore[operator]

    job.refresh_from_db()
    assert (job.state, job.holder, job.result) == (Job.State.RUNNING, held.job.holder, None)


def test_show_writes_the_step_and_keeps_the_lease(job: Job) -> None:
    taken = claim(job)
    let_lease_run_out(job)

    taken.show("Drawing", 3, 10)

    job.refresh_from_db()
    assert (job.step, job.step_done, job.step_total) == ("Drawing", 3, 10)
    assert job.lease_until is not None
    assert job.lease_until > timezone.now()


def test_show_raises_when_the_owner_cancelled(job: Job) -> None:
    taken = claim(job)
    Job.objects.update(is_cancel_requested=True)

    with pytest.raises(Cancelled):
        taken.show("Drawing", 1, 2)


def test_hand_back_requeues_what_this_worker_holds_without_counting(job: Job) -> None:
    claim(job)
    other = Job.objects.create(
        kind="test.ok",
        state="running",
        holder="elsewhere:1:aa#bb",
        attempts=1,
        started_at=timezone.now(),
        lease_until=timezone.now(),
    )

    assert hand_back() == 1
    job.refresh_from_db()
    other.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 0)
    assert other.state == Job.State.RUNNING
