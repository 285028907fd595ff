"""Cursor paging: a page begins where another ended, so depth costs nothing and inserts shift nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from solidarity.web.columns import Person
from solidarity.web.records import Record, Rows, Table

PAGE_ROWS, MOST_PAGE_ROWS = 100, 1000
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the cursors of the pages beside them (None where there is no such page)."""

    table: Table
    next: str | None
    previous: str | None


def read_page(record: Record, rows: Rows, user: Person, *, size: int, cursor: str) -> Page:
    """`size` rows from where the cursor points, or from the start. ValidationError for a forged cursor."""
    way, place = _opened(record, cursor) if cursor else (AFTER, None)
    if way == BEFORE:
        wanted = rows.filter(**{f"{record.key}__lt": place}).order_by(f"-{record.key}")
    else:
        wanted = rows.order_by(record.key)
        wanted = wanted.filter(**{f"{record.key}__gt": place}) if cursor else wanted
    table = record.read(wanted[: size + 1], user)
    more = len(table.keys) > size
    table = table.cut(size)
    if way == BEFORE:
        return _beside(record, table.turned(), before=more, after=True)
    return _beside(record, table, before=bool(cursor), after=more)


def _beside(record: Record, table: Table, *, before: bool, after: bool) -> Page:
    if not table.keys:
        return Page(table, None, None)
    return Page(
        table,
        next=_sealed(record, AFTER, table.keys[-1]) if after else None,
        previous=_sealed(record, BEFORE, table.keys[0]) if before else None,
    )


def _signer(record: Record) -> signing.Signer:
    return signing.Signer(salt=f"cursor.{record.name}")


def _sealed(record: Record, way: str, place: Any) -> str:
    """The cursor, opaque and signed; a key that JSON has no form for (a UUID) goes as its text."""
    return _signer(record).sign_object({way: place if isinstance(place, int) else str(place)})


def _opened(record: Record, cursor: str) -> tuple[str, Any]:
    try:
        content: Mapping[str, Any] = _signer(record).unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        raise ValidationError({"cursor": [_("This cursor was not given by the portal.")]}) from None
    return next(iter(content.items()))
