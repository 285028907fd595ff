"""Instruments of UNHCR with local authorities that no source names as members of the programme."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.querysets import RelatedInstrumentQuerySet
from networks.models import Country, Source, Term
from networks.models.dates import Precision, paired


class RelatedInstrument(models.Model):
    """A neighbour of the programme's instruments: shown beside them, never counted among members."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("permanent key"), max_length=80, unique=True)
    place_name = models.CharField(_("place"), max_length=160)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    kind = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("kind"))
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    valid_from = models.DateField(_("in force since"), null=True, blank=True)
    valid_to = models.DateField(_("valid through"), null=True, blank=True)
    valid_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    areas = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("areas"))
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    objects = RelatedInstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("related instrument")
        verbose_name_plural = _("related instruments")
        ordering = ("slug",)
        constraints = (paired("signed_on", "signed_precision", "related_signed_date_paired"),)

    def __str__(self) -> str:
        return f"{self.kind} · {self.place_name}"
