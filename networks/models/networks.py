"""City networks, associations and groups, and who belongs to them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models.dates import Precision, paired
from networks.models.places import Country, Municipality
from networks.models.sources import Origin, Source
from networks.models.vocabularies import Term
from networks.querysets import NetworkQuerySet


class Network(models.Model):
    """A network of cities. Members are listed only where a source names them."""

    class Link(models.TextChoices):
        PROGRAMME = "programme", _("Network of the programme")
        NEIGHBOUR = "neighbour", _("Related body")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("permanent key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=250)
    kind = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("kind"))
    link = models.CharField(_("link"), max_length=9, choices=Link.choices)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="networks", verbose_name=_("countries")
    )
    members = models.ManyToManyField(
        Municipality, through="Membership", blank=True, related_name="networks", verbose_name=_("members")
    )
    countries_note = models.CharField(_("note on the countries"), max_length=250, blank=True)
    as_member = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="as_networks",
        verbose_name=_("the network as a member"),
    )
    since = models.DateField(_("since"), null=True, blank=True)
    since_precision = models.CharField(
        _("precision of the date"), max_length=5, choices=Precision.choices, blank=True
    )
    size = models.PositiveIntegerField(_("size"), null=True, blank=True)
    size_note = models.CharField(_("note on the size"), max_length=400, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))
    note = models.TextField(_("note"), blank=True)
    origin = models.CharField(_("origin"), max_length=13, choices=Origin.choices, default=Origin.PORTAL)
    is_public = models.BooleanField(_("public"), default=False)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ("slug",)
        constraints = (
            paired("since", "since_precision", "network_since_paired"),
            models.CheckConstraint(
                condition=models.Q(link__in=["programme", "neighbour"]), name="network_link_known"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That a municipality belongs to a network, as a source says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(
        Network, models.CASCADE, related_name="memberships", verbose_name=_("network")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="memberships", verbose_name=_("municipality")
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (models.UniqueConstraint(fields=["network", "municipality"], name="membership_unique"),)

    def __str__(self) -> str:
        return f"{self.municipality} · {self.network}"
