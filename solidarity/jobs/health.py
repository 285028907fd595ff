"""How the background work fares, in figures for `/healthz/ready`. Shows nothing of any job."""

import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from solidarity.jobs.models import Job, Turn


def summary() -> dict[str, float | None]:
    """Seconds since a worker last swept (None: never), and how many jobs wait, for how long, and run.

    `oldest_waiting_seconds` counts from the moment a job could have started; None when nothing waits.
    """
    now = timezone.now()
    due = Q(state=Job.State.QUEUED, run_at__lte=now)
    figures = Job.objects.filter(state__in=Job.OPEN).aggregate(
        waiting=Count("pk", filter=due),
        running=Count("pk", filter=Q(state=Job.State.RUNNING)),
        oldest=Min("run_at", filter=due),
    )
    seen = Turn.objects.filter(name="sweep").values_list("taken_at", flat=True).first()
    return {
        "waiting": figures["waiting"],
        "running": figures["running"],
        "oldest_waiting_seconds": _seconds(now, figures["oldest"]),
        "worker_seen_seconds": _seconds(now, seen),
    }


def _seconds(now: datetime.datetime, then: datetime.datetime | None) -> float | None:
    return None if then is None else max(0.0, round((now - then).total_seconds(), 1))
