"""How the list of agreements is narrowed, and in what order it comes."""

import datetime

from django.db.models import F
from django.forms import DateInput, SearchInput
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter

from agreements.models import Agreement
from agreements.querysets import AgreementQuerySet
from networks.filters.codes import Choices, CodedFilterSet, municipality_filter, terms
from networks.search import LONGEST_QUERY

KINDS = "instrument_kinds"


class AgreementFilter(CodedFilterSet):
    """What narrows agreements on pages, in the API and in exports. Every name is part of the API."""

    country_path = "municipality__country"
    date_field = "signed_on"

    q = CharFilter(
        label=_("Title, city or number"),
        max_length=LONGEST_QUERY,
        method="search",
        widget=SearchInput(attrs={"placeholder": _("Title, city or number")}),
    )
    status = ChoiceFilter(
        label=_("Status"), choices=Agreement.Status.choices, empty_label=_("All statuses"), method="standing"
    )
    country = ChoiceFilter(
        label=_("Country"),
        field_name="municipality__country__iso2",
        choices=list,
        empty_label=_("All countries"),
    )
    kind = ChoiceFilter(label=_("Kind"), field_name="kind__code", choices=list, empty_label=_("All kinds"))
    year = ChoiceFilter(
        label=_("Year of signature"), field_name="signed_on__year", choices=list, empty_label=_("All years")
    )
    ending_before = DateFilter(
        label=_("Ending before"), method="ending", widget=DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    municipality = municipality_filter("municipality")

    class Meta:
        model = Agreement
        fields = ("q", "status", "country", "kind", "year", "ending_before", "municipality")

    def search(self, rows: AgreementQuerySet, _name: str, value: str) -> AgreementQuerySet:
        """Every word must occur, whatever accents and capitals."""
        return rows.search(value)

    def standing(self, rows: AgreementQuerySet, _name: str, value: str) -> AgreementQuerySet:
        """By the computed status, today at each place."""
        return rows.with_status_of(value)

    def ending(self, rows: AgreementQuerySet, _name: str, value: datetime.date) -> AgreementQuerySet:
        """Those whose term is over before a day."""
        return rows.ending_before(value)

    def offer_kind(self) -> Choices:
        """The kinds of instruments."""
        return terms(KINDS)

    def show_country(self) -> Choices:
        """Only countries with an agreement this person may see."""
        return self.countries_with_rows()

    def show_year(self) -> Choices:
        """Only years in which something was signed."""
        return self.years_with_rows()


class AgreementListFilter(AgreementFilter):
    """The same for the page, which also has an order."""

    sort = ChoiceFilter(
        label=_("Order"),
        choices=[
            ("-signed", _("Signed, newest first")),
            ("signed", _("Signed, oldest first")),
            ("place", _("City, A to Z")),
            ("-place", _("City, Z to A")),
            ("until", _("Ending first")),
            ("-until", _("Ending last")),
        ],
        empty_label=None,
        method="leave",
    )

    def leave(self, rows: AgreementQuerySet, _name: str, _value: str) -> AgreementQuerySet:
        """An order narrows nothing; `filter_queryset` applies it last."""
        return rows

    def filter_queryset(self, queryset: AgreementQuerySet) -> AgreementQuerySet:
        """Narrowed and in the chosen order; what has no date comes last either way."""
        sort = self.form.cleaned_data["sort"] or "-signed"
        name = sort.removeprefix("-")
        columns = {"place": "municipality__search_text", "signed": "signed_on", "until": "valid_to"}
        column = F(columns[name])
        first = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
        rows: AgreementQuerySet = super().filter_queryset(queryset)
        return rows.order_by(first, "municipality__search_text", "slug")
