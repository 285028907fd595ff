"""Fields that several forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 4000  # characters of a reason or a note


class ReasonField(forms.CharField):
    """Some sentences that say why."""

    def __init__(self, *, label: Any, help_text: Any = "", required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": _("Write the reason in a sentence or two.")},
        )


def words_field(label: Any, *, required: bool = False, **options: Any) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, required=required, max_length=options.pop("most", 250), **options)
