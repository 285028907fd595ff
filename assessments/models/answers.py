"""Answers, and every version of them: nothing that was typed is lost."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assessments import Assessment
from assessments.models.questionnaires import Question
from assessments.querysets import AnswerQuerySet, RevisionQuerySet

LONGEST_TEXT = 4000
LONGEST_LINE = 200


class Answer(models.Model):
    """What a city says about one item. An empty `state` is a draft: kept, and not counted as answered.

    Where the item does not apply, `situation` holds the reason.
    """

    class State(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        NOT_APPLICABLE = "not_applicable", _("Not applicable here")
        NOT_OUR_COMPETENCE = "not_our_competence", _("Not our competence")
        NOT_KNOWN = "not_known", _("Not known yet")

    class TimeFrame(models.TextChoices):
        HALF_YEAR = "half_year", _("Within 6 months")
        YEAR = "year", _("6 to 12 months")
        TWO_YEARS = "two_years", _("1 to 2 years")
        LONGER = "longer", _("More than 2 years")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    state = models.CharField(_("kind of answer"), max_length=18, choices=State.choices, blank=True)
    level = models.PositiveSmallIntegerField(_("situation, 0 to 4"), null=True, blank=True)
    competence = models.CharField(
        _("competence"), max_length=11, choices=Question.Competence.choices, blank=True
    )
    competent_body = models.CharField(_("competent body"), max_length=LONGEST_LINE, blank=True)
    situation = models.TextField(_("situation in words"), max_length=LONGEST_TEXT, blank=True)
    commitment = models.TextField(_("possible commitment"), max_length=LONGEST_TEXT, blank=True)
    responsible_area = models.CharField(_("responsible area"), max_length=LONGEST_LINE, blank=True)
    time_frame = models.CharField(_("time frame"), max_length=9, choices=TimeFrame.choices, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(_("saved at"))

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("assessment", "question")
        indexes = (models.Index(fields=["updated_at", "id"], name="answer_by_update"),)
        constraints = (
            models.UniqueConstraint(fields=["assessment", "question"], name="answer_unique"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["", "answered", "not_applicable", "not_our_competence", "not_known"]
                ),
                name="answer_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(level__isnull=True) | models.Q(level__lte=4),
                name="answer_level_zero_to_four",
            ),
            models.CheckConstraint(
                condition=models.Q(competence__in=["", "municipal", "shared", "other_level", "unclear"]),
                name="answer_competence_known",
            ),
            models.CheckConstraint(
                condition=models.Q(time_frame__in=["", "half_year", "year", "two_years", "longer"]),
                name="answer_time_frame_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="answered")
                | (models.Q(level__isnull=False) & ~models.Q(competence="")),
                name="answer_answered_has_level_and_competence",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="not_applicable") | ~models.Q(situation=""),
                name="answer_not_applicable_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="not_our_competence") | ~models.Q(competent_body=""),
                name="answer_not_our_competence_has_body",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["not_applicable", "not_known"]) | models.Q(level__isnull=True),
                name="answer_without_level_has_none",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="not_our_competence") | ~models.Q(competence="municipal"),
                name="answer_not_our_competence_is_not_municipal",
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="answer_version_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.question}, {self.get_state_display()}"


class AnswerRevision(models.Model):
    """One save of an answer, whole: its history, its audit entry and its receipt for the key it came with.

    A save that came too late is kept as well (`superseded`), with the text that lost. Rows are only added.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        SUPERSEDED = "superseded", _("Kept beside a newer version")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="revisions", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", db_index=False)
    content = models.JSONField(_("answer"))
    version = models.PositiveIntegerField(
        _("version"), help_text=_("The version it became, or the version it was written on.")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    key = models.UUIDField(_("key of the save"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("saved at"))
    request_id = models.CharField(max_length=36, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an answer")
        verbose_name_plural = _("versions of answers")
        ordering = ("assessment", "question", "at")
        indexes = (models.Index(fields=["assessment", "question", "at"], name="revision_by_answer"),)
        constraints = (
            models.UniqueConstraint(fields=["by", "key"], name="revision_key_unique"),
            models.UniqueConstraint(
                fields=["assessment", "question", "version"],
                condition=models.Q(outcome="accepted"),
                name="revision_accepted_once",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["accepted", "superseded"]), name="revision_outcome_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question} · {self.version}"
