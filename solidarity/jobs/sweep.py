"""The safety net: whatever a broker, a worker or a scheduler lost, the sweep finds in the table."""

import datetime
import logging

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from solidarity.jobs import broker
from solidarity.jobs.actions import enqueue
from solidarity.jobs.claims import Claim
from solidarity.jobs.errors import LeaseLost
from solidarity.jobs.kinds import KINDS, JobKind
from solidarity.jobs.models import MAX_ATTEMPTS, Job, Turn

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_SWEEPS = 30
SECONDS_A_TURN_LASTS = 20
SECONDS_TO_BE_HEARD = 30
AT_MOST = 500  # messages in one sweep; the next one sends more

_PERIODS = {"hour": "%Y-%m-%dT%H", "day": "%Y-%m-%d"}


def sweep(*, fresh: bool = False) -> None:
    """Enqueue what is due by the clock, take back lost jobs, send again what no worker heard of.

    Of several schedulers one has its turn, the others do nothing. `fresh` is for the start of the embedded
    worker, whose queue is empty: everything that waits is sent at once, and no turn is awaited.
    """
    if not take_turn("sweep") and not fresh:
        return
    now = timezone.now()
    _enqueue_periodic(now)
    _take_back(now)
    _send_again(now, unheard_for=0 if fresh else SECONDS_TO_BE_HEARD)


def take_turn(name: str) -> bool:
    """Whether this process is the one to do `name` now; true for one process in each turn."""
    now = timezone.now()
    last = now - datetime.timedelta(seconds=SECONDS_A_TURN_LASTS)
    if Turn.objects.filter(name=name, taken_at__lt=last).update(taken_at=now):
        return True
    if Turn.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Turn.objects.create(name=name, taken_at=now)
    except IntegrityError:
        return False
    return True


def _enqueue_periodic(now: datetime.datetime) -> None:
    """One job in each period, however many schedulers there are and however long none ran."""
    for kind in KINDS.values():
        if kind.every:
            _enqueue_for(kind, now.astimezone(datetime.UTC).strftime(_PERIODS[kind.every]))


def _enqueue_for(kind: JobKind, period: str) -> None:
    enqueue(kind.name, by=None, parameters={"period": period}, once=f"{kind.name} {period}")


def _take_back(now: datetime.datetime) -> None:
    for job in Job.objects.unheard(now).order_by("lease_until")[:AT_MOST]:
        try:
            _settle(Claim(job, datetime.timedelta()))
        except LeaseLost:
            continue  # claimed anew, or finished, since we looked


def _settle(claim: Claim) -> None:
    """End or requeue a job whose worker died or hangs. Its attempt counts, or a killer would run for ever."""
    job = claim.job
    forget = job.kind in KINDS and KINDS[job.kind].forgets
    if job.is_cancel_requested:
        claim.cancelled(forget=forget)
    elif job.attempts < MAX_ATTEMPTS:
        logger.warning("Job %s (%s) was lost by its worker and goes back to the queue", job.pk, job.kind)
        claim.requeue(0, counted=True)
        broker.send(job)
    else:
        reference = claim.failed("", forget=forget)
        logger.error("Job %s (%s) lost its worker too often, reference %s", job.pk, job.kind, reference)


def _send_again(now: datetime.datetime, *, unheard_for: float) -> None:
    last = now - datetime.timedelta(seconds=unheard_for)
    unheard = Job.objects.due(now).filter(Q(sent_at__isnull=True) | Q(sent_at__lte=last))
    for job in unheard.order_by("run_at", "pk")[:AT_MOST]:
        if not broker.send(job):
            return
        Job.objects.waiting().filter(pk=job.pk).update(sent_at=now)
