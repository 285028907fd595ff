"""How often one may try, and that the right owner gets in again."""

import time
from typing import Any

import pytest
from django.test import Client

from solidarity.accounts.models import User

WAIT = "Wait 15 minutes and try again."
WRONG = "something else entirely"


def refused_for_now(response: Any) -> bool:
    """Whether the page says to wait."""
    return WAIT in response.content.decode()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Move time on by seconds."""
    real, moved = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + moved[0])

    def on(seconds: float) -> None:
        moved[0] += seconds

    return on


def test_sixth_wrong_attempt_is_told_to_wait_even_with_the_right_password(
    client: Client, person: User, enter: Any
) -> None:
    for _ in range(5):
        assert not refused_for_now(enter(client, password=WRONG))

    assert refused_for_now(enter(client, password=WRONG))
    assert refused_for_now(enter(client))


def test_limit_says_the_same_about_an_address_without_account(
    client: Client, person: User, enter: Any
) -> None:
    for _ in range(5):
        enter(client, email="stranger@cast.example")

    assert refused_for_now(enter(client, email="stranger@cast.example"))


def test_owner_elsewhere_is_not_locked_out_by_somebody_guessing(
    client: Client, person: User, enter: Any
) -> None:
    for _ in range(30):
        enter(client, password=WRONG, REMOTE_ADDR="192.0.2.1")

    assert enter(client, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_owner_at_the_same_place_is_in_again_after_15_minutes(
    client: Client, person: User, enter: Any, clock: Any
) -> None:
    for _ in range(8):
        enter(client, password=WRONG)
    assert refused_for_now(enter(client))

    clock(15 * 60 + 1)

    assert enter(client).status_code == 302


def test_guessing_at_one_account_from_many_addresses_is_stopped(
    client: Client, person: User, enter: Any
) -> None:
    for place in range(13):
        for _ in range(4):
            enter(client, password=WRONG, REMOTE_ADDR=f"192.0.2.{place}")

    assert refused_for_now(enter(client, password=WRONG, REMOTE_ADDR="198.51.100.1"))


def test_guessing_at_many_accounts_from_one_address_is_stopped(
    client: Client, person: User, enter: Any
) -> None:
    for number in range(20):
        enter(client, email=f"somebody{number}@cast.example")

    assert refused_for_now(enter(client, email="somebody-else@cast.example"))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:99", "127.0.0.1:1"])
def test_limit_does_not_depend_on_the_host_header(
    client: Client, person: User, enter: Any, settings: Any, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    for _ in range(5):
        enter(client, password=WRONG)

    assert refused_for_now(enter(client, password=WRONG, HTTP_HOST=host))


def test_forwarded_address_counts_for_nothing_without_a_trusted_proxy(
    client: Client, person: User, enter: Any, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for number in range(5):
        enter(client, password=WRONG, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")

    assert refused_for_now(enter(client, password=WRONG, HTTP_X_FORWARDED_FOR="203.0.113.99"))


def test_forwarded_address_is_the_one_that_the_trusted_proxy_added(
    client: Client, person: User, enter: Any, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        enter(client, password=WRONG, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.7")

    assert refused_for_now(enter(client, HTTP_X_FORWARDED_FOR="198.51.100.200, 203.0.113.7"))
    assert enter(client, HTTP_X_FORWARDED_FOR="203.0.113.7, 203.0.113.8").status_code == 302


def test_many_posts_in_a_minute_get_the_page_that_says_to_wait(
    client: Client, person: User, enter: Any
) -> None:
    for _ in range(30):
        last = enter(client, email="nonsense")
    assert last.status_code == 200

    response = enter(client)

    assert response.status_code == 429
    assert "Try again in 15 minutes" in response.content.decode()
