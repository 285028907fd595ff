"""Two people edit the same thing: the version that a form was read with, and both texts side by side."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from solidarity.web.templatetags.portal import partial_date


class VersionedForm(forms.Form):
    """A form that says which version its writer has read."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=2**31 - 1,
        error_messages={"required": _("Load the page again: the form does not say which version you read.")},
    )

    def carry(self, version: int) -> None:
        """Let the form that is shown again carry this version, so that it can be sent knowingly."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = str(version)  # type: ignore[index]


def version_read(data: Mapping[str, Any]) -> int | None:
    """The version that a form was read with; None when it says none."""
    try:
        version: int = VersionedForm.base_fields["version"].clean(data.get("version"))
    except forms.ValidationError:
        return None
    return version


def in_words(field: Any, value: Any) -> str:
    """A value of a valid form as a person reads it, for showing two versions side by side."""
    if isinstance(field, forms.ModelChoiceField):  # one row or several
        chosen = {str(item) for item in (value if isinstance(value, list) else [value])}
        return ", ".join(str(row) for row in field.queryset or () if str(row.pk) in chosen)
    if isinstance(field, forms.ChoiceField):
        labels: Any = field.choices
        return str(dict(labels).get(value, value))
    if isinstance(field, forms.BooleanField):
        return str(_("Yes") if value else _("No"))
    if isinstance(field, forms.DateField):
        return partial_date(field.to_python(value))
    return str(field.widget.format_value(value) or "")


def differences(form: forms.Form, saved: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each field in which what was typed differs from what is saved now, with both in words."""
    for field in form.visible_fields():
        mine, theirs = in_words(field.field, field.value()), in_words(field.field, saved.get(field.name))
        if mine != theirs:
            yield {"field": field, "mine": mine, "theirs": theirs}
