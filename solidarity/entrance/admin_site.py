"""The administration pages behind the portal's own door."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from networks.access import may
from networks.roles import Permission


class PortalAdminSite(AdminSite):
    """Signing in, signing out and passwords are those of the portal: one way in, all of it written down."""

    site_title = _("Cities of Solidarity")
    site_header = _("Administration of the portal")
    index_title = _("Users and reference data")
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        """Django's own mark, and the right of the role table: losing the posting closes the door at once."""
        return super().has_permission(request) and may(request.user, Permission.ADMINISTER)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002
        """To the portal's sign-in page; somebody signed in who is no administrator is refused."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        # Where to go next is judged when the sign-in has succeeded.
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or resolve_url("admin:index"))

    def logout(  # type: ignore[override]
        self,
        request: HttpRequest,  # noqa: ARG002
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """To the portal's page for it."""
        return redirect("account_logout")

    def password_change(  # type: ignore[override]
        self,
        request: HttpRequest,  # noqa: ARG002
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """To the portal's page for it."""
        return redirect("account_change_password")
