"""Session limits, what happens when the sign-in has ended, and the person's own language and time zone."""

import time
import zoneinfo
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone, translation

Next = Callable[[HttpRequest], HttpResponse]
BEGAN, SEEN = "began_at", "seen_at"  # in the session, as seconds since 1970
SEEN_EVERY = 300  # seconds between two notes of activity, so that reading rarely writes
UNAUTHENTICATED = 401


def is_over(session: Mapping[str, Any], now: int) -> bool:
    """Whether a session has reached two hours without activity, or twelve hours since it began."""
    began = session.get(BEGAN, now)
    seen = session.get(SEEN, now)
    return bool(now - began > settings.SESSION_ABSOLUTE_SECONDS or now - seen > settings.SESSION_IDLE_SECONDS)


class SessionLimits:
    """End a session that is over, and note activity in the others."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._limit(request)
        return self.get_response(request)

    @staticmethod
    def _limit(request: HttpRequest) -> None:
        now = int(time.time())
        session = request.session
        if is_over(session, now):
            logout(request)
        elif BEGAN not in session or now - session.get(SEEN, 0) >= SEEN_EVERY:
            session.setdefault(BEGAN, now)
            session[SEEN] = now


class LoginRequired(LoginRequiredMiddleware):
    """Every page needs a sign-in unless it says otherwise. htmx is told where to sign in, and comes back."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """A redirect for a page; 401 with HX-Redirect for a piece, which cannot show a whole page."""
        htmx = getattr(request, "htmx", None)
        if not htmx:
            return super().handle_no_permission(request, view_func)
        # The page the person looks at, not the piece it asked for; None where it is not ours.
        back = htmx.current_url_abs_path
        query = f"?{urlencode({REDIRECT_FIELD_NAME: back})}" if back else ""
        address = resolve_url(self.get_login_url(view_func)) + query
        return HttpResponse(status=UNAUTHENTICATED, headers={"HX-Redirect": address})


class Preferences:
    """Show times in the person's own zone, and pages without a language in the address in theirs."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        if translation.get_language_from_path(request.path_info) is None:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
            return self.get_response(request)
