"""What the tests of coming in share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from solidarity.accounts.models import User

PASSWORD = "a sentence of my own"
LOGIN = "/en/account/login/"


@pytest.fixture(autouse=True)
def _no_attempts_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def person(db: None) -> User:
    """Somebody with an account, who reads Portuguese."""
    return User.objects.create_user("person@cast.example", PASSWORD, name="A person", language="pt-br")


@pytest.fixture
def enter() -> Callable[..., Any]:
    """Sign in through the page: enter(client, password=…, email=…, then Django's request extras)."""

    def post(
        client: Client, *, password: str = PASSWORD, email: str = "person@cast.example", **extra: Any
    ) -> Any:
        form = {"login": email, "password": password}
        if "next" in extra:
            form["next"] = extra.pop("next")
        return client.post(LOGIN, form, **extra)

    return post
