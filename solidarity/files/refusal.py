"""Why a file is not taken, as a sentence that also says what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

REASONS: dict[str, StrPromise] = {
    "kind": _(
        "Files of this kind are not taken. Use PDF, JPEG, PNG, DOCX, XLSX, ODT, ODS, CSV or TXT; "
        "other documents can be saved as PDF."
    ),
    "size": _(
        "The file is larger than 10 MB. Make it smaller, for example by saving it as PDF, or divide it."
    ),
    "empty": _("The file is empty. Choose the file again."),
    "disagrees": _(
        "The content is not what the name of the file says. Open it in its program and save it again."
    ),
    "unreadable": _(
        "The file is damaged or incomplete. Open it in its program, save it again and choose the new file."
    ),
    "encrypted": _("The file is protected with a password. Save it without a password and choose it again."),
    "active": _(
        "The file contains programs, forms that calculate, or other files inside it. "
        "Print it to a new PDF and choose that one."
    ),
    "macros": _(
        "The document contains macros or embedded objects. "
        "Save it without them, or as PDF, and choose it again."
    ),
    "packed": _("The document is too large when it is unpacked. Save it as PDF or divide it."),
    "pixels": _(
        "The picture has more than 40 million points. Make it smaller, for example in the program for photos."
    ),
    "characters": _(
        "The text holds signs that no text has. Save it as plain text (UTF-8) and choose it again."
    ),
    "room": _(
        "The portal has no room for files at the moment. What you typed is still here; try again later."
    ),
}


class Refused(ValidationError):
    """The file is not taken. `code` is one of REASONS; the message is fit for a person."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason], code=reason)
