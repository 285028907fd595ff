"""The job, the truth about one piece of background work; and the turn, held by one of many schedulers."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from solidarity.jobs.querysets import JobQuerySet

MAX_ATTEMPTS = 3


class Job(models.Model):
    """One piece of work that survives any process. Changed only by actions, claims and the sweep.

    `dedupe_key` is unique while the job is open; `once_key` as long as the row exists. `holder` and
    `attempts` are the fence: only the worker whose claim set them may change a running job.
    """

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("job", "Queued")
        RUNNING = "running", pgettext_lazy("job", "Running")
        DONE = "done", pgettext_lazy("job", "Done")
        FAILED = "failed", pgettext_lazy("job", "Failed")
        CANCELLED = "cancelled", pgettext_lazy("job", "Cancelled")

    class Line(models.TextChoices):
        """Two lines, so that reports cannot starve mail. The names are also those of the queues."""

        FAST = "fast", pgettext_lazy("job", "Short work")
        HEAVY = "heavy", pgettext_lazy("job", "Heavy work")

    OPEN = (State.QUEUED, State.RUNNING)
    ENDED = (State.DONE, State.FAILED, State.CANCELLED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    line = models.CharField(max_length=5, choices=Line.choices, default=Line.FAST)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="jobs"
    )
    parameters = models.JSONField(default=dict, blank=True)
    dedupe_key = models.CharField(max_length=200, blank=True)
    once_key = models.CharField(max_length=200, blank=True)

    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    holder = models.CharField(max_length=120, blank=True)
    is_cancel_requested = models.BooleanField(default=False)
    run_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    step = models.CharField(max_length=200, blank=True)
    step_done = models.PositiveIntegerField(default=0)
    step_total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    error_reference = models.CharField(_("reference"), max_length=9, blank=True)
    error_sentence = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()
    carried: Any = None  # handed by the work to `on_done` of its kind, in memory; never stored

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-queued_at", "-id")
        indexes = (
            models.Index(fields=["line", "run_at", "id"], condition=Q(state="queued"), name="job_in_line"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="job_by_lease"),
            models.Index(fields=["owner", "-queued_at"], name="job_by_owner"),
            models.Index(fields=["finished_at"], name="job_by_end"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["dedupe_key"],
                condition=Q(state__in=["queued", "running"]) & ~Q(dedupe_key=""),
                name="job_unique_while_open",
            ),
            models.UniqueConstraint(
                fields=["once_key"], condition=~Q(once_key=""), name="job_unique_for_ever"
            ),
            models.CheckConstraint(
                condition=Q(state="queued", holder="", lease_until__isnull=True, finished_at__isnull=True)
                | (
                    Q(state="running", started_at__isnull=False, lease_until__isnull=False)
                    & Q(finished_at__isnull=True)
                    & ~Q(holder="")
                )
                | Q(
                    state__in=["done", "failed", "cancelled"],
                    lease_until__isnull=True,
                    finished_at__isnull=False,
                ),
                name="job_times_fit_state",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(error_reference=""))
                | (~Q(state="failed") & Q(error_reference="", error_sentence="")),
                name="job_failed_has_reference",
            ),
            models.CheckConstraint(condition=Q(attempts__lte=MAX_ATTEMPTS), name="job_attempts_bounded"),
            models.CheckConstraint(
                condition=Q(step_done__lte=models.F("step_total")), name="job_step_within_total"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_open(self) -> bool:
        """Still waiting or running."""
        return self.state in self.OPEN

    @property
    def step_text(self) -> str:
        """What is being done, in the active language. Empty before the first step."""
        return gettext(self.step) if self.step else ""


class Turn(models.Model):
    """Whose turn it is to do something that only one process at a time should do."""

    name = models.CharField(primary_key=True, max_length=40)
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")

    def __str__(self) -> str:
        return self.name
