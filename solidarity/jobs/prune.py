"""Clears out what has expired: sessions, cache rows, old jobs, and what other storeys registered."""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_noop

from solidarity.jobs.models import Job
from solidarity.jobs.progress import Progress

KIND = "jobs.prune"
DAYS_JOBS_ARE_KEPT = 30

Pruner = Callable[[], int]

# name → a function that deletes what has expired and returns how many rows went
PRUNERS: dict[str, Pruner] = {}


def pruner(name: str) -> Callable[[Pruner], Pruner]:
    """Register a function of any storey to be called once a day; it returns how many rows went."""

    def register(function: Pruner) -> Pruner:
        PRUNERS[name] = function
        return function

    return register


def prune(_job: Job, progress: Progress) -> dict[str, int]:
    """The daily job. Its result says how many rows went, by name."""
    gone = {}
    # Upper storeys registered last and go first, so that what hangs on a job goes before the job.
    for done, (name, function) in enumerate(reversed(PRUNERS.items())):
        progress.step(gettext_noop("Clearing out what has expired"), done, len(PRUNERS))
        gone[name] = function()
    return gone


@pruner("sessions")
def _sessions() -> int:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    expired = store.get_model_class().objects.filter(expire_date__lt=timezone.now())
    return int(expired.delete()[0])


@pruner("cache")
def _cache_rows() -> int:
    # Django removes expired rows only as it meets them; rows nobody asks for again would stay.
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 - a name of our settings
        return int(cursor.rowcount)


@pruner("jobs")
def _old_jobs() -> int:
    return Job.objects.ended_before(DAYS_JOBS_ARE_KEPT).delete()[0]
