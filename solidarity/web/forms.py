"""Forms in the portal's look."""

from django.forms import Field
from django.forms.renderers import TemplatesSetting


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
