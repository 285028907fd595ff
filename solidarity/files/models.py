"""The stored file: a row that says what the bytes are, and where they lie."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from solidarity.files.kinds import CONTENT_TYPES, LARGEST
from solidarity.files.names import LONGEST

FOLDER = "files"
CHECKSUM_LENGTH = 64


def random_name(_file: "StoredFile", _name: str) -> str:
    """A place that nobody can guess and that says nothing, spread over 256 folders."""
    name = secrets.token_hex(24)
    return f"{FOLDER}/{name[:2]}/{name}"


class StoredFile(models.Model):
    """One file that passed every check. Never changed; a new version is a new row.

    There is no `visible_to` here: a file is seen by those who see what it belongs to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST)
    content_type = models.CharField(_("kind"), max_length=100)
    size = models.PositiveIntegerField(_("size"), help_text=_("Bytes."))
    sha256 = models.CharField(_("checksum"), max_length=CHECKSUM_LENGTH)
    content = models.FileField(upload_to=random_name, max_length=100, unique=True, editable=False)
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("-added_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=LARGEST), name="file_size_in_range"),
            models.CheckConstraint(
                condition=Exact(Length("sha256"), CHECKSUM_LENGTH), name="file_has_whole_checksum"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(content=""), name="file_has_name_and_place"),
            models.CheckConstraint(
                condition=Q(content_type__in=sorted(CONTENT_TYPES.values())), name="file_is_of_known_kind"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def ending(self) -> str:
        """The kind as people name it: "PDF"."""
        return self.name.rpartition(".")[2].upper()
