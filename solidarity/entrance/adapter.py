"""How allauth behaves here: who may come in, how often one may try, and what is written down."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from solidarity.accounts.middleware import BEGAN, SEEN
from solidarity.accounts.models import User
from solidarity.accounts.person import person_of
from solidarity.audit.record import record
from solidarity.entrance.sessions import end_sessions_of
from solidarity.entrance.typed import typed_person

LIMITS = {"app": "allauth.account", "action": "login_failed_here"}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation or by an administrator; every coming and going is an event."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The email and the password do not match. Try again or ask for a new password."
        ),
        "too_many_login_attempts": _("Wait 15 minutes and try again. There were many attempts in a row."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether to go on to `url` after signing in or out: only to a path of this portal."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    # Trying ------------------------------------------------------------------------------------------

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt: per address, per account, and tightest per account from one address.

        Somebody guessing elsewhere is stopped by the last one long before the owner notices the others.
        Raises ValidationError when there were too many.
        """
        key = f"{ratelimit.get_ip(request)} {self._get_login_attempts_cache_key(request, **credentials)}"
        here = ratelimit.consume(request, **LIMITS, key=key)
        if not here:
            raise self.validation_error("too_many_login_attempts")
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            here.rollback()
            raise
        self._login_failed_rl_usage.usage += here.usage

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person, or None: nobody can tell a wrong password from an unknown or closed account."""
        self.pre_authenticate(request, **credentials)
        user = authenticate(request, **credentials)
        if isinstance(user, User):
            self._rollback_login_failed_rl_usage()
            return user
        self.authentication_failed(request, **credentials)
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the attempt down, the same whether or not there is such an account."""
        with transaction.atomic():
            person = typed_person(credentials["email"])
            record("user.sign_in_refused", person, by=None, address=self.get_client_ip(request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002
        # Not with the Host header in it, as allauth has it: whoever guesses could vary its port.
        return str(credentials["email"]).lower()

    # Coming and going --------------------------------------------------------------------------------

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin a session under a new key and note when."""
        with transaction.atomic():
            super().login(request, user)
            request.session[BEGAN] = request.session[SEEN] = int(time.time())
            record("user.signed_in", user, by=user, address=self.get_client_ip(request))

    def logout(self, request: HttpRequest) -> None:
        """End the session."""
        with transaction.atomic():
            record("user.signed_out", person_of(request), by=request.user)
            super().logout(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The workspace, in the person's own language."""
        with translation.override(person_of(request).language):
            return reverse("workspace")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """The home page."""
        return reverse("home")

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Only to people who are signed in: what strangers see may be kept by caches."""
        if request.user.is_authenticated:
            super().add_message(request, *args, **kwargs)

    # Passwords ---------------------------------------------------------------------------------------

    def set_password(self, user: User, password: str) -> None:
        """Save the new password and end every other session, in one transaction."""
        own = self.request.user.is_authenticated and self.request.user.pk == user.pk
        user.set_password(password)
        with transaction.atomic():
            user.save(update_fields=["password"])
            end_sessions_of(user, keep=self.request.session.session_key)
            record("user.password_changed" if own else "user.password_reset", user, by=user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to the account page."""
        return reverse("account")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:  # noqa: ARG002
        """In the person's language, to the address we know, with a link that no Host header can bend."""
        with translation.override(user.language):
            path = reverse(
                "account_reset_password_from_key", kwargs={"uidb36": context["uid"], "key": context["key"]}
            )
            address = settings.SITE_URL + path
            super().send_password_reset_mail(user, user.email, {**context, "password_reset_url": address})
