"""Sends job ids to the broker. A broker that is away costs a page little and the job nothing."""

import logging
import time

from solidarity.celery import app
from solidarity.jobs.models import Job

logger = logging.getLogger(__name__)

LONGEST_COUNTDOWN = 30  # seconds; whatever is later waits in its row for the sweep
SECONDS_OF_SILENCE = 10  # after a failed sending: a frozen broker is met once, not once for each job

_silent_until = float("-inf")


def send(job: Job, *, countdown: float = 0) -> bool:
    """Tell a worker that `job` is ready. False when that failed: the sweep sends it again."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    try:
        app.tasks["solidarity.jobs.tasks.run_job"].apply_async(
            (str(job.pk),), queue=job.line, countdown=countdown
        )
    except Exception as error:
        _silent_until = time.monotonic() + SECONDS_OF_SILENCE
        logger.warning("Job %s waits for the sweep, the broker is away: %s", job.pk, error)
        return False
    return True
