"""Fields that several forms share."""

from typing import Any

from django import forms


class LongText(forms.CharField):
    """A text of several lines, with line ends as the database keeps them whatever the browser sends."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")
