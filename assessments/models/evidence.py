"""What a city shows for an answer: a file or the address of a page."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.assessments import Assessment
from assessments.models.questionnaires import Question
from assessments.querysets import EvidenceQuerySet
from solidarity.files.models import StoredFile

LONGEST_TITLE = 200
LONGEST_ADDRESS = 500
MOST_FOR_ONE_QUESTION = 20


class Evidence(models.Model):
    """One piece of evidence for one item: a stored file or a link, never both.

    It is seen by whoever sees the assessment, so it may hold nothing about single refugees.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="evidence")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    title = models.CharField(
        _("title"),
        max_length=LONGEST_TITLE,
        help_text=_("Nothing that lets anybody recognise a refugee: no names, photos or case numbers."),
    )
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.URLField(_("link"), max_length=LONGEST_ADDRESS, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("added_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(models.Q(file__isnull=False), address="")
                | models.Q(~models.Q(address=""), file__isnull=True),
                name="evidence_file_or_link",
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="evidence_has_title"),
        )

    def __str__(self) -> str:
        return self.title
