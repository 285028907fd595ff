"""Where a fact comes from. Shown by its title; the address only where there is one."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Whether the reference data of public sources made a record, or people in the portal."""

    PUBLIC_SOURCE = "public_source", _("Public source")
    PORTAL = "portal", _("Entered in the portal")


class Source(models.Model):
    """A page or document that states facts. A founding document that is not online has no address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=400)
    address = models.URLField(_("address"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=["title", "address"], name="source_unique"),)

    def __str__(self) -> str:
        return self.title


class LoadedFiles(models.Model):
    """Which state of the reference files the tables hold: one row, so that a second start is quick."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    checksum = models.CharField(_("checksum"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now=True)

    class Meta:
        verbose_name = _("loaded files")
        verbose_name_plural = _("loaded files")
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="loaded_files_one_row"),)

    def __str__(self) -> str:
        return self.checksum
