"""Error pages, in the reader's language and the portal's look; for the API, problem documents."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext_lazy as _

from solidarity.audit import trace
from solidarity.web.bodies import too_large
from solidarity.web.problems import problem_response

API_PREFIX = "/api/"
RETRY_SECONDS = 10


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself is broken; 413 when it is only too large."""
    if isinstance(exception, RequestDataTooBig):
        if request.path.startswith(API_PREFIX):
            return problem_response(413, too_large())
        return _plain(
            request, 413, "errors/413.html", _("What was sent is too large. A file may have up to 10 MB.")
        )
    return _plain(request, 400, "errors/400.html", _("The request could not be understood."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: seen, but not this person's to do."""
    return _framed(request, 403, "errors/403.html", _("Your role does not include this."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: absent, or not this person's to see; nobody can tell which."""
    return _framed(request, 404, "errors/404.html", _("There is nothing at this address."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: ours."""
    return _plain(request, 500, "errors/500.html", _("Something went wrong on our side."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 when the form's proof of origin is missing or old."""
    return _plain(
        request,
        403,
        "errors/csrf.html",
        _("This form is no longer valid. Go back, load the page again and send it once more."),
    )


def database_away(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After."""
    detail = _("The portal is not available right now. What was saved is safe.")
    response = _plain(request, 503, "errors/503.html", detail)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _framed(request: HttpRequest, status: int, template: str, detail: Promise) -> HttpResponse:
    """In the frame of every page, with its navigation."""
    if request.path.startswith(API_PREFIX):
        return problem_response(status, str(detail))
    return render(request, template, {"detail": detail}, status=status)


def _plain(request: HttpRequest, status: int, template: str, detail: Promise) -> HttpResponse:
    """On a page that asks neither the database nor the session who is reading.

    The language is that of the address or the browser: what failed may have failed before it was set.
    """
    if request.path.startswith(API_PREFIX):
        return problem_response(status, str(detail))
    with override(get_language_from_request(request, check_path=True)):
        context = {"detail": str(detail), "request_id": trace.current()}
        return HttpResponse(render_to_string(template, context), status=status)
