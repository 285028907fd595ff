"""Rounds: the time in which cities assess themselves with one version of the questionnaire."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.questionnaires import Questionnaire
from assessments.querysets import RoundQuerySet
from networks.models import Country


class Round(models.Model):
    """One round of a country, or of the whole region where `country` is empty.

    `closes_on` is what cities are asked to keep; it shuts nothing by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="rounds")
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name=_("country")
    )
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)
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
        )

    def __str__(self) -> str:
        return self.name
