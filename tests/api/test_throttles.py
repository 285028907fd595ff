"""Limits: counted one by one, also when twenty ask at once."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings

from solidarity.api import throttles
from solidarity.api.models import ThrottleWindow
from solidarity.api.throttles import ANONYMOUS, ANONYMOUS_FILES, TOKEN, Limit
from tests.api.conftest import Get, body
from tests.cast import Cast

SMALL = Limit("small", 3, 60)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three requests a minute, in a minute that does not end during the test."""
    monkeypatch.setattr(throttles, "ANONYMOUS", SMALL)
    monkeypatch.setattr(throttles.time, "time", lambda: 1_800_000_030.0)


def test_limits_are_those_documented() -> None:
    assert (ANONYMOUS.most, ANONYMOUS.seconds, TOKEN.most, TOKEN.seconds) == (60, 60, 600, 60)


def test_one_request_too_many_is_refused(get: Get, cast: Cast, small: None) -> None:
    answers = [get("countries/") for _turn in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert answers[3]["Content-Type"] == "application/problem+json"
    assert int(answers[3]["Retry-After"]) >= int(answers[3]["RateLimit-Reset"]) == 30


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "Demasiadas solicitudes"), ("pt", "Solicitações demais"), ("en", "Ask again in")],
)
def test_the_refusal_says_when_to_ask_again(
    get: Get, cast: Cast, small: None, language: str, words: str
) -> None:
    answers = [get(f"countries/?lang={language}") for _turn in range(4)]

    detail = answers[3].json()["detail"]
    assert words in detail
    assert answers[3]["Retry-After"] in detail
    assert "throttled" not in detail


def test_next_window_begins_anew(get: Get, cast: Cast, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for _turn in range(4):
        get("countries/")
    monkeypatch.setattr(throttles.time, "time", lambda: 1_800_000_061.0)

    assert get("countries/").status_code == 200


def test_token_has_its_own_count(get: Get, cast: Cast, small: None, token_of: Any) -> None:
    for _turn in range(4):
        get("countries/")

    answer = get("countries/", token_of(cast.officer_chile))
    assert answer.status_code == 200
    assert answer["RateLimit-Limit"] == "600"


def test_files_have_a_limit_of_their_own(get: Get, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttles, "ANONYMOUS_FILES", Limit("files", 1, 3600))

    body(get("countries/?format=csv"))
    assert get("countries/?format=xlsx").status_code == 429
    assert get("countries/").status_code == 200
    assert ANONYMOUS_FILES.seconds == 3600


@pytest.mark.parametrize("hops", [0, 1])
def test_forged_address_does_not_reset_the_count(cast: Cast, small: None, hops: int) -> None:
    client = Client()
    with override_settings(TRUSTED_PROXIES=hops):
        statuses = [
            client.get(
                "/api/v1/countries/", headers={"X-Forwarded-For": f"203.0.113.{turn}, 198.51.100.7"}
            ).status_code
            for turn in range(4)
        ]

    assert statuses[-1] == 429


def test_two_clients_behind_our_proxy_are_told_apart(cast: Cast, small: None) -> None:
    client = Client()
    with override_settings(TRUSTED_PROXIES=1):
        for turn in range(8):
            header = {"X-Forwarded-For": f"198.51.100.{turn % 2}"}
            last = client.get("/api/v1/countries/", headers=header)

    assert last.status_code == 429
    assert ThrottleWindow.objects.count() == 2


def test_addresses_of_one_ipv6_house_share_a_count(cast: Cast, small: None) -> None:
    client = Client()
    for turn in range(4):
        last = client.get("/api/v1/countries/", REMOTE_ADDR=f"2001:db8::{turn}:1")

    assert last.status_code == 429


def test_addresses_are_not_kept(get: Get, cast: Cast) -> None:
    get("countries/")

    assert not any("127.0.0.1" in window.key for window in ThrottleWindow.objects.all())


@pytest.mark.postgresql
def test_reading_goes_on_when_counting_fails(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttles, "COUNT", "SELECT %s::text || %s::text || nonsense")

    with transaction.atomic():
        assert throttles._count("key", 0) == 0
        transaction.set_rollback(True)


def test_old_windows_are_forgotten(cast: Cast) -> None:
    ThrottleWindow.objects.create(key="old", began=0, count=5)
    ThrottleWindow.objects.create(key="new", began=2**40, count=5)

    assert ThrottleWindow.objects.forget_old() == 1
    assert ThrottleWindow.objects.get().key == "new"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_counted_one_by_one() -> None:
    counts: list[int] = []
    gate = threading.Barrier(20)

    def ask() -> None:
        gate.wait()
        for _turn in range(10):
            counts.append(throttles._count("crowd", 7))
        connection.close()

    threads = [threading.Thread(target=ask) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == list(range(1, 201))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_counting_in_two_steps_would_lose_some() -> None:
    """The control: read, add one, write back. It must lose counts, or the test above proves nothing."""
    ThrottleWindow.objects.create(key="crowd", began=7, count=0)
    gate = threading.Barrier(20)

    def ask() -> None:
        gate.wait()
        for _turn in range(10):
            window = ThrottleWindow.objects.get(key="crowd")
            ThrottleWindow.objects.filter(key="crowd").update(count=window.count + 1)
        connection.close()

    threads = [threading.Thread(target=ask) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ThrottleWindow.objects.get().count < 200


@pytest.mark.postgresql
def test_counting_does_not_wait_for_the_disk(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'api_throttlewindow'")
        assert cursor.fetchone()[0] in {"u", b"u"}
