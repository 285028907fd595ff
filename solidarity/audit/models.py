"""The event table. Rows hold text, so they stay readable when what they speak of has gone."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from solidarity.audit.verbs import sentence


class EventQuerySet(models.QuerySet["Event"]):
    """Events are read by object or by place; whoever asks has already been shown the object."""

    def about(self, target: models.Model) -> "EventQuerySet":
        """The history of one object, newest first."""
        return self.filter(object_type=target._meta.label_lower, object_id=str(target.pk))


class Event(models.Model):
    """One thing that one person (or the portal itself) did."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_label = models.CharField(_("who"), max_length=120, blank=True)
    verb = models.CharField(_("what"), max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(max_length=250)
    details = models.JSONField(default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    request_id = models.CharField(max_length=36, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=["object_type", "object_id", "-at"], name="event_by_object"),
            models.Index(fields=["-at"], name="event_by_time"),
        )

    def __str__(self) -> str:
        return self.sentence

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Events are only ever added; the database refuses changes as well."""
        if not self._state.adding:
            raise TypeError("Events are never changed.")
        super().save(*args, **kwargs)

    @property
    def sentence(self) -> str:
        """What happened, in the active language."""
        return sentence(self.verb, actor=self.actor_label, object=self.object_label, **self.details)
