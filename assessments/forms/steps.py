"""What may be typed to take a step of a self-assessment: opening, submitting, reviewing."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import LongText
from assessments.models.reviews import LONGEST_COMMENT

COMMENT = "comment-"


class OpenForm(forms.Form):
    """Which city assesses itself, and in which round."""

    municipality: Any = forms.ModelChoiceField(label=_("City"), queryset=None, empty_label=None)
    round: Any = forms.ModelChoiceField(label=_("Round"), queryset=None, empty_label=None)

    def __init__(self, *sent: Any, municipalities: Any, rounds: Any, **kwargs: Any) -> None:
        super().__init__(*sent, **kwargs)
        self.fields["municipality"].queryset = municipalities  # type: ignore[attr-defined]
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """What an officer decides. Comments on single items come as `comment-<code>`."""

    decision = forms.ChoiceField(choices=[("return", "return"), ("validate", "validate")])
    note = LongText(label=_("Note to the city"), most=LONGEST_COMMENT, required=False)

    @classmethod
    def field_named(cls, name: str) -> forms.Field | None:
        """The comment on one item."""
        if not name.startswith(COMMENT):
            return None
        return LongText(label=f"{gettext('What to correct')} – {name.removeprefix(COMMENT)}")

    def clean(self) -> dict[str, Any]:
        """Validating and returning exclude each other; no comment may be lost on the way."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("decision") == "validate" and self.comments():
            self.add_error(
                None, _("There are comments on questions. Return those questions, or clear the comments.")
            )
        if any(len(text) > LONGEST_COMMENT for text in self.comments().values()):
            self.add_error(None, _("A comment is too long. Shorten what is marked below."))
        if any("\x00" in text for text in self.comments().values()):
            self.add_error(None, _("Take out the null character."))
        return data

    def comments(self) -> dict[str, str]:
        """What to correct, by the code of the item; items without a comment are left out."""
        field = LongText(required=False)
        given = {name: field.to_python(text) for name, text in self.data.items() if name.startswith(COMMENT)}
        return {name.removeprefix(COMMENT): text for name, text in given.items() if text}


class PlainForm(forms.Form):
    """A step that asks for nothing more."""
