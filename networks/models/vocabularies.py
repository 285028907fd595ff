"""Words of the programme kept as data: controlled lists, and the ten permanent criteria."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.access import Person
from networks.models.sources import Source


class Vocabulary(models.Model):
    """One controlled list, such as strategic areas. `code` is permanent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=50, unique=True)
    is_official = models.BooleanField(_("official"), default=False)
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class TermQuerySet(models.QuerySet["Term"]):
    def of(self, vocabulary: str) -> "TermQuerySet":
        """The terms of one list, in its own order."""
        return self.filter(vocabulary__code=vocabulary)

    def current(self) -> "TermQuerySet":
        """Terms that may still be chosen."""
        return self.filter(is_retired=False)


class Term(models.Model):
    """One entry of a controlled list. Codes are never reused; an entry out of use is retired."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vocabulary = models.ForeignKey(
        Vocabulary, models.PROTECT, related_name="terms", verbose_name=_("vocabulary")
    )
    code = models.CharField(_("code"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    details = models.JSONField(
        _("details"), default=dict, blank=True, help_text=_("What only this list says: a year, local names.")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    is_retired = models.BooleanField(_("retired"), default=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("vocabulary", "position")
        constraints = (
            models.UniqueConstraint(fields=["vocabulary", "code"], name="term_code_unique_in_vocabulary"),
        )

    def __str__(self) -> str:
        return self.short_name or self.name


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def visible_to(self, user: Person) -> "CriterionQuerySet":  # noqa: ARG002
        """The criteria are public."""
        return self.all()


class Criterion(models.Model):
    """One of the ten core criteria. Titles and scopes are translated data; the code is permanent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=3, unique=True)
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    scope = models.TextField(_("scope"))
    crosswalk = models.JSONField(
        _("cross-walk"), default=dict, help_text=_("Codes of related frameworks, inferred by the project.")
    )
    recommendations = models.JSONField(
        _("recommendations"), default=list, help_text=_("What the Quito debate added, in three languages.")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=10), name="criterion_one_to_ten"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
