"""Tokens, and how many requests each caller has made."""

import datetime
import hashlib
import secrets
import time
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from solidarity.accounts.models import User

MARK = "cos"
PREFIX_BYTES, SECRET_BYTES = 6, 32
FORGOTTEN_AFTER = 24 * 60 * 60
USED_EVERY = datetime.timedelta(minutes=1)


def digest_of(secret: str) -> str:
    """The SHA-256 of a secret, in hexadecimal. The secret has 256 random bits, so it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


class TokenQuerySet(models.QuerySet["Token"]):
    def of(self, user: User) -> "TokenQuerySet":
        """The tokens of one person, newest first."""
        return self.filter(user=user).order_by("-made_at")

    def live(self) -> "TokenQuerySet":
        """Those that still open something."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def note_use(self, token: "Token") -> None:
        """Keep when `token` was last used, to the minute; two requests at once write it once."""
        now = timezone.now()
        if token.last_used_at is None or now - token.last_used_at >= USED_EVERY:
            self.filter(pk=token.pk, last_used_at=token.last_used_at).update(last_used_at=now)


class Token(models.Model):
    """What lets a program call the API as a person. Only a digest of it is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("Read")
        WRITE = "write", _("Read and write")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("beginning"), max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    scope = models.CharField(_("scope"), max_length=5, choices=Scope.choices, default=Scope.READ)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ("-made_at",)
        constraints = (
            models.CheckConstraint(condition=models.Q(scope__in=["read", "write"]), name="token_scope_known"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="token_expires_after_made"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({MARK}_{self.prefix}…)"

    @property
    def is_live(self) -> bool:
        """Whether it still opens anything, as far as the token itself goes."""
        return self.revoked_at is None and timezone.now() < self.expires_at

    def opens_with(self, secret: str) -> bool:
        """Whether `secret` is this token's, in the same time whatever the difference."""
        return secrets.compare_digest(self.digest, digest_of(secret))

    @classmethod
    def fresh(cls, **fields: object) -> tuple["Token", str]:
        """A token that is not saved yet, and the text that opens it: shown once, kept nowhere."""
        prefix, secret = secrets.token_hex(PREFIX_BYTES), secrets.token_urlsafe(SECRET_BYTES)
        return cls(prefix=prefix, digest=digest_of(secret), **fields), f"{MARK}_{prefix}_{secret}"


class ThrottleWindowQuerySet(models.QuerySet["ThrottleWindow"]):
    def forget_old(self) -> int:
        """Delete windows that began a day ago or earlier; returns how many."""
        return self.filter(began__lt=time.time() - FORGOTTEN_AFTER).delete()[0]


class ThrottleWindow(models.Model):
    """How often one caller has asked since `began`. Unlogged on PostgreSQL: a crash forgets it."""

    key = models.CharField(max_length=64, primary_key=True)
    began = models.BigIntegerField(help_text="Seconds since 1970.")
    count = models.PositiveIntegerField()

    objects = ThrottleWindowQuerySet.as_manager()

    class Meta:
        verbose_name = "throttle window"
        verbose_name_plural = "throttle windows"

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
