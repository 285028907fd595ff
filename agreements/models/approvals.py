"""Approvals by councils and others: dated facts beside the state, in whatever order they came."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement
from agreements.models.documents import AgreementDocument
from networks.models import Origin, Term
from networks.models.dates import Precision, paired
from solidarity.accounts.models import User


class Approval(models.Model):
    """An act by which a body approved or rejected the agreement. The council's approval ratifies it."""

    class BodyKind(models.TextChoices):
        COUNCIL = "council", _("Council or other elected assembly")
        EXECUTIVE = "executive", _("Mayor, governor or other executive")
        OTHER = "other", _("Another body")

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="approvals")
    position = models.PositiveSmallIntegerField(_("position"))
    body_kind = models.CharField(_("kind of body"), max_length=9, choices=BodyKind.choices)
    body = models.CharField(_("body"), max_length=250)
    act = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("kind of act"))
    number = models.CharField(_("number of the act"), max_length=80, blank=True)
    file_number = models.CharField(_("file number"), max_length=80, blank=True)
    decided_on = models.DateField(_("date"), null=True, blank=True)
    decided_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.APPROVED)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    document = models.ForeignKey(
        AgreementDocument,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="approvals",
        verbose_name=_("document"),
    )
    origin = models.CharField(max_length=13, choices=Origin.choices, default=Origin.PORTAL)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ("agreement", "position")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "position"], name="approval_position_unique"),
            models.CheckConstraint(
                condition=models.Q(body_kind__in=["council", "executive", "other"]),
                name="approval_body_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["approved", "rejected"]), name="approval_outcome_known"
            ),
            models.CheckConstraint(condition=~models.Q(body=""), name="approval_has_body"),
            paired("decided_on", "decided_precision", "approval_date_paired"),
            models.CheckConstraint(
                condition=models.Q(
                    votes_for__isnull=True, votes_against__isnull=True, votes_abstained__isnull=True
                )
                | models.Q(votes_for__isnull=False, votes_against__isnull=False),
                name="approval_votes_for_and_against",
            ),
            models.CheckConstraint(
                condition=models.Q(votes_for__isnull=True)
                | ~models.Q(outcome="approved")
                | models.Q(votes_for__gt=models.F("votes_against")),
                name="approval_carried_by_votes",
            ),
            models.CheckConstraint(
                condition=models.Q(origin="public_source")
                | models.Q(decided_on__isnull=False, recorded_by__isnull=False),
                name="approval_made_here_complete",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body} {self.number}".strip()

    @property
    def ratifies(self) -> bool:
        """Whether this act is the council's approval."""
        return self.body_kind == self.BodyKind.COUNCIL and self.outcome == self.Outcome.APPROVED
