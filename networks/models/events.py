"""Dated events of the programme: meetings, consultations, forums, signing ceremonies."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models.dates import Precision
from networks.models.networks import Network
from networks.models.places import Country, Municipality
from networks.models.sources import Origin, Source
from networks.models.vocabularies import Term
from networks.querysets import EventQuerySet


class Event(models.Model):
    """Something that happened on a day, as far as a source says which."""

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("permanent key"), max_length=80, unique=True)
    kind = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("kind"))
    title = models.CharField(_("title"), max_length=300)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    precision = models.CharField(
        _("precision of the date"), max_length=5, choices=Precision.choices, blank=True
    )
    is_year_inferred = models.BooleanField(_("year concluded from other facts"), default=False)
    place = models.CharField(_("place"), max_length=160, blank=True)
    mode = models.CharField(_("mode"), max_length=9, choices=Mode.choices, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("country")
    )
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="events", verbose_name=_("municipalities")
    )
    networks = models.ManyToManyField(Network, blank=True, related_name="events", verbose_name=_("networks"))
    agreement_key = models.CharField(_("agreement"), max_length=80, blank=True)
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    participants_of = models.CharField(_("what the number counts"), max_length=250, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    other_sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("other sources")
    )
    note = models.TextField(_("note"), blank=True)
    origin = models.CharField(_("origin"), max_length=13, choices=Origin.choices, default=Origin.PORTAL)
    is_public = models.BooleanField(_("public"), default=False)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-starts_on", "slug")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True, precision="")
                | models.Q(starts_on__isnull=False, precision__in=["day", "month", "year"]),
                name="event_date_paired",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="event_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.title
