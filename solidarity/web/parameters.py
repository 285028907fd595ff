"""What may stand in the address of an API call: one declaration for the check and for OpenAPI."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django_filters import DateFilter, FilterSet, UUIDFilter
from rest_framework.exceptions import ValidationError

from solidarity.web.outputs import Sentence

LONGEST = 1000
SCALAR = {"type": "string"}
FORMATS: Mapping[type, Mapping[str, str]] = {DateFilter: {"format": "date"}, UUIDFilter: {"format": "uuid"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter. `many`: may stand several times."""

    name: str
    meaning: Sentence
    schema: Mapping[str, Any] = field(default_factory=lambda: SCALAR)
    many: bool = False


def of_filters(filters: type[FilterSet] | None) -> Sequence[Parameter]:
    """The parameters of a filter set, with the codes that are known without asking the database.

    A filter is explained by `meanings` of its set where the label of the form says too little.
    """
    if filters is None:
        return []
    meanings: Mapping[str, Sentence] = getattr(filters, "meanings", {})
    return [
        _of_filter(name, item, meanings.get(name, item.label)) for name, item in filters.base_filters.items()
    ]


def _of_filter(name: str, item: Any, meaning: Sentence) -> Parameter:
    choices = item.extra.get("choices", ())
    codes = [code for code, _label in choices] if isinstance(choices, Sequence) else []
    schema: dict[str, Any] = {**SCALAR, "enum": codes} if codes else {**SCALAR, **FORMATS.get(type(item), {})}
    if "decimal_places" in item.extra:
        schema = {"type": "integer", "minimum": item.extra["min_value"], "maximum": item.extra["max_value"]}
    many = getattr(item.field_class.widget, "allow_multiple_selected", False)
    return Parameter(name=name, meaning=meaning, schema=schema, many=many)


def check(query: QueryDict, allowed: Iterable[Parameter]) -> None:
    """ValidationError naming each parameter that is unknown, repeated, too long or not text."""
    known = {parameter.name: parameter for parameter in allowed}
    errors: dict[str, list[str]] = {}
    for name, values in query.lists():
        if name not in known:
            errors[_shown(name)] = [_("There is no such parameter here.")]
        elif len(values) > 1 and not known[name].many:
            errors[name] = [_("This parameter may stand only once.")]
        elif any(_is_hostile(value) for value in values):
            errors[name] = [_("This text is too long, or holds signs that are not text.")]
    if errors:
        raise ValidationError(errors)


def _shown(name: str) -> str:
    return name[:80].replace("\0", "\ufffd")


def _is_hostile(value: str) -> bool:
    return len(value) > LONGEST or any(sign in value for sign in "\0\ufffd")


def flag(query: QueryDict, name: str) -> bool:
    """`true` or `false`; false when it is not there."""
    value = query.get(name, "false")
    if value not in {"true", "false"}:
        raise ValidationError({name: [_("Give true or false.")]})
    return value == "true"


def whole_number(query: QueryDict, name: str, *, default: int, most: int) -> int:
    """A number from 1 to `most`."""
    value = query.get(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and 1 <= int(value) <= most):
        raise ValidationError({name: [_("Give a whole number from 1 to %(most)d.") % {"most": most}]})
    return int(value)


def moment(query: QueryDict, name: str) -> datetime.datetime | None:
    """A time or a day in ISO 8601, in UTC where no zone is said; None when it is not there."""
    value = query.get(name)
    if value is None:
        return None
    try:
        # A bare + in an address reads as a space: 10:00+00:00 arrives as 10:00 00:00.
        found = parse_datetime(value.replace(" ", "+") if "T" in value else value)
        day = parse_date(value) if found is None else None
        if day is not None:
            found = datetime.datetime.combine(day, datetime.time.min, datetime.UTC)
        if found is not None:
            return found if timezone.is_aware(found) else found.replace(tzinfo=datetime.UTC)
    except (ValueError, OverflowError):
        pass
    raise ValidationError({name: [_("Give a time in ISO 8601, such as 2026-05-01T00:00:00Z.")]})
