"""The gate of the API. DRF views pass the login middleware by, so this is what refuses."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from solidarity.api.models import Token
from solidarity.web.policy import READS, Access

if TYPE_CHECKING:
    from rest_framework.views import APIView


class Declared(BasePermission):
    """Refuses every view that does not declare its `access`, and writing with a token that only reads."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Whether the call may go on. A method that is not offered goes on too, to be told so."""
        access = getattr(view, "access", None)
        if access is None:
            return False
        if request.method in READS:
            return access is Access.PUBLIC or request.user.is_authenticated
        return request.method not in view.allowed_methods or self._may_write(request)

    def _may_write(self, request: Request) -> bool:
        if not isinstance(request.auth, Token):
            return False
        self.message = _("This token only reads. Make one that reads and writes.")
        return request.auth.scope == Token.Scope.WRITE
