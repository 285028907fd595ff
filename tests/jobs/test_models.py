from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from solidarity.accounts.models import User
from solidarity.jobs.models import Job

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "running", "started_at": NOW, "holder": "worker"},
        {"state": "running", "started_at": NOW, "lease_until": NOW},
        {"state": "running", "lease_until": NOW, "holder": "worker"},
        {"state": "queued", "holder": "worker"},
        {"state": "queued", "finished_at": NOW},
        {"state": "done"},
        {"state": "done", "finished_at": NOW, "lease_until": NOW},
        {"state": "cancelled"},
        {"state": "failed", "finished_at": NOW},
        {"state": "done", "finished_at": NOW, "error_reference": "7K2Q-93DM"},
        {"state": "lost"},
        {"attempts": 4},
        {"step_done": 3, "step_total": 2},
    ],
)
def test_job_refuses_what_does_not_fit_its_state(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="test.ok", **fields)


@pytest.mark.parametrize("key", ["dedupe_key", "once_key"])
def test_job_refuses_a_second_open_job_of_the_same_key(key: str) -> None:
    Job.objects.create(kind="test.ok", **{key: "same"})

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="test.ok", **{key: "same"})


def test_visible_to_shows_ones_own_jobs_only(owner: User, other: User) -> None:
    mine = Job.objects.create(kind="test.ok", owner=owner)
    Job.objects.create(kind="test.ok", owner=other)
    Job.objects.create(kind="test.ok")

    assert list(Job.objects.visible_to(owner)) == [mine]
    assert not Job.objects.visible_to(AnonymousUser()).exists()


def test_place_counts_those_before_in_the_same_line() -> None:
    for line in ("heavy", "fast", "heavy", "heavy"):
        last = Job.objects.create(kind="test.ok", line=line)
    ended = Job.objects.create(kind="test.ok", state="done", finished_at=NOW, line="heavy")

    places = Job.objects.with_place()

    assert places.get(pk=last.pk).place == 3
    assert places.get(pk=ended.pk).place == 0
    assert places.get(line="fast").place == 1
