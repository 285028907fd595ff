"""The filters in use, as links that take each of them away."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, QuerySet, Value
from django.http import QueryDict
from django_filters import FilterSet

from solidarity.web.templatetags.portal import partial_date


@dataclass(frozen=True, slots=True)
class Chip:
    """One value in use: its filter, what it says, and the query without it, such as `?kind=province`."""

    name: str
    label: str
    address: str


def chips(narrowed: FilterSet, *, leave_out: Iterable[str] = ("sort",)) -> list[Chip]:
    """A chip for every value in use; none when the filters are not valid."""
    if not narrowed.is_valid():
        return []
    return [
        Chip(name, _label(field, value), _without(narrowed.data, name, _code(field, value)))
        for name, field in narrowed.form.fields.items()
        if name not in leave_out
        for value in _values(narrowed.form.cleaned_data[name])
    ]


def _values(cleaned: Any) -> list[Any]:
    if isinstance(cleaned, str | Model | datetime.date):
        return [cleaned] if cleaned else []
    return list(cleaned or [])


def _label(field: Any, value: Any) -> str:
    if isinstance(value, Model):
        return str(value)
    if hasattr(field, "choices"):
        return str(dict(field.choices).get(value, value))
    if isinstance(value, datetime.date):
        return f"{field.label}: {partial_date(value)}"
    return f"“{value}”"


def _code(field: Any, value: Any) -> str | None:
    """The value as the address has it where a name may stand several times; None takes the name away."""
    if getattr(field.widget, "allow_multiple_selected", False):
        return str(field.prepare_value(value))
    return None


def _without(data: QueryDict, name: str, code: str | None) -> str:
    rest = QueryDict(mutable=True)
    for key, values in data.lists():
        kept = [value for value in values if value and (key != name or code not in {None, value})]
        if kept and key != "page":
            rest.setlist(key, kept)
    return f"?{rest.urlencode()}"


@dataclass(frozen=True, slots=True)
class WayOut:
    """For a list that came out empty: how many rows there are without one of the filters."""

    label: str
    address: str
    total: int


def ways_out(narrowed: FilterSet) -> list[WayOut]:
    """The single filters whose removal finds something, the most fruitful first. One query."""
    used = chips(narrowed)
    names = [name for name, value in narrowed.form.cleaned_data.items() if value] if used else []
    counts = [
        # Annotated first: `values` of an expression alone would take every column of a translated model.
        _narrowed_but_for(narrowed, name)
        .order_by()
        .annotate(left_out=Value(name))
        .values("left_out")
        .annotate(total=Count("pk", distinct=True))
        for name in names
    ]
    if not counts:
        return []
    totals = {row["left_out"]: row["total"] for row in counts[0].union(*counts[1:], all=True)}
    found = [WayOut(chip.label, chip.address, totals.get(chip.name, 0)) for chip in used]
    return sorted((way for way in found if way.total), key=lambda way: -way.total)


def _narrowed_but_for(narrowed: FilterSet, left_out: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = narrowed.queryset.select_related(None).prefetch_related(None)
    for name, value in narrowed.form.cleaned_data.items():
        if name != left_out:
            rows = narrowed.filters[name].filter(rows, value)
    return rows
