"""Statements of the ORM that are worked out once, for the few that every request or every save makes.

Django builds the SQL of a call anew each time, which takes longer than PostgreSQL takes to run it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import signature
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql import UpdateQuery

Row = tuple[Any, ...]
SQL = tuple[str, tuple[Any, ...]]


class Slot(Expression):
    """Stands in a query where a value will come, and travels through the ORM as a parameter of the SQL."""

    def __init__(self, name: str, kind: Field[Any, Any] | None) -> None:
        super().__init__(output_field=kind)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002
        """A place for the parameter, and as the parameter the slot itself."""
        return "%s", [self]


class _Built:
    """What is built by a function from named values, always in the same shape.

    Neither a value nor the language may decide what SQL comes out: no translated columns, and what may be
    None goes into columns, never into conditions. `names` are those of the `**values` of the function, and
    `kinds` the type of a value where Django has to know it, as in sums. On SQLite, which converts values in
    and out, the ORM is simply called.
    """

    def __init__(
        self, build: Callable[..., Any], names: Iterable[str] = (), **kinds: Field[Any, Any]
    ) -> None:
        self.build = build
        own = [item.name for item in signature(build).parameters.values() if item.kind != item.VAR_KEYWORD]
        self._slots = {name: Slot(name, kinds.get(name)) for name in (*own, *names)}
        self._sql: SQL | None = None

    def filled(self, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The SQL with these values. Raises KeyError when one is missing."""
        if self._sql is None:  # two threads may do it at once, and find the same
            self._sql = self.compile(self.build(**self._slots))
        sql, parameters = self._sql
        return sql, [values[item.name] if isinstance(item, Slot) else item for item in parameters]

    def compile(self, built: Any) -> SQL:
        """The SQL of what was built, and its parameters."""
        raise NotImplementedError


class Reading(_Built):
    """Rows of plain values: `build` gives the queryset, which ends in `values_list`."""

    def rows(self, **values: Any) -> list[Row]:
        """All of them."""
        if connection.vendor != "postgresql":
            return list(self.build(**values))
        with connection.cursor() as cursor:
            cursor.execute(*self.filled(values))
            return list(cursor.fetchall())

    def first(self, **values: Any) -> Row | None:
        """The first, or None."""
        return next(iter(self.rows(**values)), None)

    def compile(self, built: QuerySet[Any]) -> SQL:
        """As the queryset would be read."""
        sql, parameters = built.query.sql_with_params()
        return sql, tuple(parameters)


class Change(_Built):
    """An UPDATE: `build` gives the queryset and its new values by field."""

    def run(self, **values: Any) -> int:
        """Carry it out; how many rows it changed."""
        if connection.vendor != "postgresql":
            rows, columns = self.build(**values)
            return int(rows.update(**columns))
        with connection.cursor() as cursor:
            cursor.execute(*self.filled(values))
            return int(cursor.rowcount)

    def compile(self, built: tuple[QuerySet[Any], dict[str, Any]]) -> SQL:
        """As `update` would send it."""
        rows, columns = built
        query: UpdateQuery = rows.query.chain(UpdateQuery)  # type: ignore[assignment]
        query.add_update_values(columns)
        sql, parameters = query.get_compiler(connection=connection).as_sql()
        return sql, tuple(parameters)


class Addition:
    """An INSERT of one row. Every column is given, the key and the time too: nothing has a default here."""

    def __init__(self, model: type[Model]) -> None:
        self._fields = {field.attname: field for field in model._meta.concrete_fields}
        places = ", ".join(["%s"] * len(self._fields))
        columns = ", ".join(f'"{field.column}"' for field in self._fields.values())
        self._sql = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})'  # noqa: S608

    def run(self, **values: Any) -> None:
        """Add it. Raises KeyError when a column is missing."""
        row = [field.get_db_prep_save(values[name], connection) for name, field in self._fields.items()]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, row)


def columns_of(model: type[Model]) -> Sequence[str]:
    """The columns of a model as `values_list` names them and `from_db` takes them."""
    return tuple(field.attname for field in model._meta.concrete_fields)
