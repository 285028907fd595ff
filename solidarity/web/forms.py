"""Forms in the portal's look, and the fields that several apps share."""

from typing import Any

from django import forms
from django.forms import Field
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class PortalRenderer(TemplatesSetting):
    """A form prints its error summary and its fields; a field its label, hint and errors, tied to it."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class SharedFields(dict[str, Field]):
    """The fields of a form that never changes them, used by all its instances.

    Django gives each form copies of its own, which takes longer than checking what was sent.
    """

    def __deepcopy__(self, _memo: object) -> dict[str, Field]:
        """The same fields, in a dictionary of the form's own."""
        return dict(self)


class DayField(forms.DateField):
    """A full date: a date picker where the browser has one, else day, month and year as people write them."""

    def __init__(self, *, label: Any, help_text: Any = "", required: bool = True) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w10"})
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            widget=widget,
            error_messages={
                "required": _("Write the date."),
                "invalid": _("Write a real date with day, month and year."),
            },
        )
