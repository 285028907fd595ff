"""Whole page or piece: the same view answers htmx with the piece that it would have put on the page."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


def wants_piece(request: HttpRequest) -> bool:
    """True when htmx asks for a piece; a boosted link or a restored history entry wants the page."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request  # type: ignore[union-attr]


def vary_on_piece(response: HttpResponseBase) -> None:
    """Tell caches that the answer depends on who asks for what."""
    patch_vary_headers(response, ("HX-Request", "Cookie"))
