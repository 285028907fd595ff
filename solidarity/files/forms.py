"""The field with which a person hands in a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from solidarity.files.kinds import ACCEPT
from solidarity.files.received import Received, receive
from solidarity.files.refusal import REASONS, Refused
from solidarity.files.storage import has_room
from solidarity.files.uploads import TooLarge


class ReceivedField(forms.FileField):
    """Gives a `Received`, or None when it is optional and nothing was chosen; says why a file is refused."""

    widget = forms.FileInput
    default_error_messages = {
        "required": _("Choose a file."),
        "empty": REASONS["empty"],
        "invalid": _("No file arrived. Choose it again."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("File"))
        kwargs.setdefault(
            "help_text",
            _(
                "PDF, JPEG, PNG, DOCX, XLSX, ODT, ODS, CSV or TXT, up to 10 MB. "
                "The place where a photo was taken is removed from it."
            ),
        )
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Browsers then offer only the kinds that are taken."""
        return {**super().widget_attrs(widget), "accept": ACCEPT}

    def clean(self, data: Any, initial: Any = None) -> Received | None:  # noqa: ARG002 - Django's signature
        """The checked file."""
        if isinstance(data, TooLarge):
            raise Refused("size")
        upload: UploadedFile[Any] | None = super().clean(data, None)
        if upload is None:
            return None
        if not has_room(upload.size or 0):
            raise Refused("room")
        return receive(upload.name or "", upload.read())
