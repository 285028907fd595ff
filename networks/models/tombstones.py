"""What is no longer public: clients that keep a copy ask for it with `updated_since`."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

RESOURCES = {  # model: its name in the API
    "municipality": "municipalities",
    "network": "networks",
    "practice": "practices",
    "event": "events",
    "agreement": "agreements",
}


class TombstoneManager(models.Manager["Tombstone"]):
    def follow(self, row: Any) -> None:
        """Keep the tombstone of a record true to its `is_public`: there while hidden, gone when public again.

        `row` is a municipality, network, practice, event or agreement that was public before.
        """
        name = {"resource": RESOURCES[row._meta.model_name], "object_id": row.pk}
        if row.is_public:
            self.filter(**name).delete()
        else:
            self.get_or_create(**name)


class Tombstone(models.Model):
    """That a record the API once showed to everybody was withdrawn, and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resource = models.CharField(_("resource"), max_length=40)
    object_id = models.UUIDField(_("identifier"))
    removed_at = models.DateTimeField(_("removed at"), auto_now_add=True)

    objects = TombstoneManager()

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        ordering = ("removed_at", "id")
        indexes = (models.Index(fields=["resource", "removed_at", "id"], name="tombstone_by_time"),)
        constraints = (models.UniqueConstraint(fields=["resource", "object_id"], name="tombstone_unique"),)

    def __str__(self) -> str:
        return f"{self.resource} {self.object_id}"
