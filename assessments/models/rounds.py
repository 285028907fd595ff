"""Rounds: the time in which cities assess themselves with one version of the questionnaire."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from assessments.models.questionnaires import Questionnaire
from assessments.querysets import RoundQuerySet
from networks.models import Country
from solidarity.web.templatetags.portal import partial_date


class Round(models.Model):
    """One round of a country, or of the whole region where `country` is empty.

    `closes_on` is what cities are asked to keep: nothing new is opened afterwards, and what is open stays
    open. Each change of the row counts `version` up.
    """

    class Stage(models.TextChoices):
        """How it stands on a day."""

        TO_COME = "to_come", pgettext_lazy("round", "To come")
        UNDER_WAY = "under_way", pgettext_lazy("round", "Under way")
        OVER = "over", pgettext_lazy("round", "Over")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="rounds")
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name=_("country")
    )
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ("-opens_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes_on__isnull=True) | models.Q(closes_on__gte=models.F("opens_on")),
                name="round_closes_after_it_opens",
                violation_error_message=_("The round cannot close before it opens."),
            ),
            models.CheckConstraint(
                condition=models.Q(name_es__isnull=False, name_es__gt="")
                | models.Q(name_pt_br__isnull=False, name_pt_br__gt="")
                | models.Q(name_en__isnull=False, name_en__gt=""),
                name="round_has_a_name",
                violation_error_message=_("Write the name in at least one language."),
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="round_version_from_one"),
            # Two, since an empty country differs from every other: PostgreSQL alone could say otherwise.
            models.UniqueConstraint(
                fields=["country", "questionnaire", "opens_on", "is_sample"],
                name="round_opens_once_in_country",
            ),
            models.UniqueConstraint(
                fields=["questionnaire", "opens_on", "is_sample"],
                condition=models.Q(country__isnull=True),
                name="round_opens_once_in_region",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def name_fields(cls) -> dict[str, str]:
        """The column of the name by the code of its language."""
        return {code: build_localized_fieldname("name", code) for code, _label in settings.LANGUAGES}

    @property
    def names(self) -> dict[str, str]:
        """The name by the code of its language, empty where there is none."""
        return {code: getattr(self, field) or "" for code, field in self.name_fields().items()}

    @property
    def stage(self) -> Stage:
        """How it stands today, where its reader is."""
        today = timezone.localdate()
        if self.opens_on > today:
            return self.Stage.TO_COME
        return self.Stage.OVER if self.closes_on and self.closes_on < today else self.Stage.UNDER_WAY

    def why_not_from(self, day: datetime.date) -> str:
        """Why it cannot open on `day`, in words; empty when it can. One query."""
        first = self.assessments.order_by("opened_at").values_list("opened_at", flat=True).first()
        begun = timezone.localdate(first) if first else day
        if begun >= day:
            return ""
        sentence = gettext("A self-assessment was opened in this round on %(day)s: it cannot open later.")
        return sentence % {"day": partial_date(begun)}
