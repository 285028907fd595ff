"""The two Celery tasks, one call each, and the job kinds of this app."""

import logging
import uuid
from typing import Any

from celery import bootsteps, shared_task
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from solidarity.celery import app
from solidarity.jobs import claims, mail, prune
from solidarity.jobs.kinds import job
from solidarity.jobs.sweep import sweep
from solidarity.jobs.work import work

logger = logging.getLogger(__name__)


@shared_task(name="solidarity.jobs.tasks.run_job")
def run_job(job_id: str) -> None:
    """Work on one job."""
    work(uuid.UUID(job_id))


@shared_task(name="solidarity.jobs.tasks.sweep_jobs")
def sweep_jobs() -> None:
    """Find what was lost."""
    sweep()


class HandBack(bootsteps.StartStopStep):
    """A worker that is stopped in the middle of a job, gently or not, leaves nothing running.

    The signal `worker_shutdown` would not do: it is not sent when the time for ending gently is over.
    """

    def stop(self, parent: Any) -> None:  # noqa: ARG002
        """Put back what is unfinished."""
        try:
            claims.hand_back()
        except DatabaseError:
            logger.warning("Jobs of this worker are left to the sweep: the database is away")

    def terminate(self, parent: Any) -> None:
        """The same when it is stopped at once."""
        self.stop(parent)


app.steps["worker"].add(HandBack)

job(mail.KIND, _("Sending a message"), lease=60, limit=120, forgets=True)(mail.deliver)
job(prune.KIND, _("Clearing out what has expired"), every="day")(prune.prune)
