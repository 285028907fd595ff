"""Reading pages may not write: a guard around everything a GET does with the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

_READS = (
    "SELECT",
    "WITH",
    "EXPLAIN",
    "VALUES",
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK",
    "DECLARE",
    "FETCH",
    "CLOSE",
)


class WriteWhileReading(Exception):
    """A view that only reads tried to change the database."""


def _refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not sql.lstrip(" (\n").upper().startswith(_READS):
        raise WriteWhileReading(sql.split(None, 3)[:3])
    return execute(sql, params, many, context)


@contextmanager
def reading_only() -> Iterator[None]:
    """Refuse every statement that changes data, on the default database."""
    with connections["default"].execute_wrapper(_refuse):
        yield
