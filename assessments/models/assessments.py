"""The self-assessment of one city in one round."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.models.questionnaires import Question, Questionnaire
from assessments.models.rounds import Round
from assessments.querysets import AssessmentQuerySet
from networks.models import Criterion, Municipality


class Assessment(models.Model):
    """One city's answers to one version of the questionnaire, and how far they have come.

    `answered` counts the items that have one of the four answer states, of `items` in all. Every save of
    an answer updates this row first, so the counter is also the lock that keeps a save and a submission
    apart. `returned_at` is filled when an officer last returned items: from then on only the items with an
    open review can be answered.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SUBMITTED = "submitted", _("Submitted")
        VALIDATED = "validated", _("Validated")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="assessments")
    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="assessments")
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    answered = models.PositiveSmallIntegerField(_("items answered"), default=0)
    items = models.PositiveSmallIntegerField(_("items"))
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    return_note = models.TextField(_("note of the return"), blank=True)
    validated_at = models.DateTimeField(_("validated at"), null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_sample = models.BooleanField(_("sample data"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ("-opened_at", "id")
        indexes = (models.Index(fields=["updated_at", "id"], name="assessment_by_update"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "submitted", "validated"]),
                name="assessment_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(answered__lte=models.F("items"), items__gte=1),
                name="assessment_answered_of_items",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | models.Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="assessment_submitted_paired",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(submitted_at__isnull=False),
                name="assessment_submitted_has_when",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(answered=models.F("items")),
                name="assessment_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(returned_at__isnull=True, returned_by__isnull=True)
                | models.Q(returned_at__isnull=False, returned_by__isnull=False),
                name="assessment_returned_paired",
            ),
            models.CheckConstraint(
                condition=models.Q(state="validated", validated_at__isnull=False, validated_by__isnull=False)
                | models.Q(
                    ~models.Q(state="validated"), validated_at__isnull=True, validated_by__isnull=True
                ),
                name="assessment_validated_paired",
            ),
            models.CheckConstraint(
                condition=models.Q(validated_by__isnull=True)
                | ~models.Q(validated_by=models.F("submitted_by")),
                name="assessment_validator_did_not_submit",
            ),
            models.UniqueConstraint(
                fields=["municipality", "round"],
                condition=models.Q(state__in=["open", "submitted"]),
                name="assessment_one_under_way",
                violation_error_message=_("This city already has a self-assessment under way in this round."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality} · {self.round}"

    @property
    def is_reopened(self) -> bool:
        """Whether it is open again for returned items alone."""
        return self.state == self.State.OPEN and self.returned_at is not None

    @property
    def state_in_words(self) -> str:
        """The state as its tag and every sentence call it: an open one says how far it has come."""
        if self.state == self.State.VALIDATED:
            return gettext("Validated")
        if self.state == self.State.SUBMITTED:
            return gettext("Sent, to validate")
        if self.is_reopened:
            return gettext("Returned by UNHCR")
        return gettext("In progress") if self.answered else gettext("Not started")

    @property
    def percent_answered(self) -> int:
        """How much is answered, as a whole per cent rounded down."""
        return self.answered * 100 // self.items

    def missing_to_submit(self) -> list[str | Promise]:
        """What still has to be done, a sentence for each criterion and each returned item."""
        return [*self._unanswered(), *self._returned_untouched()]

    def _unanswered(self) -> list[str]:
        done = self.answers.exclude(state="").values("question")
        open_items = Question.objects.filter(questionnaire=self.questionnaire_id).exclude(pk__in=done)
        # Whole rows of criteria, since only they know the language in use.
        criteria: Any = (
            Criterion.objects.filter(questions__in=open_items)
            .annotate(count=models.Count("questions"))
            .order_by("number")
        )
        return [
            ngettext(
                "Criterion %(number)d, %(title)s: %(count)d question has no answer yet.",
                "Criterion %(number)d, %(title)s: %(count)d questions have no answer yet.",
                row.count,
            )
            % {"number": row.number, "title": row.title, "count": row.count}
            for row in criteria
        ]

    def _returned_untouched(self) -> list[str]:
        if self.returned_at is None:
            return []
        from assessments.catalog import items_of  # it stands on the models

        untouched = self.reviews.open().untouched()
        codes = untouched.order_by("question__position").values_list("question__code", flat=True)
        items = items_of(self.questionnaire_id)
        sentence = gettext("Question %(label)s was returned: save its answer again, changed or confirmed.")
        return [sentence % {"label": items[code].label} for code in codes]
