"""Signing in, and who is signed in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from solidarity.accounts.models import User
from solidarity.statements import Reading, columns_of

COLUMNS = columns_of(User)
FIND = Reading(lambda key: User.objects.filter(pk=key).order_by().values_list(*COLUMNS))


class Backend(AuthenticationBackend):
    """By e-mail address and password. Every page asks it for its person, by a statement that is ready."""

    def get_user(self, user_id: Any) -> User | None:
        """The person, if there is such a one and the account is active."""
        row = FIND.first(key=user_id)
        user = row and User.from_db(connection.alias, COLUMNS, row)
        return user if user and self.user_can_authenticate(user) else None
