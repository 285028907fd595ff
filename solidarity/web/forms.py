"""Forms in the portal's look."""

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """A form prints its error summary and its fields; a field its label, hint and errors, tied to it."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
