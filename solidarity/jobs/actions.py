"""What is done to jobs from outside: enqueue and cancel."""

import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from solidarity.jobs import broker
from solidarity.jobs.kinds import KINDS
from solidarity.jobs.models import Job

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from solidarity.accounts.models import User


def enqueue(
    kind: str,
    *,
    by: "User | AnonymousUser | None",
    parameters: dict[str, Any],
    dedupe: str = "",
    once: str = "",
    run_at: datetime.datetime | None = None,
) -> Job:
    """Add a job in the caller's transaction; its id is sent when that commits.

    With `dedupe`, an open job of the same key is returned instead; with `once`, any job of the same key.
    Keys are shared by all: put the owner in when it matters. `by=None` means the portal itself.
    Raises KeyError for an unknown kind. Never fails, nor waits long, because of the broker.
    """
    spec, now = KINDS[kind], timezone.now()
    twin = _twin(dedupe, once)
    if twin:
        return twin
    due = run_at is None or run_at <= now
    new = Job(
        kind=spec.name,
        line=Job.Line.HEAVY if spec.heavy else Job.Line.FAST,
        owner=by if by is not None and by.is_authenticated else None,
        parameters=parameters,
        dedupe_key=dedupe,
        once_key=once,
        run_at=run_at or now,
        queued_at=now,
        sent_at=now if due else None,
    )
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        twin = _twin(dedupe, once)  # made by somebody else since we looked
        if twin is None:
            raise
        return twin
    if due:
        transaction.on_commit(partial(broker.send, new), robust=True)
    return new


def cancel(job: Job, *, by: "User") -> None:
    """End a waiting job now, a running one at its next step. Another's or ended jobs are left alone."""
    mine = Job.objects.visible_to(by).filter(pk=job.pk)
    forgotten: dict[str, Any] = {"parameters": {}} if KINDS[job.kind].forgets else {}
    if not mine.waiting().update(state=Job.State.CANCELLED, finished_at=timezone.now(), **forgotten):
        mine.running().update(is_cancel_requested=True)


def _twin(dedupe: str, once: str) -> Job | None:
    same = Q(pk__in=())
    if dedupe:
        same |= Q(dedupe_key=dedupe, state__in=Job.OPEN)
    if once:
        same |= Q(once_key=once)
    return Job.objects.filter(same).first() if dedupe or once else None
