"""Good practices that public sources or cities describe."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models.places import Country, Municipality
from networks.models.sources import Origin, Source
from networks.models.vocabularies import Criterion, Term
from networks.querysets import PracticeQuerySet
from networks.search import fold


class Practice(models.Model):
    """What a place does that works, with the source that tells of it.

    The place is a municipality of the portal, or a name and a country where it is not one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("permanent key"), max_length=80, unique=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("municipality"),
    )
    place_name = models.CharField(_("place"), max_length=160, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="practices", verbose_name=_("country"))
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("summary"))
    theme = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("theme"))
    theme_from_source = models.BooleanField(_("theme named by the source"), default=False)
    criteria = models.ManyToManyField(
        Criterion, blank=True, related_name="practices", verbose_name=_("criteria")
    )
    areas = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("areas"))
    year_from = models.PositiveSmallIntegerField(_("first year known"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("last year known"), null=True, blank=True)
    year_reported = models.PositiveSmallIntegerField(_("year of the report"), null=True, blank=True)
    people_reached = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    reach_note = models.CharField(_("what the number counts"), max_length=400, blank=True)
    partners = models.JSONField(_("partners"), default=list, blank=True)
    is_recognised = models.BooleanField(_("in the first report of Brazil"), default=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    other_sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("other sources")
    )
    note = models.TextField(_("note"), blank=True)
    origin = models.CharField(_("origin"), max_length=13, choices=Origin.choices, default=Origin.PORTAL)
    is_public = models.BooleanField(_("public"), default=False)
    search_text = models.TextField(editable=False, default="")
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(municipality__isnull=False) | ~models.Q(place_name=""),
                name="practice_has_place",
            ),
            models.CheckConstraint(
                condition=models.Q(year_from__isnull=True)
                | models.Q(year_to__isnull=True)
                | models.Q(year_to__gte=models.F("year_from")),
                name="practice_years_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the accent-free search column true to the texts."""
        self.search_text = self.searchable()
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "search_text"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def place(self) -> str:
        """The name of the place, whether or not it has a page here."""
        return self.municipality.name if self.municipality else self.place_name

    def searchable(self) -> str:
        """Title, summary, place and country in every language, folded."""
        texts = [self.place]
        for language in ("en", "es", "pt_br"):
            texts += [getattr(self, f"title_{language}"), getattr(self, f"summary_{language}")]
            texts.append(getattr(self.country, f"name_{language}"))
        return fold(" ".join(filter(None, texts)))
