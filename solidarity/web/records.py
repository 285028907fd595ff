"""One declaration of a resource, from which all its forms follow: JSON, CSV, XLSX, HXL row, OpenAPI.

A page of rows is read with one `values_list()`, plus one query for each column that holds many values,
and kept by column. No object is built for a row.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import get_language

from solidarity.web.columns import Column, Expression, Person, Read, Values
from solidarity.web.outputs import Output, Sentence, example_of, shape
from solidarity.web.readonly import reading_only

Rows = models.QuerySet[Any]
CHUNK = 1000
Plan = list[tuple[Column, list[str]]]  # each column with the names it reads under
Removed = Callable[[datetime.datetime, Person], list[dict[str, Any]]]  # since when: id and removed_at


@dataclass(frozen=True, slots=True)
class Table:
    """A page of rows by column. `keys` are their places in the order of the list."""

    names: Sequence[str]
    columns: Sequence[Values]
    keys: Values

    def cut(self, size: int) -> "Table":
        """The first `size` rows."""
        return Table(self.names, [values[:size] for values in self.columns], self.keys[:size])

    def turned(self) -> "Table":
        """The same rows, last one first."""
        return Table(self.names, [values[::-1] for values in self.columns], self.keys[::-1])

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Each row as a tuple, in the order of `names`."""
        return zip(*self.columns, strict=True)

    def members(self) -> list[dict[str, Any]]:
        """Each row as the members of a JSON object."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a resource shows. `key` is a permanent unique column: lists are ordered and paged by it.

    `details` are shown beside the columns where one row is asked for alone.
    """

    name: str  # singular, such as "Municipality": its name in OpenAPI
    model: type[models.Model]
    key: str
    columns: Sequence[Column]
    details: Sequence[Column] = ()
    removed: Removed | None = None

    def outputs(self, *, detailed: bool = False) -> list[Output]:
        """Every value of a row."""
        return list(chain.from_iterable(column.outputs() for column in self._columns(detailed)))

    def shape(self, *, detailed: bool = False) -> dict[str, Any]:
        """The JSON schema of a row."""
        return shape(self.outputs(detailed=detailed))

    def example(self, *, detailed: bool = False) -> dict[str, Any]:
        """A row as it might be."""
        return example_of(self.outputs(detailed=detailed))

    def read(self, rows: Rows, user: Person, *, detailed: bool = False) -> Table:
        """These rows as `user` may see them, in the active language."""
        plan, computed = self._plan(user, detailed)
        names = list(dict.fromkeys([self.key, *chain.from_iterable(reads for _column, reads in plan)]))
        fetched = list(rows.annotate(**computed).values_list(*names))
        cells = dict(zip(names, zip(*fetched, strict=True) if fetched else [()] * len(names), strict=True))
        values: list[Values] = []
        for column, reads in plan:
            values += column.values(user, *(cells[name] for name in reads))
        return Table([output.name for output in self.outputs(detailed=detailed)], values, cells[self.key])

    def pages(self, rows: Rows, user: Person) -> Iterator[Table]:
        """All the rows, a thousand at a time, each page begun where the last one ended.

        Safe to take up after the answer has begun: every page is read in the language of the first one.
        """
        language, rows = get_language(), rows.order_by(self.key)
        page = rows
        while True:
            with translation.override(language), reading_only():
                table = self.read(page[:CHUNK], user)
            yield table
            if len(table.keys) < CHUNK:
                return
            page = rows.filter(**{f"{self.key}__gt": table.keys[-1]})

    def _plan(
        self, user: Person, detailed: bool
    ) -> tuple[list[tuple[Column, list[str]]], dict[str, Expression]]:
        """Each column with the names it reads under, and the expressions behind those that are no paths."""
        plan: list[tuple[Column, list[str]]] = []
        computed: dict[str, Expression] = {}
        for column in self._columns(detailed):
            reads = []
            for read in column.reads(user):
                name = read if isinstance(read, str) else f"computed_{len(computed)}"
                if not isinstance(read, str):
                    computed[name] = read
                reads.append(name)
            plan.append((column, reads))
        return plan, computed

    def _columns(self, detailed: bool) -> Sequence[Column]:
        return (*self.columns, *self.details) if detailed else self.columns


class Nested(Column):
    """The rows of another record that belong to each row, each list in one query and those of its columns."""

    def __init__(self, name: str, meaning: Sentence, record: Record, *, order: str) -> None:
        """`record.key` is the column of the inner rows that points to the outer one; `order` sorts them."""
        self.name, self.meaning, self.record, self.order = name, meaning, record, order

    def outputs(self) -> Sequence[Output]:
        """Made anew each time: the example has labels in the language of the answer."""
        shape, example = self.record.shape(), [self.record.example()]
        return (Output(name=self.name, meaning=self.meaning, many=True, shape=shape, example=example),)

    def reads(self, user: Person) -> Sequence[Read]:  # noqa: ARG002
        return ["pk"]

    def values(self, user: Person, *cells: Values) -> Sequence[Values]:
        lists: dict[Any, list[Any]] = {pk: [] for pk in cells[0]}
        rows = self.record.model._default_manager.filter(**{f"{self.record.key}__in": cells[0]})
        table = self.record.read(rows.order_by(self.order), user)
        for pk, member in zip(table.keys, table.members(), strict=True):
            lists[pk].append(member)
        return (list(lists.values()),)
