import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from solidarity.accounts.models import User
from solidarity.jobs.actions import cancel, enqueue
from solidarity.jobs.claims import take
from solidarity.jobs.models import Job
from solidarity.jobs.work import work

pytestmark = pytest.mark.django_db


def test_enqueue_sends_when_the_transaction_commits(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        job = enqueue("test.ok", by=None, parameters={"value": 1})

    assert job.state == Job.State.QUEUED
    assert len(callbacks) == 1


def test_enqueue_leaves_nothing_when_rolled_back(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        enqueue("test.ok", by=None, parameters={})
        transaction.set_rollback(True)

    assert not Job.objects.exists()
    assert callbacks == []


def test_enqueue_for_later_is_left_to_the_sweep(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        job = enqueue("test.ok", by=None, parameters={}, run_at=timezone.now() + datetime.timedelta(hours=1))

    assert callbacks == []
    assert take(job.pk, 60) is None


def test_enqueue_returns_the_open_job_of_the_same_key() -> None:
    first = enqueue("test.ok", by=None, parameters={}, dedupe="report 7")

    assert enqueue("test.ok", by=None, parameters={}, dedupe="report 7") == first
    work(first.pk)
    assert enqueue("test.ok", by=None, parameters={}, dedupe="report 7") != first


def test_enqueue_once_returns_even_an_ended_job() -> None:
    first = enqueue("test.ok", by=None, parameters={}, once="notice 7")
    work(first.pk)

    assert enqueue("test.ok", by=None, parameters={}, once="notice 7") == first


def test_enqueue_refuses_an_unknown_kind() -> None:
    with pytest.raises(KeyError):
        enqueue("test.unheard", by=None, parameters={})


def test_cancel_ends_a_waiting_job_at_once(owner: User, other: User) -> None:
    job = enqueue("test.ok", by=owner, parameters={})

    cancel(job, by=owner)

    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert take(job.pk, 60) is None


def test_cancel_asks_a_running_job_to_end(owner: User, other: User) -> None:
    job = enqueue("test.ok", by=owner, parameters={})
    take(job.pk, 60)

    cancel(job, by=owner)

    job.refresh_from_db()
    assert (job.state, job.is_cancel_requested) == (Job.State.RUNNING, True)


def test_cancel_leaves_the_job_of_another_alone(owner: User, other: User) -> None:
    job = enqueue("test.ok", by=owner, parameters={})

    cancel(job, by=other)

    job.refresh_from_db()
    assert job.state == Job.State.QUEUED
