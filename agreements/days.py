"""Which day it is where a place lies: an agreement is valid to the end of its last day there."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateField, F, Func, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce, TruncMonth, TruncYear
from django.utils import timezone

from networks.models import Municipality

NO_COUNTRY = "UTC"  # an association of several countries lies in no one zone
EARLIEST = datetime.date(1951, 7, 28)  # the Refugee Convention: an earlier day is a slip of the hand


class LocalDay(Func):
    """The calendar day at a moment, in the first of the time zones that `zones` names, and `days` later."""

    output_field = DateField()
    function = "LOCAL_DAY"

    def __init__(self, at: datetime.datetime, zones: str, days: int = 0) -> None:
        zone = Coalesce(F(zones), Value(NO_COUNTRY), output_field=TextField())
        super().__init__(Cast(Value(at.isoformat()), TextField()), zone, Value(days))

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # noqa: ARG002
        """In SQL: the instant as the clock of the zone shows it, cut to its day."""
        moment, zone, days = (compiler.compile(part) for part in self.source_expressions)
        sql = (
            f"((({moment[0]})::timestamptz AT TIME ZONE SPLIT_PART({zone[0]}, ' ', 1))::date"
            f" + ({days[0]})::integer)"
        )
        return sql, [*moment[1], *zone[1], *days[1]]


def over_before(day: Any) -> Q:
    """The condition that the term, as far as it is known, ended before `day` (an expression of a date).

    A term known to the month or the year lasts to the end of that month or year.
    """
    return (
        Q(valid_precision="day", valid_to__lt=day)
        | Q(valid_precision="month", valid_to__lt=TruncMonth(day))
        | Q(valid_precision="year", valid_to__lt=TruncYear(day))
    )


def local_day(place: Municipality, at: datetime.datetime | None = None) -> datetime.date:
    """Which day it is at `place`, now or at a moment."""
    zone = ZoneInfo(place.country.time_zone if place.country else NO_COUNTRY)
    return (at or timezone.now()).astimezone(zone).date()


def teach_sqlite(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Give a new SQLite connection LOCAL_DAY."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("LOCAL_DAY", 3, _local_day, deterministic=True)


def _local_day(at: str, zones: str, days: int) -> str:
    day = datetime.datetime.fromisoformat(at).astimezone(ZoneInfo(zones.split()[0])).date()
    return (day + datetime.timedelta(days=days)).isoformat()
