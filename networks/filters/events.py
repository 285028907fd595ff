"""How the list of events is narrowed."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from networks.filters.codes import Choices, CodedFilterSet, municipality_filter, terms
from networks.models import Event, Network
from networks.search import in_order_of

KINDS = "event_kinds"


class EventFilter(CodedFilterSet):
    """What narrows events on pages, in the API and in exports. Every name is part of the API."""

    country_path = "country"
    date_field = "starts_on"

    kind = ChoiceFilter(label=_("Kind"), field_name="kind__code", choices=list, empty_label=_("All kinds"))
    country = ChoiceFilter(
        label=_("Country"), field_name="country__iso2", choices=list, empty_label=_("All countries")
    )
    year = ChoiceFilter(
        label=_("Year"), field_name="starts_on__year", choices=list, empty_label=_("All years")
    )
    network = ChoiceFilter(
        label=_("Network"), field_name="networks__slug", choices=list, empty_label=_("All networks")
    )
    municipality = municipality_filter("municipalities")

    class Meta:
        model = Event
        fields = ("kind", "country", "year", "network", "municipality")

    def offer_kind(self) -> Choices:
        """The kinds of events."""
        return terms(KINDS)

    def show_country(self) -> Choices:
        """Only countries in which something took place."""
        return self.countries_with_rows()

    def show_year(self) -> Choices:
        """Only years in which something took place."""
        return self.years_with_rows()

    def offer_network(self) -> Choices:
        """The networks this person may see, A to Z."""
        rows = Network.objects.visible_to(self.person).order_by(in_order_of("name"))
        return [(row.slug, row.name) for row in rows]
