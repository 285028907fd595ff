"""An e-mail address that somebody typed, as something that an event can be about."""

import uuid

from solidarity.accounts.models import User


def typed_person(email: str) -> User:
    """An unsaved person with this address, whether or not such an account exists.

    The id follows from the address alone, so that attempts on one address can be found together.
    """
    return User(pk=uuid.uuid5(uuid.NAMESPACE_URL, f"mailto:{email.lower()}"), email=email)
