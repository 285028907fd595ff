"""Calls of the ORM whose SQL is worked out once, for the few that every request or every save makes.

Django builds the SQL of a call anew each time, which takes longer than PostgreSQL takes to run it.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet

Row = tuple[Any, ...]


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns of a model as `values_list` names them and `from_db` takes them."""
    return tuple(field.attname for field in model._meta.concrete_fields)


class Slot(Expression):
    """Stands in a call where a value will come. Slots travel through the ORM as parameters of the SQL."""

    def __init__(self, name: str, kind: Field[Any, Any] | None) -> None:
        super().__init__(output_field=kind)
        self.name, self.kind = name, kind

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002
        """A place for the parameter, and as the parameter the slot itself."""
        return "%s", [self]

    def fill(self, values: dict[str, Any]) -> Any:
        """The value that goes to the driver. Raises KeyError when none is given."""
        value = values[self.name]
        return value if self.kind is None else self.kind.get_db_prep_value(value, connection)


class Statement:
    """One call of the ORM: `build` makes it from named values, and always in the same shape.

    It returns either a queryset of plain values or what a call that writes returns. Its names are taken
    from `kinds`: a field where the driver needs its help with a value (JSON) or Django needs to know the
    type (sums), None elsewhere. Neither a value nor the language may decide what SQL comes out: no translated
    columns, and what may be None goes into columns, never into conditions. Defaults are worked out once with it, so a call that adds rows is given
    every value, key and time too. On SQLite, which converts values in and out, the call is simply made.
    """

    def __init__(self, build: Callable[..., Any], **kinds: Field[Any, Any] | None) -> None:
        self._build, self._kinds = build, kinds
        self._compiled: tuple[str, tuple[Any, ...]] | None = None

    def rows(self, **values: Any) -> list[Row]:
        """The rows of a call that reads."""
        if connection.vendor != "postgresql":
            return list(self._build(**values))
        with connection.cursor() as cursor:
            cursor.execute(*self._filled(values))
            return list(cursor.fetchall())

    def first(self, **values: Any) -> Row | None:
        """The first of them, or None."""
        return next(iter(self.rows(**values)), None)

    def write(self, **values: Any) -> int:
        """Make a call that writes: how many rows it changed or added."""
        if connection.vendor != "postgresql":
            changed = self._build(**values)
            return changed if isinstance(changed, int) else 1
        with connection.cursor() as cursor:
            cursor.execute(*self._filled(values))
            return int(cursor.rowcount)

    def _filled(self, values: dict[str, Any]) -> tuple[str, list[Any]]:
        sql, parameters = self._compiled or self._compile()
        return sql, [item.fill(values) if isinstance(item, Slot) else item for item in parameters]

    def _compile(self) -> tuple[str, tuple[Any, ...]]:
        """What the ORM would have sent. Two threads may do it at once, and find the same."""
        sent: list[tuple[str, tuple[Any, ...]]] = []

        def note(_execute: Any, sql: str, params: Any, _many: bool, _context: Any) -> None:
            sent.append((sql, tuple(params)))

        slots = {name: Slot(name, kind) for name, kind in self._kinds.items()}
        with connection.execute_wrapper(note):
            made = self._build(**slots)
        if isinstance(made, QuerySet):
            sent.append(made.query.sql_with_params())
        (self._compiled,) = sent
        return sent[0]
