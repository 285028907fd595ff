"""The administration pages: one way in, and the portal's own."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast


def test_administration_sends_strangers_to_the_portals_sign_in(client: Client, db: None) -> None:
    response = client.get("/admin/accounts/user/", follow=True)

    assert response.redirect_chain[-1][0].endswith("/account/login/?next=/admin/accounts/user/")


def test_its_own_sign_in_page_is_not_used(client: Client, db: None) -> None:
    assert client.get("/admin/login/")["Location"].endswith("/account/login/?next=/admin/")


def test_administrator_is_let_in(sign_in: Any, cast: Cast) -> None:
    response = sign_in(cast.administrator).get("/admin/")

    assert response.status_code == 200
    assert "css/admin.css" in response.content.decode()


@pytest.mark.parametrize("name", ["bureau", "officer_uruguay", "nobody"])
def test_nobody_else_is_let_in(sign_in: Any, cast: Cast, name: str) -> None:
    response = sign_in(getattr(cast, name)).get("/admin/", follow=True)

    assert response.status_code == 403


def test_page_has_nothing_that_the_content_policy_forbids(sign_in: Any, cast: Cast) -> None:
    page = sign_in(cast.administrator).get("/admin/").content.decode()

    assert "<script>" not in page
    assert "style=" not in page
    assert "onclick=" not in page


@pytest.mark.parametrize(
    ("path", "goes_to"),
    [("logout/", "/account/logout/"), ("password_change/", "/account/password/change/")],
)
def test_signing_out_and_passwords_are_the_portals(sign_in: Any, cast: Cast, path: str, goes_to: str) -> None:
    response = sign_in(cast.administrator).get(f"/admin/{path}")

    assert response["Location"].endswith(goes_to)
