"""When a form arrives after its sign-in has ended: what was typed goes along through the sign-in."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from solidarity.accounts import middleware
from solidarity.entrance.carrying import FIELD, Carried
from solidarity.entrance.forms import SignInForm
from solidarity.web import errors

UNAUTHENTICATED = middleware.UNAUTHENTICATED
FORBIDDEN = 403
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class LoginRequired(middleware.LoginRequired):
    """A form that somebody sent is answered with the sign-in page, and nothing typed is lost."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """The sign-in page with what was typed; a redirect to it where there was nothing."""
        if is_sent_form(request) and (carried := Carried.of(request)).is_worth_it:
            return sign_in_again(request, carried)
        return super().handle_no_permission(request, view_func)


def is_sent_form(request: HttpRequest) -> bool:
    """Whether a browser sent the form of a page; scripts have their own ways to keep what was typed."""
    by_browser = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    by_htmx = bool(getattr(request, "htmx", None))
    return request.method == "POST" and request.content_type in FORMS and by_browser and not by_htmx


def sign_in_again(request: HttpRequest, carried: Carried) -> HttpResponse:
    """The sign-in page, which says what happened and holds what was typed."""
    context = {"form": SignInForm(request=request), **told(carried, carried.seal())}
    return render(request, "account/login.html", context, status=UNAUTHENTICATED)


def told(carried: Carried, sealed: str) -> dict[str, Any]:
    """What the sign-in page needs. It offers no other language: following that link would leave the text."""
    return {"ended": True, "sealed": sealed, "files": carried.files, "languages": ()}


def typed_page(request: HttpRequest, carried: Carried, status: int = 200) -> HttpResponse:
    """What was typed, for reading, with the button that sends it; never in the name of somebody else."""
    own = carried.writer in {"", str(request.user.pk)}
    words = carried.words()
    context = {
        "carried": carried,
        "typed": words,
        "is_partly_unseen": len(words) < carried.count,
        "is_own": own,
        "may_send": own and carried.is_known,
        "languages": (),
    }
    return render(request, "account/typed.html", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of ours whose proof is old, since somebody signed in meanwhile: shown, and sent only by hand.

    What another site sends never gets here: the browser itself says where a form comes from.
    """
    carried = _sent_from_here(request)
    if carried is None or not carried.is_worth_it:
        return errors.csrf_failure(request, reason)
    if request.user.is_authenticated:
        return typed_page(request, carried, FORBIDDEN)
    return sign_in_again(request, carried)


def _sent_from_here(request: HttpRequest) -> Carried | None:
    origins = {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}
    if not is_sent_form(request) or request.headers.get("Origin") not in origins:
        return None
    if request.path == reverse("account_login"):
        return Carried.opened(request.POST.get(FIELD, ""))
    match = request.resolver_match
    return Carried.of(request) if match and getattr(match.func, "login_required", True) else None
