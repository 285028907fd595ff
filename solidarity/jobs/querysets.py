"""What can be seen of the jobs table, and named ways to narrow and annotate it."""

import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

if TYPE_CHECKING:
    from solidarity.accounts.models import User
    from solidarity.jobs.models import Job  # noqa: F401


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, by who may see them and by what should happen to them next."""

    def visible_to(self, user: "User | AnonymousUser") -> "JobQuerySet":
        """One's own jobs. Jobs of the portal itself are seen by nobody."""
        return self.filter(owner_id=user.pk) if user.is_authenticated else self.none()

    def waiting(self) -> "JobQuerySet":
        """In the queue, now or for later."""
        return self.filter(state=self.model.State.QUEUED)

    def running(self) -> "JobQuerySet":
        """Claimed by a worker that has not ended."""
        return self.filter(state=self.model.State.RUNNING)

    def due(self, now: datetime.datetime) -> "JobQuerySet":
        """Waiting, and their time has come."""
        return self.waiting().filter(run_at__lte=now)

    def unheard(self, now: datetime.datetime) -> "JobQuerySet":
        """Running, but the lease is over: the worker died or hangs."""
        return self.running().filter(lease_until__lt=now)

    def claimable(self, now: datetime.datetime, *, attempts: int) -> "JobQuerySet":
        """Those a worker may start: due, or unheard of; and tried less than `attempts` times."""
        free = models.Q(state=self.model.State.QUEUED, run_at__lte=now)
        unheard = models.Q(state=self.model.State.RUNNING, lease_until__lt=now)
        return self.filter(free | unheard, attempts__lt=attempts)

    def with_place(self) -> "JobQuerySet":
        """`place`: 1 for the next in its line, 0 for a job that is not waiting."""
        before = (
            self.model._default_manager.filter(state=self.model.State.QUEUED, line=models.OuterRef("line"))
            .filter(
                models.Q(run_at__lt=models.OuterRef("run_at"))
                | models.Q(run_at=models.OuterRef("run_at"), pk__lt=models.OuterRef("pk"))
            )
            .order_by()
            .values("line")
            .annotate(count=models.Count("pk"))
            .values("count")
        )
        return self.annotate(
            place=models.Case(
                models.When(
                    state=self.model.State.QUEUED,
                    then=Coalesce(models.Subquery(before), 0, output_field=models.IntegerField()) + 1,
                ),
                default=0,
                output_field=models.IntegerField(),
            )
        )

    def ended_before(self, days: int) -> "JobQuerySet":
        """Ended at least `days` days ago, whatever the outcome."""
        return self.filter(finished_at__lt=timezone.now() - datetime.timedelta(days=days))
