"""A client of the API, anonymous or with a token."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from solidarity.accounts.models import User
from solidarity.api.actions import make_token

BASE = "/api/v1/"
RESOURCES = ("countries", "municipalities", "criteria", "questionnaires", "networks", "practices", "events")
Get = Callable[..., Any]


@pytest.fixture
def get(db: None) -> Get:
    """GET an address under /api/v1/, with a token or without, and headers."""
    client = Client(raise_request_exception=False)

    def call(address: str = "", token: str = "", method: str = "get", **headers: str) -> Any:
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return getattr(client, method)(f"{BASE}{address}", headers=headers)

    return call


@pytest.fixture
def token_of(db: None) -> Callable[[User], str]:
    """The text of a fresh token of this person."""

    def make(user: User, **options: Any) -> str:
        return make_token(user, by=None, name="test", **options)[1]

    return make


def body(response: HttpResponseBase) -> bytes:
    """The whole content, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return bytes(response.content)  # type: ignore[attr-defined]
