"""What can be seen of reports, and what is computed of their jobs."""

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from networks.access import Person, territory_of
from solidarity.jobs.models import Job

if TYPE_CHECKING:
    from solidarity.reports.models import Report  # noqa: F401

WHOLE = 100


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Person) -> "ReportQuerySet":
        """One's own reports, as long as the city lies in one's territory: they hold what one could read."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(territory_of(user).condition("municipality"), requested_by=user)

    def with_state(self) -> "ReportQuerySet":
        """`state` as people and programs read it, and `percent` of the work that is done."""
        states = self.model.State
        over = Q(html="") | Q(expires_at__lte=timezone.now())
        running = Q(job__state=Job.State.RUNNING, job__step_total__gt=0)
        state = Case(
            When(Q(job__state=Job.State.DONE) & over, then=Value(states.EXPIRED)),
            When(job__state=Job.State.DONE, then=Value(states.READY)),
            default=F("job__state"),
            output_field=models.CharField(),
        )
        percent = Case(
            When(job__state=Job.State.DONE, then=Value(WHOLE)),
            When(running, then=WHOLE * F("job__step_done") / Greatest(F("job__step_total"), 1)),
            default=Value(0),
            output_field=models.IntegerField(),
        )
        return self.annotate(**{"state": state, "percent": percent})

    def with_place(self) -> "ReportQuerySet":
        """`place` in the queue: 1 for the next one, 0 for what does not wait."""
        waiting = Job.objects.with_place().filter(pk=OuterRef("job")).values(*["place"])
        place = Coalesce(Subquery(waiting[:1]), 0, output_field=models.IntegerField())
        return self.annotate(**{"place": place})

    def for_page(self) -> "ReportQuerySet":
        """With what a row of the list or the page of a report shows, in one query."""
        return self.select_related("municipality__country", "job", "file", "requested_by").defer("html")

    def unfinished(self) -> "ReportQuerySet":
        """Waiting or being made."""
        return self.filter(job__state__in=Job.OPEN)

    def over(self, now: datetime.datetime) -> "ReportQuerySet":
        """Those whose files are past their time and not removed yet."""
        return self.filter(expires_at__lte=now).exclude(html="")

    def ended_before(self, moment: datetime.datetime) -> "ReportQuerySet":
        """Those whose job ended before that moment, whatever the outcome."""
        return self.filter(job__finished_at__lt=moment)
