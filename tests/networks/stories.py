"""Practices, networks and events for tests, each from legal data, public unless said otherwise."""

import datetime
import re
from itertools import count
from typing import Any

from networks.models import Country, Criterion, Event, Network, Practice, Source, Term, Vocabulary

numbers = count(1)


def term(vocabulary: str, code: str) -> Term:
    """An entry of a controlled list, made when it is absent; its name is its code."""
    shelf = Vocabulary.objects.get_or_create(code=vocabulary)[0]
    names = {f"name_{language}": code.capitalize() for language in ("en", "es", "pt_br")}
    return Term.objects.get_or_create(vocabulary=shelf, code=code, defaults={"position": 1, **names})[0]


def criterion(number: int) -> Criterion:
    """One of the ten criteria."""
    names = {f"title_{language}": f"Title {number}" for language in ("en", "es", "pt_br")}
    scopes = {f"scope_{language}": f"Scope {number}" for language in ("en", "es", "pt_br")}
    defaults = {"number": number, "slug": f"criterion-{number}", **names, **scopes}
    return Criterion.objects.get_or_create(code=f"C{number:02d}", defaults=defaults)[0]


def source(title: str = "A page that tells of it") -> Source:
    """A source with an address."""
    return Source.objects.get_or_create(title=title, address="https://example.org/story")[0]


def practice(
    country: Country,
    *,
    theme: str = "shelter",
    criteria: tuple[int, ...] = (1,),
    areas: tuple[str, ...] = (),
    **fields: Any,
) -> Practice:
    """A practice of a place in `country`."""
    number = next(numbers)
    title = fields.pop("title", f"Practice {number}")
    texts = {f"title_{language}": title for language in ("en", "es", "pt_br")}
    texts |= {f"summary_{language}": f"What practice {number} does." for language in ("en", "es", "pt_br")}
    given = {"slug": f"practice-{number}", "place_name": "Somewhere", "is_public": True, **texts, **fields}
    row = Practice.objects.create(
        country=country, theme=term("brazil_themes", theme), source=source(), **given
    )
    row.criteria.set([criterion(item) for item in criteria])
    row.areas.set([term("strategic_areas", area) for area in areas])
    return row


def network(**fields: Any) -> Network:
    """A network of the programme."""
    number = next(numbers)
    name = fields.pop("name", f"Network {number}")
    names = {f"name_{language}": name for language in ("en", "es", "pt_br")}
    kind = term("network_kinds", fields.pop("kind", "city_network"))
    given = {"slug": f"network-{number}", "link": "programme", "is_public": True, **names, **fields}
    return Network.objects.create(kind=kind, **given)


def event(day: str | None = "2024-04-25", **fields: Any) -> Event:
    """An event on an ISO day; None for one without a date."""
    number = next(numbers)
    title = fields.pop("title", f"Event {number}")
    titles = {f"title_{language}": title for language in ("en", "es", "pt_br")}
    kind = term("event_kinds", fields.pop("kind", "forum"))
    dates: dict[str, Any] = {}
    if day:
        dates = {"starts_on": datetime.date.fromisoformat(day), "precision": "day"}
    given = {"slug": f"event-{number}", "is_public": True, "source": source(), **dates, **titles, **fields}
    return Event.objects.create(kind=kind, **given)


def tight(page: str) -> str:
    """The page with no more white space than one between words and none beside tags."""
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", page))
