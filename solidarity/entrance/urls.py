"""Addresses under account/: of allauth only what is offered here, and one's own account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth_views
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from solidarity.entrance.views import Account, Sessions, SignIn

Page = Callable[..., HttpResponseBase]


def silent(view: Page) -> Page:
    """Never stored, and never named to another site: the address holds a secret.

    Not `no-referrer`: a browser would then hide where the form of the page comes from, and it be refused.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return never_cache(answer)


urlpatterns = [
    path("", Account.as_view(), name="account"),
    path("sessions/", Sessions.as_view(), name="account-sessions"),
    path("login/", never_cache(SignIn.as_view()), name="account_login"),
    path("logout/", never_cache(allauth_views.logout), name="account_logout"),
    path("password/change/", never_cache(allauth_views.password_change), name="account_change_password"),
    path("password/reset/", never_cache(allauth_views.password_reset), name="account_reset_password"),
    path(
        "password/reset/done/",
        never_cache(allauth_views.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        silent(allauth_views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        silent(allauth_views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
