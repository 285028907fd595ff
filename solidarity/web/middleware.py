"""Request ids, a readable answer when the database is away, and privacy by default."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from solidarity.audit import trace
from solidarity.web import errors

logger = logging.getLogger(__name__)

Next = Callable[[HttpRequest], HttpResponse]
PUBLIC_SECONDS = 60


class RequestId:
    """Give every request an id that its log lines, errors and audit events carry."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = trace.begin()
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        return response


class DatabaseAway:
    """Turn a lost database into 503 with a plain page or problem, which needs no database itself."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            logger.exception("The database is away")
            return errors.database_away(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Catch it at the view, before Django makes a 500 of it."""
        if isinstance(exception, OperationalError | InterfaceError):
            logger.error("The database is away", exc_info=exception)
            return errors.database_away(request)
        return None


class PrivateByDefault:
    """Answers to a signed-in person are never stored; public pages say how long they may be."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            self._say(request, response)
        return response

    @staticmethod
    def _say(request: HttpRequest, response: HttpResponseBase) -> None:
        reads = request.method in {"GET", "HEAD"}
        if reads and response.status_code == 200 and not response.cookies and request.user.is_anonymous:  # noqa: PLR2004
            patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
        else:
            patch_cache_control(response, no_store=True, private=True)
