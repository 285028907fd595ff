"""Filters whose values are codes of reference data, read once and only when needed."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import BoundField, HiddenInput
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet, ModelChoiceFilter, MultipleChoiceFilter

from networks.access import Person
from networks.models import Country, Criterion, Municipality, Term
from networks.search import in_order_of

Choices = Sequence[tuple[str, str]]
YEARS = range(1950, 2151)
WRONG = {
    "invalid_choice": _("“%(value)s” is not in the list. Choose one of those there."),
    "invalid": _("Write a real date with day, month and year."),
}
# What programs must send; the label of a form says what people choose.
MEANINGS = {
    "q": _("Words, all of which must occur, whatever accents and capitals."),
    "country": _("Country: ISO 3166-1 code of two letters, such as UY."),
    "municipality": _("Permanent key of the municipality, such as uy-montevideo."),
    "network": _("Permanent key of the network, as the list of networks gives it."),
    "kind": _("Code of the kind, as rows give it."),
    "year": _("Year of four digits."),
    "theme": _("Code of the theme, as rows give it."),
    "criterion": _("Code of the criterion, such as C01."),
    "area": _("Code of the area, as rows give it."),
    "round": _("Identifier of the round, as rows of self-assessments give it."),
    "ending_before": _("Agreements whose term ends before this day, such as 2027-01-01."),
}


class AnyOf(MultipleChoiceFilter):
    """Rows that hold any of the chosen codes at `field_name`; no row comes twice."""

    def filter(self, rows: QuerySet[Any], codes: Sequence[str]) -> QuerySet[Any]:
        """`rows` as they are when nothing is chosen."""
        if not codes:
            return rows
        held = self.model._default_manager.filter(**{f"{self.field_name}__in": codes})
        return rows.filter(pk__in=held.order_by().values("pk"))


class CodedFilterSet(FilterSet):
    """A filter set that offers choices from the database: a subclass has `offer_<filter>()` for each.

    An offer is read at most once a request, for the check of what was sent and for the form alike. Where
    the form should show less than what is valid, the subclass has `show_<filter>()` as well.
    """

    country_path: ClassVar[str]  # from a row to its country
    date_field: ClassVar[str]  # the date whose year can be chosen
    meanings: ClassVar[Mapping[str, Any]] = MEANINGS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, item in self.filters.items():
            offer: Callable[[], Choices] | None = getattr(self, f"offer_{name}", None)
            if offer is not None:
                item.extra["choices"] = cache(offer)
        for name, field in self.form.fields.items():
            field.error_messages |= {code: WRONG[code] for code in WRONG.keys() & field.error_messages.keys()}
            show: Callable[[], Choices] | None = getattr(self, f"show_{name}", None)
            if show is not None:
                field.widget.choices = show

    @property
    def person(self) -> Person:
        """Who is asking; nobody in particular outside a request."""
        return self.request.user if self.request is not None else AnonymousUser()

    @cached_property
    def countries(self) -> Sequence[Any]:
        """Every country, A to Z, with `has_rows`: whether something visible is there."""
        visible = self.queryset.model._default_manager.visible_to(self.person)
        there = Exists(visible.filter(**{self.country_path: OuterRef("pk")}))
        return list(
            Country.objects.visible_to(self.person).annotate(has_rows=there).order_by(in_order_of("name"))
        )

    def offer_country(self) -> Choices:
        """Every country by its two letters."""
        return [(country.iso2, country.name) for country in self.countries]

    @property
    def carried(self) -> Sequence[BoundField]:
        """The fields in use that the form does not show, such as one city: it carries them along."""
        return [field for field in self.form.hidden_fields() if field.value()]

    def countries_with_rows(self) -> Choices:
        """What a list of countries shows: all of them as one, those with rows, and the one in use."""
        chosen = self.data.get("country")
        shown = [item for item in self.countries if item.has_rows or item.iso2 == chosen]
        return [("", gettext("All countries")), *((country.iso2, country.name) for country in shown)]

    def offer_year(self) -> Choices:
        """Every year that can be meant."""
        return [(str(year), str(year)) for year in YEARS]

    def years_with_rows(self) -> Choices:
        """What a list of years shows: all as one, those with rows, and the one in use; the latest first."""
        visible = self.queryset.model._default_manager.visible_to(self.person)
        dated = visible.filter(**{f"{self.date_field}__isnull": False})
        years = {str(day.year) for day in dated.dates(self.date_field, "year")}
        years |= {self.data.get("year")} & {year for year, _label in self.offer_year()}
        return [("", gettext("All years")), *((year, year) for year in sorted(years, reverse=True))]


def terms(vocabulary: str) -> Choices:
    """The entries of a controlled list in its own order."""
    return [(term.code, str(term)) for term in Term.objects.of(vocabulary)]


def _municipalities(request: HttpRequest | None) -> QuerySet[Municipality]:
    return Municipality.objects.visible_to(request.user if request is not None else AnonymousUser())


def municipality_filter(field_name: str) -> ModelChoiceFilter:
    """One place by its permanent key; a place out of sight is as unknown as one that does not exist."""
    return ModelChoiceFilter(
        label=_("City"),
        field_name=field_name,
        to_field_name="slug",
        queryset=_municipalities,
        widget=HiddenInput,
    )


def _criteria(request: HttpRequest | None) -> QuerySet[Criterion]:
    return Criterion.objects.visible_to(request.user if request is not None else AnonymousUser())


def criterion_filter(field_name: str) -> ModelChoiceFilter:
    """One of the criteria by its code; a code that does not exist is an error, not an empty list."""
    return ModelChoiceFilter(
        label=_("Criterion"), field_name=field_name, to_field_name="code", queryset=_criteria
    )
