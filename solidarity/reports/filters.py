"""How reports are narrowed, on the page and in the API."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from solidarity.reports.models import Report


class ReportFilter(FilterSet):
    """By state and language. Every name is part of the API."""

    state = ChoiceFilter(label=_("State"), choices=Report.State.choices, empty_label=_("All states"))
    language = ChoiceFilter(
        label=_("Language"),
        choices=Report._meta.get_field("language").choices,
        empty_label=_("All languages"),
    )

    class Meta:
        model = Report
        fields = ("state", "language")
