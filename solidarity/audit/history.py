"""What history pieces show: {% include "audit/_history.html" with events=events only %}."""

from collections.abc import Collection
from uuid import UUID

from django.db import models

from solidarity.audit.models import Event, EventQuerySet

NEWEST = 20


def history_of(target: models.Model) -> EventQuerySet:
    """The newest events about `target`. Whoever asks has already been shown the object."""
    return Event.objects.about(target)[:NEWEST]


def latest_about(kinds: Collection[type[models.Model]], ids: Collection[UUID] | None) -> EventQuerySet:
    """The newest events about rows of these models: those with these ids, or all for None."""
    events = Event.objects.filter(object_type__in=[model._meta.label_lower for model in kinds])
    if ids is not None:
        events = events.filter(object_id__in=[str(pk) for pk in ids])
    return events[:NEWEST]
