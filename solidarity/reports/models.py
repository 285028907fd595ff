"""The report: what was asked for, by whom, and the files that came of it."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networks.models import Municipality
from solidarity.accounts.models import User
from solidarity.files.models import StoredFile
from solidarity.jobs.models import Job
from solidarity.reports.querysets import ReportQuerySet

DIGEST_LENGTH = 64


class Report(models.Model):
    """A report has no state of its own: it reads its job, which the worker moves.

    `html` is the report as a page, always made; `file` the PDF where that was asked for. Both go when
    `expires_at` has come. `digest` is the SHA-256 of the facts: equal digests, equal facts.
    """

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("Progress report of a city")

    class Format(models.TextChoices):
        PDF = "pdf", _("PDF, to print and to send")
        HTML = "html", _("Web page, to read on a screen")

    class State(models.TextChoices):
        """What is shown, computed of the job and the files by `with_state()`."""

        QUEUED = "queued", pgettext_lazy("report", "Waiting")
        RUNNING = "running", pgettext_lazy("report", "Being made")
        READY = "ready", pgettext_lazy("report", "Ready")
        FAILED = "failed", pgettext_lazy("report", "Failed")
        CANCELLED = "cancelled", pgettext_lazy("report", "Cancelled")
        EXPIRED = "expired", pgettext_lazy("report", "No longer kept")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="reports")
    language = models.CharField(_("language"), max_length=5, choices=User.Language.choices)
    format = models.CharField(_("format"), max_length=4, choices=Format.choices)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    requested_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    job = models.OneToOneField(Job, models.CASCADE, related_name="report")

    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    html = models.TextField(blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    digest = models.CharField(_("digest of the facts"), max_length=DIGEST_LENGTH, blank=True)
    is_draft = models.BooleanField(_("draft"), default=False)
    is_sample = models.BooleanField(_("sample data"), default=False)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    state: str  # by with_state()
    percent: int  # by with_state()
    place: int  # by with_place()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-requested_at", "-id")
        indexes = (
            models.Index(fields=["requested_by", "-requested_at"], name="report_by_person"),
            models.Index(fields=["expires_at"], name="report_by_end"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=["progress"]), name="report_kind_known"),
            models.CheckConstraint(condition=Q(format__in=["pdf", "html"]), name="report_format_known"),
            models.CheckConstraint(
                condition=Q(language__in=["es", "pt-br", "en"]), name="report_language_known"
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, expires_at__isnull=True, digest="", pages__isnull=True)
                | (Q(made_at__isnull=False, expires_at__gt=models.F("made_at")) & ~Q(digest="")),
                name="report_made_has_digest_and_end",
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=False) | Q(file__isnull=True, html=""),
                name="report_files_only_when_made",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True) | (Q(format="pdf", pages__gte=1) & ~Q(html="")),
                name="report_pdf_has_pages_and_twin",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.municipality}"

    @property
    def state_label(self) -> str:
        """The words for the annotated state."""
        return str(self.State(self.state).label)

    @property
    def file_name(self) -> str:
        """What the file is called on the reader's disk, such as uy-montevideo-2026-11-21.pdf."""
        day = (self.made_at or self.requested_at).date().isoformat()
        return f"{self.kind}-{self.municipality.slug}-{day}-{self.language}.{self.format}"


class RequestKey(models.Model):
    """A key under which a program asked for a report: the same key again gives the same report.

    Several keys may have asked for one report, since who asks for what still waits joins it. Only a digest
    is kept, of the key and of whose it is; it goes when the report goes.
    """

    digest = models.CharField(max_length=DIGEST_LENGTH, primary_key=True)
    report = models.ForeignKey(Report, models.CASCADE, related_name="keys")

    class Meta:
        verbose_name = "request key"
        verbose_name_plural = "request keys"

    def __str__(self) -> str:
        return f"{self.digest}: {self.report_id}"

    @staticmethod
    def digest_of(person: User, key: str) -> str:
        """What is kept of this person's key."""
        return hashlib.sha256(f"{person.pk} {key}".encode()).hexdigest()
