"""Formatting for templates, and nothing else: icons, dates, numbers, addresses with other filters."""

import datetime
from collections.abc import Iterable
from email.utils import parseaddr
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from solidarity.web import rooftops
from solidarity.web.dates import written

register = template.Library()

FORMATS = {"year": "Y", "month": "YEAR_MONTH_FORMAT", "day": "DATE_FORMAT"}
LEAD = 150  # characters on a card
BARS = ((0, 16, 6), (7, 11, 11), (14, 6, 16), (21, 1, 21))  # x, y, height of the four level bars


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A symbol of static/img/icons.svg; decorative unless it has a label."""
    return _icon(name, str(label))


@lru_cache(maxsize=512)
def _icon(name: str, label: str) -> SafeString:
    """Drawn once: a page shows thirty of them."""
    return render_to_string("components/icon.html", {"name": name, "label": label})


@register.inclusion_tag("components/rooftops.html")
def rooftop_art(key: str, mood: str = "") -> dict[str, Any]:
    """The rooftop drawing that belongs to a slug, always the same. `mood` "night" is for city pages."""
    return {"art": rooftops.draw(key, night=mood == "night"), "night": mood == "night"}


@register.filter
def short_month(value: datetime.date) -> str:
    """The month in three letters or so: "oct" in Spanish, "Oct" in English."""
    return written(value, "M")


@register.filter
def day_of_month(value: datetime.date) -> str:
    """The day alone, before another of the same month: the "1º" in "1º–3 abr. 2026"."""
    return written(value, "j")


@register.filter(expects_localtime=True)
def partial_date(value: datetime.date | None, precision: str = "day") -> str:
    """The date as far as it is known: "2019", "noviembre de 2021", "3 oct 2026". Empty for none."""
    if value is None:
        return ""
    return written(value, FORMATS.get(precision or "day", "DATE_FORMAT"))


@register.filter(expects_localtime=True)
def after_preposition(value: datetime.date | None, precision: str = "day") -> str:
    """The same behind a word such as "since": Spanish writes "desde el 3 oct 2026", but "desde 2019"."""
    text = partial_date(value, precision)
    return f"el {text}" if text and precision == "day" and get_language() == "es" else text


@register.filter(expects_localtime=True)
def moment(value: datetime.datetime | None) -> str:
    """Date and time in the reader's time zone: "3 oct 2026, 10:43". Empty for none."""
    return written(value, "DATETIME_FORMAT") if value else ""


@register.filter(expects_localtime=True)
def zoned_moment(value: datetime.datetime | None) -> str:
    """The same for paper, which does not tell whose time zone it is: "3 oct 2026, 10:43 (UTC−3)"."""
    return f"{moment(value)} ({_zone(value)})" if value else ""


@register.filter
def number(value: float | None, places: int | None = None) -> str:
    """A number in the reader's manner: 1.234,5 or 1,234.5. Empty for none."""
    if value is None:
        return ""
    return number_format(value, decimal_pos=places, force_grouping=True)


@register.filter
def lead(text: str, length: int = LEAD) -> str:
    """The first sentences of a text, as many as fit in `length` characters, and at least one."""
    first, *rest = text.replace(". ", ".\n").splitlines() or [""]
    for sentence in rest:
        if len(first) + len(sentence) >= length:
            break
        first = f"{first} {sentence}"
    return first


@register.filter
def in_a_row(names: Iterable[object]) -> str:
    """Several terms one after the other: "Educación, salud", though each begins with a capital on its own."""
    first, *rest = [str(name) for name in names] or [""]
    return ", ".join(
        [first, *(name if name[1:2].isupper() else name[:1].lower() + name[1:] for name in rest)]
    )


@register.filter
def elided(page: Page[Any]) -> Iterable[int | str]:
    """The page numbers to offer around this one, with "…" where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def bars(level: int) -> list[dict[str, Any]]:
    """The four ascending bars of a maturity level from 0 to 4."""
    return [
        {"x": x, "y": y, "height": height, "filled": index < level}
        for index, (x, y, height) in enumerate(BARS)
    ]


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The bare input of a form field, dressed in the portal's class."""
    return field.as_widget(attrs={"class": f"in {field.field.widget.attrs.get('class', '')}".strip()})


@register.simple_tag
def without(query: QueryDict, name: str, value: str) -> str:
    """The query string with one value of one filter taken out, and back on the first page."""
    rest = query.copy()
    rest.setlist(name, [kept for kept in query.getlist(name) if kept != value])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"


@register.simple_tag
def contact() -> str:
    """The e-mail address that answers questions about the portal."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


@register.simple_tag
def chips_of(form: BaseForm, query: QueryDict) -> list[dict[str, str]]:
    """One chip per filter value in use: its words, and the address without it."""
    return [
        {"label": label, "address": without(query, field.html_name, value)}
        for field in form.visible_fields()
        for value in query.getlist(field.html_name)
        if value and (label := _label(field, value))
    ]


def _label(field: BoundField, value: str) -> str:
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return value
    return next((str(label) for key, label in choices if str(key) == value), "")


def _zone(value: datetime.datetime) -> str:
    minutes = int((value.utcoffset() or datetime.timedelta()).total_seconds()) // 60
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
