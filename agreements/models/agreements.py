"""The agreement between a local authority and UNHCR, and who signed it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.models.rules import AGREEMENT_RULES
from agreements.querysets import AgreementQuerySet
from networks.models import Country, Municipality, Origin, Source, Term
from networks.models.dates import Precision
from networks.search import fold
from solidarity.accounts.models import User


class Agreement(models.Model):
    """An instrument of a municipality with UNHCR: an agreement, or in Brazil a recognition.

    `state` is what was decided; `status`, an annotation (`with_status()`), is what holds on a day.
    Facts from public sources are public and incomplete; the rules on completeness bind rows made here.
    """

    class State(models.TextChoices):
        """Moved by the workflow alone. What a public source leaves open is not established."""

        CANDIDATE = "candidate", _("Candidate")
        NEGOTIATION = "negotiation", _("In negotiation")
        SIGNED = "signed", _("Signed")
        IN_FORCE = "in_force", _("In force")
        SUSPENDED = "suspended", _("Suspended")
        ENDED = "ended", _("Ended")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        NOT_ESTABLISHED = "not_established", _("Not established")

    class Status(models.TextChoices):
        """What people see: computed from state, dates and approvals, never stored."""

        CANDIDATE = "candidate", _("Candidate")
        NEGOTIATION = "negotiation", _("In negotiation")
        SIGNED = "signed", _("Signed")
        RATIFIED = "ratified", _("Ratified")
        IN_FORCE = "in_force", _("In force")
        RENEWAL = "renewal", _("Renewal")
        SUSPENDED = "suspended", _("Suspended")
        EXPIRED = "expired", _("Expired")
        ENDED = "ended", _("Ended")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        NOT_ESTABLISHED = "not_established", _("Not established")

    class TitleBasis(models.TextChoices):
        SOURCE = "source", _("As the document writes it")
        DESCRIBED = "described", _("Descriptive: the official title is not known")

    class Language(models.TextChoices):
        ES = "es", _("Spanish")
        PT_BR = "pt-br", _("Portuguese")
        EN = "en", _("English")

    class ApprovalNeed(models.TextChoices):
        """Whether this agreement needs the approval of the council before it is in force."""

        COUNTRY = "country", _("As the rule of the country says")
        NEEDED = "needed", _("Needed")
        NOT_NEEDED = "not_needed", _("Not needed")

    class EndReason(models.TextChoices):
        TERMINATED = "terminated", _("Terminated")
        SUPERSEDED = "superseded", _("Superseded")
        ANNULLED = "annulled", _("Annulled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("permanent key"), max_length=80, unique=True, editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="agreements", verbose_name=_("municipality")
    )
    kind = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("kind"))
    title = models.CharField(_("title"), max_length=400, blank=True)
    language = models.CharField(
        _("language of the title"), max_length=5, choices=Language.choices, default=Language.ES
    )
    title_basis = models.CharField(
        _("basis of the title"), max_length=9, choices=TitleBasis.choices, default=TitleBasis.SOURCE
    )
    reference = models.CharField(_("reference number"), max_length=60, blank=True)
    state = models.CharField(
        _("state"), max_length=15, choices=State.choices, default=State.CANDIDATE, editable=False
    )
    candidate_on = models.DateField(_("candidate since"), null=True, blank=True)
    negotiation_began_on = models.DateField(_("negotiation began on"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    is_year_inferred = models.BooleanField(_("year concluded from other facts"), default=False)
    signed_not_after = models.DateField(_("signed not after"), null=True, blank=True)
    signed_not_after_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    place = models.CharField(_("place of signature"), max_length=160, blank=True)
    valid_from = models.DateField(_("in force since"), null=True, blank=True)
    valid_to = models.DateField(_("valid through"), null=True, blank=True)
    valid_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    is_indefinite = models.BooleanField(_("without an end date"), default=False)
    areas = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("areas"))
    groups = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("population groups"))
    frameworks = models.ManyToManyField(
        Term, blank=True, related_name="+", verbose_name=_("frameworks it cites")
    )
    approval_need = models.CharField(
        _("approval by the council"),
        max_length=10,
        choices=ApprovalNeed.choices,
        default=ApprovalNeed.COUNTRY,
        editable=False,
    )
    approval_need_reason = models.TextField(_("reason"), blank=True)
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True)
    suspension_reason = models.TextField(_("reason for the suspension"), blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("how it ended"), max_length=10, choices=EndReason.choices, blank=True)
    end_note = models.TextField(_("note on the end"), blank=True)
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name=_("superseded by"),
    )
    withdrawal_reason = models.TextField(_("reason for the withdrawal"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+")
    origin = models.CharField(_("origin"), max_length=13, choices=Origin.choices, default=Origin.PORTAL)
    is_public = models.BooleanField(_("public"), default=False)
    is_sample = models.BooleanField(_("sample data"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    approval_decided_at = models.DateTimeField(null=True, editable=False)
    approval_decided_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    signed_at = models.DateTimeField(null=True, editable=False)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    in_force_at = models.DateTimeField(null=True, editable=False)
    in_force_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    suspended_at = models.DateTimeField(null=True, editable=False)
    suspended_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    search_text = models.TextField(editable=False, default="")
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = AgreementQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["search_text", "updated_at"])

    status: str  # by with_status()
    is_ratified: bool  # by with_status()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("slug",)
        indexes = (models.Index(fields=["municipality", "state"], name="agreement_by_place"),)
        constraints = AGREEMENT_RULES

    def __str__(self) -> str:
        return self.title or str(self.kind)

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the permanent key, and the accent-free search column true to the texts."""
        self.slug = self.slug or f"{self.municipality.slug[:71]}-{self.pk.hex[:8]}"
        self.search_text = self.searchable()
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "search_text", "updated_at"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def searchable(self) -> str:
        """Title, reference and the kind in every language, folded."""
        kinds = [getattr(self.kind, f"name_{language}") for language in ("en", "es", "pt_br")]
        return fold(" ".join(filter(None, [self.title, self.reference, self.place, *kinds])))

    @property
    def status_label(self) -> str:
        """The words for the annotated status."""
        return str(self.Status(self.status).label)

    @property
    def telling(self) -> int:
        """Its rank among the agreements of a place: 0 for what says most about today."""
        return TELLING.index(self.Status(self.status))

    @property
    def was_made_here(self) -> bool:
        """Whether people entered it in the portal; the workflow moves only such rows."""
        return self.origin == Origin.PORTAL

    @property
    def approval_rule(self) -> str:
        """`needed`, `not_needed` or `undecided`: the officer's decision, else the country's rule."""
        if self.approval_need != self.ApprovalNeed.COUNTRY:
            return self.approval_need
        country = self.municipality.country
        usual = country.ratification_usual if country else Country.Ratification.UNKNOWN
        return {
            Country.Ratification.YES.value: "needed",
            Country.Ratification.NO.value: "not_needed",
        }.get(usual, "undecided")


TELLING = (
    Agreement.Status.IN_FORCE,
    Agreement.Status.RENEWAL,
    Agreement.Status.RATIFIED,
    Agreement.Status.SIGNED,
    Agreement.Status.SUSPENDED,
    Agreement.Status.NEGOTIATION,
    Agreement.Status.CANDIDATE,
    Agreement.Status.EXPIRED,
    Agreement.Status.ENDED,
    Agreement.Status.NOT_ESTABLISHED,
    Agreement.Status.WITHDRAWN,
)


class Signatory(models.Model):
    """Who signed, by office. A holder's name stands only where a public source names the holder."""

    class Party(models.TextChoices):
        AUTHORITY = "authority", _("Local authority")
        UNHCR = "unhcr", _("UNHCR")
        OTHER = "other", _("Another party")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatories")
    position = models.PositiveSmallIntegerField(_("position"))
    party = models.CharField(_("party"), max_length=9, choices=Party.choices)
    office = models.CharField(_("office"), max_length=250)
    organisation = models.CharField(_("body or organisation"), max_length=250, blank=True)
    name = models.CharField(_("name"), max_length=160, blank=True)
    origin = models.CharField(max_length=13, choices=Origin.choices, default=Origin.PORTAL)

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ("agreement", "position")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "position"], name="signatory_position_unique"),
            models.CheckConstraint(
                condition=models.Q(party__in=["authority", "unhcr", "other"]), name="signatory_party_known"
            ),
            models.CheckConstraint(condition=~models.Q(office=""), name="signatory_has_office"),
            models.CheckConstraint(
                condition=models.Q(name="") | models.Q(origin="public_source"),
                name="signatory_named_by_public_source",
            ),
        )

    def __str__(self) -> str:
        return self.office
