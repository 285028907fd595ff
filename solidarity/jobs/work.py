"""What a worker does with the id in a message: claim, work under a heartbeat, write the outcome."""

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from solidarity.audit import trace
from solidarity.jobs import broker
from solidarity.jobs.claims import Claim, take
from solidarity.jobs.errors import Cancelled, JobFailed, JobPostponed, LeaseLost, Stopping
from solidarity.jobs.kinds import KINDS, JobKind
from solidarity.jobs.models import MAX_ATTEMPTS, Job
from solidarity.jobs.progress import Progress, stopping

logger = logging.getLogger(__name__)


def work(job_id: uuid.UUID) -> None:
    """Work on the job if it is free, and never twice at a time; otherwise do nothing.

    Raises nothing for what the work itself does wrong; a lost database is left to the sweep.
    """
    name = Job.objects.filter(pk=job_id).values_list("kind", flat=True).first()
    kind = KINDS.get(name or "")
    if kind is None:
        if name is not None:
            logger.error("Job %s is of a kind this version does not know: %s", job_id, name)
        return
    claim = take(job_id, kind.lease)
    if claim is None:
        return
    trace.begin()
    logger.info("Job %s (%s) begins, attempt %s", job_id, kind.name, claim.job.attempts)
    try:
        _run(kind, claim)
    except LeaseLost:
        logger.warning("Job %s lost its lease; what it did is not counted", job_id)


def _run(kind: JobKind, claim: Claim) -> None:
    try:
        with _heartbeat(claim, limit=kind.limit), _as_owner(claim.job):
            claim.job.result = kind.run(claim.job, Progress(claim, limit=kind.limit))
        with transaction.atomic():
            claim.done(claim.job.result, forget=kind.forgets)
            kind.on_done(claim.job)
    except LeaseLost:
        raise
    except Exception as error:
        _give_up(kind, claim, error)


def _give_up(kind: JobKind, claim: Claim, error: Exception) -> None:
    """Write the outcome of work that did not return."""
    if isinstance(error, Cancelled):
        claim.cancelled(forget=kind.forgets)
    elif isinstance(error, Stopping) or stopping.is_set():
        claim.requeue(0, counted=False)
    elif isinstance(error, JobPostponed):
        _again(claim, error.seconds, counted=False)
    elif isinstance(error, JobFailed):
        reference = claim.failed(error.sentence, forget=kind.forgets)
        logger.warning("Job %s (%s) failed, reference %s", claim.job.pk, kind.name, reference)
    elif claim.job.attempts < MAX_ATTEMPTS:
        logger.error("Job %s (%s) will be tried again", claim.job.pk, kind.name, exc_info=error)
        _again(claim, kind.retry_after[claim.job.attempts - 1], counted=True)
    else:
        reference = claim.failed("", forget=kind.forgets)
        logger.error("Job %s (%s) failed, reference %s", claim.job.pk, kind.name, reference, exc_info=error)


def _again(claim: Claim, seconds: float, *, counted: bool) -> None:
    claim.requeue(seconds, counted=counted)
    if seconds <= broker.LONGEST_COUNTDOWN:
        broker.send(claim.job, countdown=seconds)


@contextmanager
def _as_owner(job: Job) -> Iterator[None]:
    """Workers have no request: texts and times are those of the owner."""
    language = job.owner.language if job.owner else translation.get_language()
    zone = job.owner.time_zone if job.owner else "UTC"
    with translation.override(language), timezone.override(zone):
        yield


@contextmanager
def _heartbeat(claim: Claim, *, limit: float) -> Iterator[None]:
    """Renew the lease from a thread until the block ends, the lease is lost, or the limit has passed."""
    ended = threading.Event()
    thread = threading.Thread(target=_beat, args=(claim, ended, limit), name="job-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(claim: Claim, ended: threading.Event, limit: float) -> None:
    interval = claim.lease.total_seconds() / 3
    try:
        for _turn in range(int(limit / interval)):
            if ended.wait(interval):
                return
            try:
                claim.renew()
            except DatabaseError:
                logger.warning("Job %s: the lease could not be renewed now", claim.job.pk)
        logger.error("Job %s is over its time limit; its lease is left to run out", claim.job.pk)
    except LeaseLost:
        logger.warning("Job %s: the lease is lost", claim.job.pk)
    finally:
        connection.close()
