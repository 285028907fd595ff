"""How long a session lasts, and the list of one's own."""

import time
import uuid
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from solidarity.accounts.backend import Backend
from solidarity.accounts.models import User
from solidarity.accounts.sessions import SessionStore
from solidarity.audit.models import Event
from solidarity.entrance.devices import Device, device_of

HOUR = 60 * 60
PAGE = "/en/account/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the clock to so many seconds after the start."""
    start = time.time()

    def set_clock(seconds: float) -> None:
        monkeypatch.setattr(time, "time", lambda: start + seconds)

    return set_clock


def is_in(client: Client) -> bool:
    """Whether the account page opens."""
    return client.get("/en/account/").status_code == 200


@pytest.mark.parametrize(("seconds", "stays"), [(2 * HOUR - 1, True), (2 * HOUR + 1, False)])
def test_session_ends_after_two_hours_without_activity(
    client: Client, person: User, enter: Any, at: Any, seconds: int, stays: bool
) -> None:
    at(0)
    enter(client)

    at(seconds)

    assert is_in(client) is stays


def test_session_ends_after_twelve_hours_whatever_one_does(
    client: Client, person: User, enter: Any, at: Any
) -> None:
    at(0)
    enter(client)

    for hour in range(1, 13):
        at(hour * HOUR)
        assert is_in(client)

    at(12 * HOUR + 1)
    assert not is_in(client)


def test_new_sign_in_begins_a_new_twelve_hours(client: Client, person: User, enter: Any, at: Any) -> None:
    at(0)
    enter(client)
    at(13 * HOUR)
    is_in(client)

    enter(client)

    at(14 * HOUR)
    assert is_in(client)


def test_reading_within_five_minutes_writes_nothing(
    client: Client, person: User, enter: Any, at: Any, django_assert_num_queries: Any
) -> None:
    at(0)
    enter(client)
    at(200)

    with django_assert_num_queries(2) as seen:  # the session and the person
        client.get("/en/account/password/change/")

    assert all(query["sql"].startswith("SELECT") for query in seen.captured_queries)


def test_list_shows_ones_own_devices_in_words(client: Client, person: User, enter: Any) -> None:
    other = Client()
    enter(client, HTTP_USER_AGENT=FIREFOX)
    enter(other, HTTP_USER_AGENT=PHONE)

    page = client.get(PAGE).content.decode()

    assert "Firefox on Windows" in page
    assert "Chrome on Android" in page
    assert page.count("This device") == 1
    assert other.session.session_key not in page


def test_list_shows_nobody_elses(client: Client, person: User, enter: Any) -> None:
    User.objects.create_user("other@cast.example", "a sentence of my own", name="Other")
    enter(Client(), email="other@cast.example", HTTP_USER_AGENT=PHONE)
    enter(client, HTTP_USER_AGENT=FIREFOX)

    assert "Android" not in client.get(PAGE).content.decode()


def test_list_leaves_out_what_is_over(client: Client, person: User, enter: Any, at: Any) -> None:
    at(0)
    enter(Client(), HTTP_USER_AGENT=PHONE)
    at(3 * HOUR)
    enter(client, HTTP_USER_AGENT=FIREFOX)

    assert "Android" not in client.get(PAGE).content.decode()


def test_list_needs_as_many_queries_for_ten_as_for_two(
    client: Client, person: User, enter: Any, django_assert_num_queries: Any
) -> None:
    enter(client)
    enter(Client())
    with django_assert_num_queries(4):
        client.get(PAGE)

    for _ in range(8):
        enter(Client())

    with django_assert_num_queries(4):
        client.get(PAGE)


def test_ending_the_others_keeps_this_one(client: Client, person: User, enter: Any) -> None:
    others = [Client(), Client()]
    for one in (client, *others):
        enter(one)

    client.post(PAGE)

    assert is_in(client)
    assert not any(is_in(one) for one in others)
    assert Event.objects.get(verb="user.sessions_ended").details == {"count": 2}


def test_ending_one_leaves_the_rest(client: Client, person: User, enter: Any) -> None:
    phone, third = Client(), Client()
    enter(client)
    enter(phone, HTTP_USER_AGENT=PHONE)
    enter(third)
    number = next(
        item.number
        for item in client.get(PAGE).context["others"]
        if item.device == Device("Chrome", "Android")
    )

    client.post(PAGE, {"session": number})

    assert not is_in(phone)
    assert is_in(third)


def test_nobody_ends_the_session_of_somebody_else(client: Client, person: User, enter: Any) -> None:
    User.objects.create_user("other@cast.example", "a sentence of my own", name="Other")
    theirs = Client()
    enter(theirs, email="other@cast.example")
    enter(client)
    number = theirs.get(PAGE).context["sessions"][0].number

    client.post(PAGE, {"session": number})

    assert is_in(theirs)


@pytest.mark.parametrize("nonsense", ["x", "-1", "9" * 40, "1 or 1=1", "\0"])
def test_ending_nonsense_ends_nothing(client: Client, person: User, enter: Any, nonsense: str) -> None:
    other = Client()
    enter(client)
    enter(other)

    assert client.post(PAGE, {"session": nonsense}).status_code == 302
    assert is_in(other)


@pytest.mark.parametrize(
    ("text", "device"),
    [
        (FIREFOX, Device("Firefox", "Windows")),
        (PHONE, Device("Chrome", "Android")),
        (f"{PHONE} SamsungBrowser/28.0", Device("Samsung Internet", "Android")),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 Edg/140", Device("Edge", "Windows")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", Device("Safari", "iPhone")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605", Device("Safari", "Mac")),
        ("", Device("", "")),
        ("<script>alert(1)</script>", Device("", "")),
    ],
)
def test_device_in_plain_words(text: str, device: Device) -> None:
    assert device_of(text) == device


def test_a_session_that_is_unknown_or_over_holds_nothing(client: Client, person: User, enter: Any) -> None:
    enter(client)
    key = client.cookies["session"].value
    assert SessionStore(key)["_auth_user_id"] == str(person.pk)

    Session.objects.filter(session_key=key).update(expire_date=timezone.now())

    for gone in (SessionStore(key), SessionStore("nosuchsessionkeyanywhereatall000")):
        assert dict(gone.items()) == {}
        assert gone.session_key is None
    assert not is_in(client)


def test_an_account_that_was_closed_is_out_at_once(client: Client, person: User, enter: Any) -> None:
    enter(client)
    assert is_in(client)

    User.objects.filter(pk=person.pk).update(is_active=False)

    assert not is_in(client)


def test_somebody_whose_account_is_gone_is_nobody(person: User) -> None:
    assert Backend().get_user(person.pk) == person
    assert Backend().get_user(uuid.uuid4()) is None
