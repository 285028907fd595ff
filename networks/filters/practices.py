"""How the library of good practices is narrowed, and what each further choice would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Value
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from networks.filters.codes import AnyOf, Choices, CodedFilterSet, municipality_filter
from networks.models import Criterion, Practice, Term
from networks.querysets import PracticeQuerySet
from networks.search import LONGEST_QUERY

FACETS: Mapping[str, str] = {
    "theme": "theme__code",
    "country": "country__iso2",
    "criterion": "criteria__code",
    "area": "areas__code",
}
IN_OWN_ORDER = frozenset({"criterion"})
SHOWN_AT_FIRST = 6
ALL = "all"
THEMES, AREAS = "brazil_themes", "strategic_areas"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, and how many practices choosing it finds beside the other facets' choices."""

    code: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter; the less frequent ones wait in `more`. `errors` say what was wrong."""

    name: str
    label: str
    choices: Sequence[Choice]
    more: Sequence[Choice]
    errors: Sequence[str]

    @property
    def opens_more(self) -> bool:
        """Whether something in `more` is chosen, so that it has to be seen."""
        return any(choice.is_chosen for choice in self.more)


class PracticeFilter(CodedFilterSet):
    """What narrows practices on pages, in the API and in exports. Every name is part of the API."""

    country_path = "country"

    q = CharFilter(label=_("Word, city or country"), max_length=LONGEST_QUERY, method="search")
    theme = AnyOf(label=_("Theme"), field_name=FACETS["theme"], choices=list)
    country = AnyOf(label=_("Country"), field_name=FACETS["country"], choices=list)
    criterion = AnyOf(label=_("Criterion"), field_name=FACETS["criterion"], choices=list)
    area = AnyOf(label=_("Strategic area"), field_name=FACETS["area"], choices=list)
    municipality = municipality_filter("municipality")
    recognised = ChoiceFilter(
        label=_("In the first report of Brazil"),
        choices=[
            ("true", _("In the first report of Brazil")),
            ("false", _("Not in the first report of Brazil")),
        ],
        method="keep_recognised",
        widget=HiddenInput,
    )

    class Meta:
        model = Practice
        fields = ("q", *FACETS, "municipality", "recognised")

    def search(self, rows: PracticeQuerySet, _name: str, value: str) -> PracticeQuerySet:
        """Every word must occur, whatever accents and capitals."""
        return rows.search(value)

    def keep_recognised(self, rows: PracticeQuerySet, _name: str, value: str) -> PracticeQuerySet:
        """Only those that the first report of Brazil holds, or only the others."""
        return rows.filter(is_recognised=value == "true")

    @cached_property
    def _terms(self) -> Sequence[Term]:
        return list(Term.objects.filter(vocabulary__code__in=[THEMES, AREAS]).select_related("vocabulary"))

    def _terms_of(self, vocabulary: str) -> Choices:
        return [(term.code, str(term)) for term in self._terms if term.vocabulary.code == vocabulary]

    def offer_theme(self) -> Choices:
        """The five themes."""
        return self._terms_of(THEMES)

    def offer_area(self) -> Choices:
        """The strategic areas."""
        return self._terms_of(AREAS)

    def offer_criterion(self) -> Choices:
        """The ten criteria with their numbers."""
        return [(criterion.code, str(criterion)) for criterion in Criterion.objects.all()]

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """For each facet, its codes with the number of practices under the other choices. One query."""
        everything = self._grouped(self.queryset, ALL, Value(ALL))
        parts = [self._grouped(self._narrowed_but_for(name), name, F(path)) for name, path in FACETS.items()]
        counts: dict[str, dict[str, int]] = {name: {} for name in (ALL, *FACETS)}
        for row in everything.union(*parts, all=True):
            counts[row["facet"]][row["found"] or ""] = row["practices"]
        return counts

    @staticmethod
    def _grouped(rows: PracticeQuerySet, facet: str, code: Any) -> Any:
        plain = rows.select_related(None).prefetch_related(None).order_by()
        groups = plain.annotate(facet=Value(facet), found=code).values("facet", "found")
        return groups.annotate(practices=Count("pk", distinct=True))

    @property
    def library_total(self) -> int:
        """How many practices there are without any filter."""
        return self.counts[ALL].get(ALL, 0)

    def _narrowed_but_for(self, left_out: str) -> PracticeQuerySet:
        rows: PracticeQuerySet = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name != left_out:
                rows = self.filters[name].filter(rows, value)
        return rows

    @cached_property
    def facets(self) -> Sequence[Facet]:
        """What the page offers beside the list. Values without practices are left out unless chosen."""
        return [self._facet(name) for name in FACETS]

    def _facet(self, name: str) -> Facet:
        field, counts = self.form.fields[name], self.counts[name]
        chosen = set(self.form.cleaned_data.get(name) or ())
        choices = [
            Choice(code, label, counts.get(code, 0), code in chosen)
            for code, label in field.choices
            if counts.get(code) or code in chosen
        ]
        if name not in IN_OWN_ORDER:
            choices.sort(key=lambda choice: -choice.count)
        cut = len(choices) if name in IN_OWN_ORDER or len(choices) <= SHOWN_AT_FIRST + 1 else SHOWN_AT_FIRST
        return Facet(name, str(field.label), choices[:cut], choices[cut:], self.form.errors.get(name, []))
