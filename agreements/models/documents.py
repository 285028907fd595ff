"""The papers of an agreement: each a stored file with its kind, and a version where one replaces another."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement
from agreements.querysets import DocumentQuerySet
from solidarity.accounts.models import User
from solidarity.files.models import StoredFile


class AgreementDocument(models.Model):
    """One version of one paper. `series` is the same for all versions; what nothing replaces is current."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("Signed agreement")
        APPROVAL = "approval", _("Act of approval")
        ANNEX = "annex", _("Annex")
        OTHER = "other", _("Other document")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=250)
    language = models.CharField(_("language"), max_length=5, choices=Agreement.Language.choices)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("agreement", "-added_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["series", "version"], name="document_version_unique"),
            models.CheckConstraint(
                condition=models.Q(version=1, replaces__isnull=True)
                | models.Q(version__gt=1, replaces__isnull=False),
                name="document_later_version_replaces",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["agreement", "approval", "annex", "other"]),
                name="document_kind_known",
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="document_has_title"),
        )

    def __str__(self) -> str:
        return self.title
