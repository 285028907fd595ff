"""Dates in words, as an educated person writes them in the active language."""

import datetime

from django.utils.dateformat import DateFormat
from django.utils.formats import get_format
from django.utils.translation import get_language


class _Portuguese(DateFormat):
    """Brazilian Portuguese counts the first day of a month: "1º abr. 2026", "1º de abril"."""

    def j(self) -> int | str:  # type: ignore[override]
        """Day of the month."""
        day = super().j()
        return "1º" if day == 1 else day


def written(value: datetime.date, form: str) -> str:
    """`value` in words; `form` names one of the formats of the language, or is a format itself."""
    language = get_language() or "en"
    kind = _Portuguese if language.startswith("pt") else DateFormat
    text = kind(value).format(get_format(form))
    return text if language.startswith("en") else text.lower()  # other languages write months small
