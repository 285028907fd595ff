"""How the list of networks is narrowed."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from networks.filters.codes import Choices, CodedFilterSet, municipality_filter, terms
from networks.models import Network

KINDS = "network_kinds"


class NetworkFilter(CodedFilterSet):
    """What narrows networks on pages, in the API and in exports. Every name is part of the API."""

    country_path = "countries"

    kind = ChoiceFilter(label=_("Kind"), field_name="kind__code", choices=list, empty_label=_("All kinds"))
    link = ChoiceFilter(label=_("Link"), choices=Network.Link.choices, empty_label=_("All links"))
    country = ChoiceFilter(
        label=_("Country"), field_name="countries__iso2", choices=list, empty_label=_("All countries")
    )
    municipality = municipality_filter("members")

    class Meta:
        model = Network
        fields = ("kind", "link", "country", "municipality")

    def offer_kind(self) -> Choices:
        """The kinds of networks."""
        return terms(KINDS)

    def show_country(self) -> Choices:
        """Only countries that a network here names."""
        return self.countries_with_rows()
