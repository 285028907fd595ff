"""Partial dates: sources often know only a year or a month, and we never fill up the rest."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How much of a date is known; the date column then holds the first day of it."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


def parse_partial(text: str) -> tuple[datetime.date, Precision]:
    """`2019`, `2021-11` or `2025-06-19` as the first day of what is known, and the precision.

    Raises ValueError for anything else.
    """
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not text.replace("-", "").isdigit():
        raise ValueError(f"{text!r} is not a date of the form 2019, 2021-11 or 2025-06-19.")
    year, month, day = (*map(int, parts), 1, 1)[:3]
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1]
    return datetime.date(year, month, day), precision


def iso_partial(value: datetime.date | None, precision: str) -> str | None:
    """The date cut to what is known, in ISO 8601; None when nothing is known."""
    if value is None:
        return None
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(precision or "day"), 10)
    return value.isoformat()[:length]


def paired(date: str, precision: str, name: str) -> models.CheckConstraint:
    """The constraint that a partial date has a precision, and that no precision stands alone."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{date}__isnull": True, precision: ""})
        | models.Q(**{f"{date}__isnull": False, f"{precision}__in": list(Precision.values)}),
        name=name,
    )
