"""The person behind a request."""

from django.http import HttpRequest

from solidarity.accounts.models import User


def person_of(request: HttpRequest) -> User:
    """Whoever is signed in, on pages that need a sign-in. Raises TypeError when it is nobody."""
    if not isinstance(request.user, User):
        raise TypeError("Nobody is signed in.")
    return request.user
