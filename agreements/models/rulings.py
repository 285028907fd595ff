"""What public sources tell of an instrument's life: dated events, and rulings that bear on several."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement
from agreements.querysets import PublicFactQuerySet
from networks.models import Country, Source, Term
from networks.models.dates import Precision, paired


class Ruling(models.Model):
    """A decision of a court or control body about instruments. What authorities did next may be unknown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("permanent key"), max_length=80, unique=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    body = models.CharField(_("body"), max_length=250)
    number = models.CharField(_("number"), max_length=80)
    decided_on = models.DateField(_("date"), null=True, blank=True)
    decided_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    summary = models.TextField(_("summary"))
    sources = models.ManyToManyField(Source, blank=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    objects = PublicFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        ordering = ("slug",)
        constraints = (paired("decided_on", "decided_precision", "ruling_date_paired"),)

    def __str__(self) -> str:
        return f"{self.body}, {self.number}"


class AgreementEvent(models.Model):
    """A dated fact in the life of an instrument, as a public source tells it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="events")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("kind"))
    happened_on = models.DateField(_("date"), null=True, blank=True)
    happened_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    ruling = models.ForeignKey(Ruling, models.PROTECT, null=True, blank=True, related_name="events")
    later_agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="earlier_events"
    )

    class Meta:
        verbose_name = _("event of an agreement")
        verbose_name_plural = _("events of agreements")
        ordering = ("agreement", "position")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "position"], name="agreement_event_position_unique"),
            paired("happened_on", "happened_precision", "agreement_event_date_paired"),
            models.CheckConstraint(
                condition=models.Q(later_agreement__isnull=True)
                | ~models.Q(later_agreement=models.F("agreement")),
                name="agreement_event_names_another",
            ),
        )

    def __str__(self) -> str:
        return str(self.kind)
