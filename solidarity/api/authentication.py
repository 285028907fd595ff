"""Sign-in of programs: `Authorization: Bearer cos_…`, one query, never in the address."""

import re

from django.db import connection
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from solidarity.accounts.models import User
from solidarity.api.models import MARK, Token
from solidarity.statements import Reading, columns_of

FORM = re.compile(rf"(?i:Bearer) +{MARK}_(?P<prefix>[0-9a-f]{{12}})_(?P<secret>[A-Za-z0-9_-]{{43}})")
TOKEN, PERSON = columns_of(Token), columns_of(User)
FIND = Reading(
    lambda prefix: (
        Token.objects.filter(prefix=prefix)
        .order_by()
        .values_list(*TOKEN, *(f"user__{name}" for name in PERSON))
    )
)


def token_with_person(prefix: str) -> Token | None:
    """The token that begins so, with whose it is; None when there is none."""
    row = FIND.first(prefix=prefix)
    if row is None:
        return None
    token = Token.from_db(connection.alias, TOKEN, row[: len(TOKEN)])
    token.user = User.from_db(connection.alias, PERSON, row[len(TOKEN) :])
    return token


class TokenAuthentication(BaseAuthentication):
    """Who holds the token. Anything else in the header is refused, so that nobody reads less unawares."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """The person and the token; None without the header."""
        header = request.headers.get("Authorization")
        if header is None:
            return None
        match = FORM.fullmatch(header.strip())
        token = match and token_with_person(match["prefix"])
        if not match or not token or not token.opens_with(match["secret"]) or not self._is_good(token):
            raise AuthenticationFailed(_("The token is not valid: wrong, expired or revoked."))
        Token.objects.note_use(token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        """The challenge that goes with a 401."""
        return 'Bearer realm="api"'

    @staticmethod
    def _is_good(token: Token) -> bool:
        return token.is_live and token.user.is_active
