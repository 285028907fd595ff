"""How lists are narrowed: self-assessments for the page and the API alike, rounds for their page."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from assessments.models import Assessment, Round
from networks.filters.codes import Choices, CodedFilterSet, municipality_filter


def _rounds(request: Any) -> Any:
    return Round.objects.visible_to(request.user) if request is not None else Round.objects.none()


class AssessmentFilter(CodedFilterSet):
    """What narrows self-assessments. Every name is part of the API."""

    country_path = "municipality__country"

    state = ChoiceFilter(
        label=_("State"),
        choices=[
            ("open", _("Open")),
            ("returned", _("Returned by UNHCR")),
            ("submitted", _("To validate")),
            ("validated", _("Validated")),
        ],
        empty_label=_("All states"),
        method="in_state",
    )
    country = ChoiceFilter(
        label=_("Country"),
        field_name="municipality__country__iso2",
        choices=list,
        empty_label=_("All countries"),
    )
    round = ModelChoiceFilter(label=_("Round"), queryset=_rounds, empty_label=_("All rounds"))
    municipality = municipality_filter("municipality")

    class Meta:
        model = Assessment
        fields = ("state", "country", "round", "municipality")

    def in_state(self, rows: Any, _name: str, value: str) -> Any:
        """Returned ones are open again, and are found under either word."""
        return rows.reopened() if value == "returned" else rows.filter(state=value)

    def show_country(self) -> Choices:
        """Only countries with a self-assessment this person may see."""
        return self.countries_with_rows()


class RoundFilter(CodedFilterSet):
    """What narrows the list of rounds."""

    country_path = "country"

    stage = ChoiceFilter(
        label=_("State"), choices=Round.Stage.choices, empty_label=_("All states"), method="in_stage"
    )
    country = ChoiceFilter(
        label=_("Country"), choices=list, empty_label=_("All countries"), method="for_cities_of"
    )

    class Meta:
        model = Round
        fields = ("stage", "country")

    def in_stage(self, rows: Any, _name: str, value: str) -> Any:
        """As they stand today, where the reader is."""
        return getattr(rows, value)(timezone.localdate())

    def for_cities_of(self, rows: Any, _name: str, value: str) -> Any:
        """Also rounds of the whole region: its cities can take part in them."""
        return rows.for_country(value)

    def show_country(self) -> Choices:
        """Only countries with a round of their own that this person may see."""
        return self.countries_with_rows()
