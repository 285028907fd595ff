"""How the list of places is narrowed, and in what order it comes."""

from django.db.models import Case, F, Value, When
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from networks.filters.codes import Choices, CodedFilterSet
from networks.models import Municipality, Network
from networks.models.places import Route
from networks.querysets import MunicipalityQuerySet
from networks.search import LONGEST_QUERY

BY_NAME = "search_text"  # begins with the name, without accents, so Ñuñoa stands between N and O everywhere


class MunicipalityFilter(CodedFilterSet):
    """What narrows places on pages, in the API and in exports. Every name is part of the API."""

    country_path = "country"

    q = CharFilter(
        label=_("Name, province or country"),
        max_length=LONGEST_QUERY,
        method="search",
        widget=SearchInput(attrs={"placeholder": _("Name, province or country")}),
    )
    country = ChoiceFilter(
        label=_("Country"), field_name="country__iso2", choices=list, empty_label=_("All countries")
    )
    kind = ChoiceFilter(
        label=_("Kind of authority"), choices=Municipality.Kind.choices, empty_label=_("All kinds")
    )
    route = ChoiceFilter(label=_("How it takes part"), choices=Route.choices, empty_label=_("All ways"))
    standing = ChoiceFilter(
        label=_("Standing"), choices=Municipality.Standing.choices, empty_label=_("All standings")
    )
    network = ChoiceFilter(
        label=_("Network"), field_name="networks__slug", choices=list, empty_label=_("All networks")
    )

    class Meta:
        model = Municipality
        fields = ("q", "country", "kind", "route", "standing", "network")

    def search(self, rows: MunicipalityQuerySet, _name: str, value: str) -> MunicipalityQuerySet:
        """Every word must occur, whatever accents and capitals."""
        return rows.search(value)

    def offer_network(self) -> Choices:
        """The networks this person may see and whose members a source names."""
        rows = Network.objects.visible_to(self.person).filter(memberships__isnull=False)
        return [(network.slug, network.name) for network in rows.distinct().order_by("slug")]


class CityListFilter(MunicipalityFilter):
    """The same for the page, which also has an order and shows only the countries with something to see."""

    sort = ChoiceFilter(
        label=_("Order"),
        choices=[
            ("name", _("Name, A to Z")),
            ("-name", _("Name, Z to A")),
            ("country", _("Country, A to Z")),
            ("-country", _("Country, Z to A")),
            ("joined", _("Joined, oldest first")),
            ("-joined", _("Joined, newest first")),
        ],
        empty_label=None,
        method="leave",
    )

    def show_country(self) -> Choices:
        """Only countries with a place this person may see."""
        return self.countries_with_rows()

    def leave(self, rows: MunicipalityQuerySet, _name: str, _value: str) -> MunicipalityQuerySet:
        """An order narrows nothing; `filter_queryset` applies it last."""
        return rows

    def filter_queryset(self, queryset: MunicipalityQuerySet) -> MunicipalityQuerySet:
        """Narrowed and in the chosen order. What is not known comes last either way."""
        sort = self.form.cleaned_data["sort"] or "name"
        column = self._column(sort.removeprefix("-"))
        first = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
        rows: MunicipalityQuerySet = super().filter_queryset(queryset)
        return rows.order_by(first, BY_NAME, "id")

    def _column(self, name: str) -> F | Case:
        if name == "country":  # by its rank in the list of countries, which is at hand and much shorter
            ranks = enumerate(country.pk for country in self.countries)
            return Case(*(When(country=pk, then=Value(rank)) for rank, pk in ranks))
        return F({"joined": "joined_on"}.get(name, BY_NAME))
