"""Two people edit the same thing: what each of them changed, and both texts where they changed the same."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from solidarity.web.templatetags.portal import in_a_row, partial_date

READ = "read"  # the hidden input that tells what the form said when it was read


class VersionedForm(forms.Form):
    """A form that says which version its writer has read, and what stood in it."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=2**31 - 1,
        error_messages={"required": _("Load the page again: the form does not say which version you read.")},
    )

    @property
    def as_read(self) -> str:
        """What the fields said when the form was read, for its hidden input."""
        if self.is_bound and READ in self.data:
            return str(self.data[READ])
        return self._all_saved()

    def meet(self, version: int) -> dict[str, Any]:
        """Carry what is saved now, as `version`, wherever the writer of this form has changed nothing.

        The form is bound to what was typed, its initial values are what is saved. Returns, for the page, the
        fields `taken` with their words and those in which both have changed something, as `differences`.
        """
        read, data = self._read(), self.data.copy()  # type: ignore[attr-defined]
        taken, contested = list[BoundField](), list[BoundField]()
        for field in self.visible_fields():
            name, saved = field.html_name, self._saved(field)
            if name in read:
                untouched = _same(data.getlist(name), read[name])
            else:  # the form may not have asked for it yet
                untouched = field.field.widget.value_omitted_from_data(data, {}, name)
            if _same(saved, read.get(name, [])) and (untouched or name in read):
                continue  # nothing new to the writer
            if untouched:
                data.setlist(name, saved)
            (taken if untouched else contested).append(field)
        data["version"], data[READ] = str(version), self._all_saved()
        self.data = data
        return {
            "taken": [{"field": field, "theirs": in_words(field.field, field.value())} for field in taken],
            "differences": [*differences(contested, self.initial)],
        }

    def _all_saved(self) -> str:
        return json.dumps({field.name: self._saved(field) for field in self.visible_fields()})

    def _saved(self, field: BoundField) -> list[str]:
        """What is saved, as the control of the field would send it."""
        value = self.get_initial_for_field(field.field, field.name)
        if isinstance(field.field, forms.BooleanField):
            return ["on"] if value else []
        sent = field.field.widget.format_value(field.field.prepare_value(value))
        return [str(part) for part in sent] if isinstance(sent, list) else [str(sent or "")]

    def _read(self) -> dict[str, list[str]]:
        try:
            found = json.loads(self.data.get(READ, ""))
        except (ValueError, RecursionError):  # not what the page wrote
            return {}
        return found if isinstance(found, dict) and all(isinstance(v, list) for v in found.values()) else {}


def version_read(data: Mapping[str, Any]) -> int | None:
    """The version that a form was read with; None when it says none."""
    try:
        version: int = VersionedForm.base_fields["version"].clean(data.get("version"))
    except forms.ValidationError:
        return None
    return version


def in_words(field: Any, value: Any) -> str:
    """A value as a person reads it, for showing two versions side by side."""
    if isinstance(field, forms.ModelChoiceField):  # one row or several
        chosen = {str(item) for item in (value if isinstance(value, list) else [value])}
        return in_a_row([row for row in field.queryset or () if str(row.pk) in chosen])
    if isinstance(field, forms.ChoiceField):
        labels: Any = field.choices
        return str(dict(labels).get(value, value))
    if isinstance(field, forms.BooleanField):
        return str(_("Yes") if value else _("No"))
    if isinstance(field, forms.DateField):
        return _day(field, value)
    return str(field.widget.format_value(value) or "")


def differences(fields: Sequence[BoundField], saved: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each of the fields in which what was typed differs from what is saved now, with both in words."""
    for field in fields:
        mine, theirs = in_words(field.field, field.value()), in_words(field.field, saved.get(field.name))
        if mine != theirs:
            yield {"field": field, "mine": mine, "theirs": theirs}


def _day(field: forms.DateField, value: Any) -> str:
    try:
        return partial_date(field.to_python(value))
    except ValidationError:  # as it was typed
        return str(value)


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two ways to fill a field mean the same: browsers end lines in their own way."""
    tidy = [sorted(str(part).replace("\r\n", "\n").strip() for part in parts) for parts in (one, other)]
    return [part for part in tidy[0] if part] == [part for part in tidy[1] if part]
