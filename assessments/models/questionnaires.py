"""The versioned questionnaire: frozen once published, so that old scores never shift under new words."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.querysets import QuestionnaireQuerySet, QuestionQuerySet
from networks.models import Criterion


class Questionnaire(models.Model):
    """One version of the self-assessment, with its scale and its rules of counting.

    `rules` holds the scoring rules of the version as data: formula, minimum coverage (percent of a
    criterion's weight), readings and award thresholds (percent). Texts inside JSON are kept by language code:
    `{"en": …, "es": …, "pt-br": …}`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.CharField(_("version"), max_length=20, unique=True)
    is_official = models.BooleanField(_("official text"), default=False)
    levels = models.JSONField(_("scale"), help_text=_("Names and meanings of the five levels."))
    facets = models.JSONField(_("facets"))
    competences = models.JSONField(_("competences"))
    answer_states = models.JSONField(_("answer states"))
    rules = models.JSONField(_("rules of counting"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ("-version",)

    def __str__(self) -> str:
        return self.version


class Question(models.Model):
    """One item: what is asked, how to find out, and what each level looks like."""

    class Facet(models.TextChoices):
        NORM = "norm", _("Rule")
        PRACTICE = "practice", _("Practice")
        REACH = "reach", _("Reach")

    class Competence(models.TextChoices):
        MUNICIPAL = "municipal", _("Municipal")
        SHARED = "shared", _("Shared")
        OTHER_LEVEL = "other_level", _("Another level of state")
        UNCLEAR = "unclear", _("Unclear")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="questions", verbose_name=_("questionnaire")
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="questions", verbose_name=_("criterion")
    )
    code = models.CharField(_("code"), max_length=10)
    position = models.PositiveSmallIntegerField(_("position"))
    facet = models.CharField(_("facet"), max_length=8, choices=Facet.choices)
    is_key = models.BooleanField(_("key item"), default=False)
    weight = models.PositiveSmallIntegerField(_("weight"))
    competence = models.CharField(_("usual competence"), max_length=11, choices=Competence.choices)
    competence_note = models.TextField(_("note on the competence"), blank=True)
    text = models.TextField(_("question"))
    guidance = models.TextField(_("how to find out"), blank=True)
    evidence = models.JSONField(
        _("evidence"), default=dict, help_text=_("Suggested evidence: a list for each language.")
    )
    tags = models.JSONField(_("areas"), default=list)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("questionnaire", "position")
        constraints = (
            models.UniqueConstraint(fields=["questionnaire", "code"], name="question_code_unique"),
            models.UniqueConstraint(fields=["questionnaire", "position"], name="question_position_unique"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=3), name="question_weight_one_to_three"
            ),
            models.CheckConstraint(
                condition=models.Q(competence__in=["municipal", "shared", "other_level", "unclear"]),
                name="question_competence_known",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Level(models.Model):
    """What one level, 0 to 4, looks like for one question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="levels")
    value = models.PositiveSmallIntegerField(_("level"))
    description = models.TextField(_("description"))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ("question", "value")
        constraints = (
            models.UniqueConstraint(fields=["question", "value"], name="level_unique"),
            models.CheckConstraint(condition=models.Q(value__lte=4), name="level_zero_to_four"),
        )

    def __str__(self) -> str:
        return f"{self.question} · {self.value}"


class SuggestedCommitment(models.Model):
    """A commitment that the questionnaire suggests for a question, with its indicator."""

    class Unit(models.TextChoices):
        YES_NO = "yes_no", _("yes or no")
        PERCENT = "percent", _("per cent")
        NUMBER = "number", _("number")
        DAYS = "days", _("days")
        CURRENCY = "currency", _("local currency")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="commitments")
    code = models.CharField(_("code"), max_length=12)
    text = models.TextField(_("commitment"))
    indicator = models.CharField(_("indicator"), max_length=400)
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices)

    class Meta:
        verbose_name = _("suggested commitment")
        verbose_name_plural = _("suggested commitments")
        ordering = ("question", "code")
        constraints = (
            models.UniqueConstraint(fields=["question", "code"], name="suggested_commitment_code_unique"),
            models.CheckConstraint(
                condition=models.Q(unit__in=["yes_no", "percent", "number", "days", "currency"]),
                name="suggested_commitment_unit_known",
            ),
        )

    def __str__(self) -> str:
        return self.code
