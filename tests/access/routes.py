"""Every address of the portal, as the resolver knows it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLResolver, get_resolver

ADMIN = "admin"


def routes() -> Iterator[str]:
    """The names of all routes, with their namespace; the administration counts as one."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: Any, namespace: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLResolver):
            assert pattern.name, f"{pattern} has no name"
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace == ADMIN:
            yield ADMIN
        else:
            yield from _walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
