"""What may be typed to answer an item, and to support the answer."""

import uuid
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.content import FIELDS, WITHOUT_LEVEL, Content
from assessments.forms.fields import LongText
from assessments.models import Answer, Question
from assessments.models.evidence import LONGEST_ADDRESS, LONGEST_TITLE
from solidarity.files.forms import ReceivedField
from solidarity.web.forms import SharedFields


class AnswerForm(forms.Form):
    """The whole answer to one item, the version it was read with, and a key for this one save.

    What is not yet enough for one of the four states is a draft: kept, with `missing` saying what it needs.
    How long a text may be is for `Content` to say.
    """

    use_required_attribute = False
    content: Content

    state = forms.ChoiceField(
        label=_("Kind of answer"), choices=Answer.State.choices, required=False, widget=forms.RadioSelect
    )
    level = forms.TypedChoiceField(
        label=_("Level today"),
        choices=[(value, value) for value in range(5)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    competence = forms.ChoiceField(
        label=_("Whose competence it is"),
        choices=Question.Competence.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    competent_body = forms.CharField(label=_("Competent body"), required=False)
    situation = LongText(label=_("The situation in words"), required=False)
    commitment = LongText(label=_("Possible commitment"), required=False)
    responsible_area = forms.CharField(label=_("Responsible department"), required=False)
    time_frame = forms.ChoiceField(
        label=_("Time frame"), choices=[("", "–"), *Answer.TimeFrame.choices], required=False
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, answer: Answer | None) -> "AnswerForm":
        """The form as it stands, with a fresh key."""
        start: dict[str, Any] = {"version": 0, "key": uuid.uuid4()}
        if answer is not None:
            start |= {name: getattr(answer, name) for name in FIELDS} | {"version": answer.version}
            if answer.level is not None and not answer.state:
                start["state"] = Answer.State.ANSWERED
        return cls(initial=start)

    def clean(self) -> dict[str, Any]:
        """An answer in one of the four states, or a draft; `content` is the whole of it."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        states = Answer.State
        if data["state"] in {"", states.ANSWERED}:
            whole = data["level"] is not None and data["competence"]
            data["state"] = states.ANSWERED.value if whole else ""
        elif data["state"] in WITHOUT_LEVEL:
            data["level"] = None  # without script a level, once chosen, cannot be taken back
        self.content = Content(**{name: data[name] for name in FIELDS})
        for name, sentences in self.content.problems().items():
            self.add_error(name, [str(sentence) for sentence in sentences])
        return data

    def show_again(self, **hidden: object) -> None:
        """Give hidden fields new values and the save a fresh key; what was typed stays."""
        data = cast(QueryDict, self.data).copy()
        for name, value in {"key": uuid.uuid4(), **hidden}.items():
            data[name] = str(value)
        self.data = data

    @property
    def missing(self) -> str:
        """What a draft still needs, in words; empty for an answer in one of the four states."""
        if self.content.is_given:
            return ""
        if self.content.level is None:
            return gettext("choose a level or another kind of answer")
        return gettext("choose whose competence it is")


# Sent every few words: see SharedFields.
AnswerForm.base_fields = SharedFields(AnswerForm.base_fields)


class EvidenceForm(forms.Form):
    """A file or a link that supports an answer."""

    title = forms.CharField(label=_("What it is"), max_length=LONGEST_TITLE, required=False)
    file = ReceivedField(required=False, allow_empty_file=True)
    link = forms.URLField(
        label=_("Or the address of a page"),
        max_length=LONGEST_ADDRESS,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address of a page, such as https://example.org/page.")},
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(data.get("file")) == bool(data.get("link")):
            self.add_error("file", _("Choose a file or write an address, one at a time."))
        return data
