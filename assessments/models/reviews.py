"""What an officer says about items, and what is frozen when a city submits."""

import hashlib
import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.assessments import Assessment
from assessments.models.questionnaires import Question
from assessments.querysets import ReviewQuerySet

LONGEST_COMMENT = 2000


class ItemReview(models.Model):
    """One item that an officer returned with a comment. It is open until the city submits again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="reviews")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    comment = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(_("returned at"))
    closed_at = models.DateTimeField(_("submitted again at"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("returned item")
        verbose_name_plural = _("returned items")
        ordering = ("-returned_at", "question__position")
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "question"],
                condition=models.Q(closed_at__isnull=True),
                name="review_one_open",
            ),
            models.CheckConstraint(condition=~models.Q(comment=""), name="review_has_comment"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(closed_at__gte=models.F("returned_at")),
                name="review_closed_after_returned",
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.comment}"


class Snapshot(models.Model):
    """Answers and scores as they were when the city submitted: never changed, never computed again.

    `content` is described in `assessments.freezing`; `overall_*` repeat the overall scores as they are
    shown, for lists. `number` counts the submissions of one assessment.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField(_("submission"))
    content = models.JSONField(_("answers and scores"))
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    overall_municipal = models.DecimalField(
        _("overall, what the city can do"), max_digits=2, decimal_places=1, null=True, blank=True
    )
    overall_territorial = models.DecimalField(
        _("overall, what people find"), max_digits=2, decimal_places=1, null=True, blank=True
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("frozen result")
        verbose_name_plural = _("frozen results")
        ordering = ("assessment", "-number")
        constraints = (
            models.UniqueConstraint(fields=["assessment", "number"], name="snapshot_number_unique"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="snapshot_number_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.assessment} · {self.number}"

    @property
    def is_intact(self) -> bool:
        """Whether the content still is what was frozen."""
        return self.digest == digest_of(self.content)


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of `content` in its one canonical form: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
