"""Countries and municipalities: every kind of local authority, and associations of them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from networks.models.dates import Precision, paired
from networks.models.sources import Origin, Source
from networks.querysets import CountryQuerySet, MunicipalityQuerySet
from networks.search import fold


class Route(models.TextChoices):
    """How a place takes part: Brazil recognises practices instead of signing agreements."""

    AGREEMENT = "agreement", _("By agreement")
    RECOGNITION = "recognition", _("By recognition")
    NETWORK = "network", _("As a network")


class Country(models.Model):
    """A country of the Americas that takes part or could, with the words it uses."""

    class Ratification(models.TextChoices):
        """Whether a council usually approves an agreement, as far as sources say."""

        YES = "yes", _("Usual")
        NO = "no", _("Not needed")
        UNKNOWN = "unknown", _("Not established")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    iso2 = models.CharField(_("ISO 3166-1 code, two letters"), max_length=2, unique=True)
    iso3 = models.CharField(_("ISO 3166-1 code, three letters"), max_length=3, unique=True)
    numeric = models.CharField(_("ISO 3166-1 number"), max_length=3, unique=True)
    unhcr_code = models.CharField(_("UNHCR code"), max_length=3)
    name = models.CharField(_("name"), max_length=120)
    default_language = models.CharField(_("language"), max_length=5)
    time_zones = models.CharField(_("time zones"), max_length=300)
    council_term = models.CharField(_("name of the council"), max_length=120, blank=True)
    municipality_term = models.CharField(_("name of a municipality"), max_length=120, blank=True)
    ratification_usual = models.CharField(
        _("approval by the council"),
        max_length=7,
        choices=Ratification.choices,
        default=Ratification.UNKNOWN,
    )
    route = models.CharField(_("route"), max_length=11, choices=Route.choices)
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))
    notes = models.TextField(_("notes"), blank=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ("iso2",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ratification_usual__in=["yes", "no", "unknown"]),
                name="country_ratification_known",
            ),
            models.CheckConstraint(
                condition=models.Q(route__in=["agreement", "recognition", "network"]),
                name="country_route_known",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def time_zone(self) -> str:
        """The most usual IANA time zone."""
        return self.time_zones.split()[0]


class Municipality(models.Model):
    """Any local authority (city, province, canton, department, region) or association of them.

    Facts from public sources are public (`origin` public source); what is entered in the portal is
    seen by its own city, its country's office and the bureau until it is released.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        PROVINCE = "province", _("Province")
        DEPARTMENT = "department", _("Department")
        REGION = "region", _("Region")
        ASSOCIATION = "association", _("Association of local governments")

    class Standing(models.TextChoices):
        """What public sources allow us to say; not a legal finding."""

        MEMBER = "member", _("Member")
        AGREEMENT_ANNULLED = "agreement_annulled", _("Agreement declared unlawful")
        OBSERVER = "observer", _("Observer")
        UNKNOWN = "unknown", _("Present status not established")
        CANDIDATE = "candidate", _("Candidate")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("permanent key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="municipalities",
        verbose_name=_("country"),
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    local_designation = models.CharField(_("local designation"), max_length=120, blank=True)
    admin1_name = models.CharField(_("first administrative level"), max_length=120, blank=True)
    admin1_code = models.CharField(_("ISO 3166-2 code of the first level"), max_length=10, blank=True)
    national_code = models.CharField(_("national code"), max_length=20, blank=True)
    pcode = models.CharField(_("P-code"), max_length=20, blank=True)
    route = models.CharField(_("route"), max_length=11, choices=Route.choices)
    standing = models.CharField(_("standing"), max_length=20, choices=Standing.choices)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    joined_precision = models.CharField(
        _("precision of the date"), max_length=5, choices=Precision.choices, blank=True
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    geonameid = models.PositiveIntegerField(_("GeoNames number"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_note = models.CharField(_("note on the population"), max_length=250, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    notes = models.TextField(_("notes"), blank=True)
    origin = models.CharField(_("origin"), max_length=13, choices=Origin.choices, default=Origin.PORTAL)
    is_public = models.BooleanField(_("public"), default=False)
    is_sample = models.BooleanField(_("sample data"), default=False)
    search_text = models.TextField(editable=False, default="")
    updated_at = models.DateTimeField(auto_now=True)

    objects = MunicipalityQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["search_text", "updated_at"])

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ("name", "id")
        indexes = (
            models.Index(fields=["name", "id"], name="municipality_by_name"),
            models.Index(fields=["search_text", "id"], name="municipality_by_search"),
            models.Index(fields=["updated_at", "id"], name="municipality_by_update"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="association") | models.Q(country__isnull=False),
                name="municipality_has_country",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="municipality_point_on_earth",
            ),
            models.CheckConstraint(
                condition=~models.Q(origin="public_source") | models.Q(source__isnull=False),
                name="municipality_public_fact_has_source",
            ),
            models.CheckConstraint(
                condition=models.Q(is_sample=False) | models.Q(is_public=False),
                name="municipality_sample_never_public",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["municipality", "province", "department", "region", "association"]
                ),
                name="municipality_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    standing__in=["member", "agreement_annulled", "observer", "unknown", "candidate"]
                ),
                name="municipality_standing_known",
            ),
            models.CheckConstraint(
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("id")),
                name="municipality_not_part_of_itself",
            ),
            paired("joined_on", "joined_precision", "municipality_joined_paired"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the accent-free search column true to the name and what stands around it."""
        self.search_text = self.searchable()
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "search_text"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def searchable(self) -> str:
        """The text that a search looks in: names of the place and its country in every language."""
        country = self.country
        names = [country.name_en, country.name_es, country.name_pt_br] if country else []  # type: ignore[attr-defined]
        return fold(" ".join([self.name, self.admin1_name, self.local_designation, *filter(None, names)]))

    @property
    def point(self) -> tuple[float, float] | None:
        """(longitude, latitude) in degrees, or None where the place has no point."""
        if self.latitude is None or self.longitude is None:
            return None
        return float(self.longitude), float(self.latitude)
