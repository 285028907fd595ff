"""Claims: the right of one worker to one job, for the time of a lease.

Every change of a running job is one conditional UPDATE on the fence (holder and attempt), so a worker that
lost its lease changes nothing, however late it wakes up.
"""

import datetime
import logging
import os
import secrets
import socket
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from solidarity.jobs.errors import Cancelled, LeaseLost
from solidarity.jobs.models import MAX_ATTEMPTS, Job
from solidarity.jobs.querysets import JobQuerySet

logger = logging.getLogger(__name__)

# One worker process and its forked children share this name, so that the process can hand back their jobs.
WORKER = f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(4)}"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that are mistaken for another when read aloud
_FREE = {"holder": "", "lease_until": None}


def new_reference() -> str:
    """A short reference a person can read out, such as 7K2Q-93DM."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2))


@dataclass(frozen=True, slots=True)
class Claim:
    """A claimed job, as it was when claimed. Every method raises LeaseLost when it is no longer ours."""

    job: Job
    lease: datetime.timedelta

    def renew(self) -> None:
        """Keep the job for another lease."""
        self._change(lease_until=timezone.now() + self.lease)

    def show(self, step: str, done: int, total: int) -> None:
        """Tell the owner how far the work is. Raises Cancelled when that was asked for."""
        self._change(
            lease_until=timezone.now() + self.lease,
            step=step[:200],
            step_done=min(done, total),
            step_total=total,
        )
        if self._mine().filter(is_cancel_requested=True).exists():
            raise Cancelled

    def done(self, result: dict[str, Any] | None, *, forget: bool) -> None:
        """The work is done; the result is written in the same statement."""
        self._end(Job.State.DONE, forget=forget, result=result)

    def failed(self, sentence: str, *, forget: bool) -> str:
        """The work failed for good. Returns the reference shown to the owner."""
        reference = new_reference()
        self._end(Job.State.FAILED, forget=forget, error_reference=reference, error_sentence=sentence)
        return reference

    def cancelled(self, *, forget: bool) -> None:
        """The work ended because the owner wanted it to."""
        self._end(Job.State.CANCELLED, forget=forget)

    def requeue(self, seconds: float, *, counted: bool) -> None:
        """Back to the queue, to run after `seconds`. Uncounted, the attempt does not use up one of three."""
        attempts = self.job.attempts if counted else self.job.attempts - 1
        now = timezone.now()
        again = now + datetime.timedelta(seconds=seconds)
        self._change(state=Job.State.QUEUED, attempts=attempts, run_at=again, sent_at=now, **_FREE)

    def _end(self, state: Job.State, *, forget: bool, **fields: Any) -> None:
        wiped: dict[str, Any] = {"parameters": {}} if forget else {}
        self._change(state=state, finished_at=timezone.now(), **_FREE, **wiped, **fields)

    def _change(self, **fields: Any) -> None:
        if not self._mine().update(**fields):
            raise LeaseLost

    def _mine(self) -> JobQuerySet:
        return Job.objects.running().filter(
            pk=self.job.pk, attempts=self.job.attempts, holder=self.job.holder
        )


def take(job_id: uuid.UUID, lease: float) -> Claim | None:
    """Claim the job, or return None: it is another's, ended, not due, or was tried three times.

    One conditional UPDATE decides between all who try at once; it counts the attempt.
    """
    now, length = timezone.now(), datetime.timedelta(seconds=lease)
    with transaction.atomic():
        taken = (
            Job.objects.claimable(now, attempts=MAX_ATTEMPTS)
            .filter(pk=job_id)
            .update(
                state=Job.State.RUNNING,
                attempts=F("attempts") + 1,
                holder=f"{WORKER}#{secrets.token_hex(4)}",
                started_at=now,
                lease_until=now + length,
            )
        )
        return Claim(Job.objects.select_related("owner").get(pk=job_id), length) if taken else None


def hand_back() -> int:
    """Put back what this worker process still holds, uncounted; for a worker that stops. Returns how many."""
    return (
        Job.objects.running()
        .filter(holder__startswith=f"{WORKER}#")
        .update(state=Job.State.QUEUED, attempts=F("attempts") - 1, sent_at=None, **_FREE)
    )
