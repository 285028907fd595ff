"""Fields that several forms share."""

from typing import Any

from django import forms

from assessments.content import too_long


class LongText(forms.CharField):
    """A text of several lines, with line ends as the database keeps them whatever the browser sends.

    One longer than `most` characters is refused with its count: nothing is cut off on the way.
    """

    widget = forms.Textarea

    def __init__(self, *, most: int | None = None, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.most is not None and (sentence := too_long(value, self.most)):
            raise forms.ValidationError(sentence)
