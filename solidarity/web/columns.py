"""Where the values of a row come from. A column says what is selected, and makes its outputs of that."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from solidarity.accounts.models import User
from solidarity.web.outputs import CODE, DATE, NUMBER, TEXT, Output, Sentence

Person = User | AnonymousUser
Expression = Coalesce | Cast | models.Subquery
Read = str | Expression
Values = Sequence[Any]


def _languages() -> list[str]:
    """The active language, then those that stand in for it."""
    active = get_language() or settings.LANGUAGE_CODE
    return list(dict.fromkeys([active, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES]))


def localized(path: str) -> Coalesce:
    """A translated column in the active language, and in another one where that is empty."""
    texts = (NullIf(f"{path}_{code.replace('-', '_')}", models.Value("")) for code in _languages())
    return Coalesce(*texts, models.Value(""), output_field=models.TextField())


class Column(ABC):
    """One or more outputs, made for a whole page at once."""

    @abstractmethod
    def outputs(self) -> Sequence[Output]:
        """What a row gains by this column."""

    @abstractmethod
    def reads(self, user: Person) -> Sequence[Read]:
        """What is selected from each row."""

    def values(self, user: Person, *cells: Values) -> Sequence[Values]:  # noqa: ARG002
        """The values of each output, of what was selected (one sequence for each thing read)."""
        return cells


class Field(Column):
    """The value at `path`, as it is stored."""

    def __init__(
        self, name: str, meaning: Sentence, kind: str = TEXT, *, path: str = "", **about: Any
    ) -> None:
        """`about` are further facts of the output: example, hxl, codes, nullable."""
        self.path = path or name
        self.output = Output(name=name, meaning=meaning, kind=kind, **about)

    def outputs(self) -> Sequence[Output]:
        return (self.output,)

    def reads(self, user: Person) -> Sequence[Read]:  # noqa: ARG002
        if self.output.kind == NUMBER:  # exact decimals have no form in JSON
            return [Cast(self.path, models.FloatField())]
        return [self.path]


class Translated(Field):
    """A text in the language of the answer."""

    def reads(self, user: Person) -> Sequence[Read]:  # noqa: ARG002
        return [localized(self.path)]


class Choice(Field):
    """A code of an enumeration, and its label in the language of the answer."""

    def __init__(self, name: str, meaning: Sentence, choices: type[models.TextChoices], **about: Any) -> None:
        super().__init__(name, meaning, CODE, codes=choices.values, **about)
        self.choices = choices

    def outputs(self) -> Sequence[Output]:
        example = self.output.example
        return self.output, _label(self.output, self.choices(example).label if example else None)

    def values(self, user: Person, *cells: Values) -> Sequence[Values]:  # noqa: ARG002
        labels = {code: str(label) for code, label in self.choices.choices}
        return [code or None for code in cells[0]], [labels.get(code) for code in cells[0]]


class Termed(Field):
    """The code of the term of a controlled list that `path` points to, and its translated name."""

    def __init__(self, name: str, meaning: Sentence, *, label: str, **about: Any) -> None:
        """`label` is an example of a name."""
        super().__init__(name, meaning, CODE, **about)
        self.example = label

    def outputs(self) -> Sequence[Output]:
        return self.output, _label(self.output, self.example)

    def reads(self, user: Person) -> Sequence[Read]:  # noqa: ARG002
        return [f"{self.path}__code", localized(f"{self.path}__name")]


class PartialDate(Field):
    """A date cut to what is known (2019, 2021-11, 2025-06-19), and how much that is."""

    LENGTHS: Mapping[str, int] = {"year": 4, "month": 7}

    def __init__(
        self, name: str, meaning: Sentence, *, precision: str, gives: str = "", **about: Any
    ) -> None:
        """`precision` is the column that says how much is known, given as `gives` unless that is empty."""
        super().__init__(name, meaning, DATE, nullable=True, **about)
        self.precision, self.gives = precision, gives

    def outputs(self) -> Sequence[Output]:
        precision = Output(
            name=self.gives,
            meaning=_("How much of the date is known: day, month or year."),
            kind=CODE,
            codes=("day", "month", "year"),
            example="day",
            nullable=True,
        )
        return (self.output, precision) if self.gives else (self.output,)

    def reads(self, user: Person) -> Sequence[Read]:  # noqa: ARG002
        return [self.path, self.precision]

    def values(self, user: Person, *cells: Values) -> Sequence[Values]:  # noqa: ARG002
        dates = [
            day and day.isoformat()[: self.LENGTHS.get(precision, 10)]
            for day, precision in zip(*cells, strict=True)
        ]
        return (dates, [precision or None for precision in cells[1]]) if self.gives else (dates,)


class Linked(Column):
    """Fields of the row that `path` points to; null where this person may not see that row."""

    def __init__(self, path: str, model: type[models.Model], shows: Mapping[str, Output]) -> None:
        """`shows` maps fields of the other row to outputs."""
        self.path, self.model, self.shows = path, model, shows

    def outputs(self) -> Sequence[Output]:
        return tuple(self.shows.values())

    def reads(self, user: Person) -> Sequence[Read]:
        visible = self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
        found = visible.filter(pk=models.OuterRef(self.path)).order_by()
        return [models.Subquery(found.values(name)[:1]) for name in self.shows]


class Many(Column):
    """What is behind a to-many relation, as lists of equal length, with one query for the whole page."""

    def __init__(
        self,
        model: type[models.Model],
        relation: str,
        shows: Mapping[str, Output],
        *,
        order: str,
        translated: Sequence[str] = (),
        scope: type[models.Model] | None = None,
    ) -> None:
        """`shows` maps fields of the related rows to outputs; `scope`: their model if some are not public."""
        self.model, self.relation, self.shows = model, relation, shows
        self.order, self.translated, self.scope = order, translated, scope

    def outputs(self) -> Sequence[Output]:
        return tuple(self.shows.values())

    def reads(self, user: Person) -> Sequence[Read]:  # noqa: ARG002
        return ["pk"]

    def values(self, user: Person, *cells: Values) -> Sequence[Values]:
        lists: list[dict[Any, list[Any]]] = [{pk: [] for pk in cells[0]} for _name in self.shows]
        for pk, *row in self._related(user, cells[0]) if cells[0] else ():
            for values, value in zip(lists, row, strict=True):
                values[pk].append(value)
        return [list(values.values()) for values in lists]

    def _related(self, user: Person, ids: Values) -> "models.QuerySet[Any, tuple[Any, ...]]":
        condition = {"pk__in": ids, f"{self.relation}__isnull": False}
        if self.scope is not None:
            visible = self.scope._default_manager.visible_to(user)  # type: ignore[attr-defined]
            condition[f"{self.relation}__in"] = visible.order_by().values("pk")
        paths = [self._path(name) for name in self.shows]
        return (
            self.model._default_manager.filter(**condition)
            .order_by(f"{self.relation}__{self.order}")
            .values_list("pk", *paths)
        )

    def _path(self, name: str) -> Read:
        path = f"{self.relation}__{name}"
        return localized(path) if name in self.translated else path


def _label(code: Output, example: Sentence | None) -> Output:
    """Its example stays lazy: some outputs are made when modules load, before a language is known."""
    return Output(
        name=f"{code.name}_label",
        meaning=_("The same in the language of the answer."),
        example=example,
        nullable=code.nullable,
    )


class Worded(Field):
    """A JSON column whose texts stand in three languages, each in the language of the answer."""

    def values(self, user: Person, *cells: Values) -> Sequence[Values]:  # noqa: ARG002
        languages = _languages()
        return ([_worded(value, languages) for value in cells[0]],)


def _worded(value: Any, languages: Sequence[str]) -> Any:
    if isinstance(value, list):
        return [_worded(item, languages) for item in value]
    if not isinstance(value, dict):
        return value
    if value and value.keys() <= set(languages):
        return next((value[code] for code in languages if value.get(code)), None)
    return {name: _worded(item, languages) for name, item in value.items()}
