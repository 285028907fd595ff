"""Changing one's password, and setting a new one by mail."""

import datetime
import re
from typing import Any

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client

from solidarity.accounts.models import User
from solidarity.audit.models import Event
from tests.accounts.conftest import PASSWORD

RESET = "/en/account/password/reset/"
NEW = "an even better sentence"


@pytest.fixture(autouse=True)
def _mail_at_once(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def link() -> str:
    """The path of the link in the newest mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def ask(client: Client, email: str = "person@cast.example", **extra: Any) -> Any:
    """Ask for a link, as the page does."""
    return client.post(RESET, {"email": email}, **extra)


def set_password(client: Client, path: str, password: str = NEW) -> Any:
    """Open the link and send its form."""
    opened = client.get(path, follow=True)
    return client.post(opened.request["PATH_INFO"], {"password1": password, "password2": password})


def test_reset_mail_is_in_the_persons_language_with_our_own_address(
    client: Client, person: User, settings: Any
) -> None:
    ask(client)

    assert mail.outbox[0].to == ["person@cast.example"]
    assert f"{settings.SITE_URL}/pt-br/account/password/reset/key/" in mail.outbox[0].body


def test_reset_mail_is_not_bent_by_the_host_header(client: Client, person: User, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    ask(client, HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")

    assert "evil.example" not in mail.outbox[0].body + mail.outbox[0].subject


def test_reset_answers_the_same_about_known_unknown_and_closed(client: Client, person: User) -> None:
    User.objects.create_user("gone@cast.example", PASSWORD, name="Gone", is_active=False)

    answers = [ask(client, f"{name}@cast.example") for name in ("person", "stranger", "gone")]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, f"{RESET}done/")}
    assert len(mail.outbox) == 1
    assert Event.objects.filter(verb="user.password_reset_asked").count() == 3


def test_reset_sets_the_password_and_is_written_down(client: Client, person: User) -> None:
    ask(client)

    response = set_password(client, link())

    person.refresh_from_db()
    assert response["Location"] == "/pt-br/account/password/reset/key/done/"
    assert person.check_password(NEW)
    assert Event.objects.get(verb="user.password_reset").actor == person


def test_reset_works_once(client: Client, person: User) -> None:
    ask(client)
    set_password(client, link())

    response = Client().get(link(), follow=True)

    assert (
        "Este link não vale mais" in response.content.decode()
        or "no longer works" in response.content.decode()
    )
    assert "password1" not in response.content.decode()


def test_reset_that_was_only_looked_at_still_works(client: Client, person: User) -> None:
    ask(client)
    Client().get(link(), follow=True)

    set_password(client, link())

    person.refresh_from_db()
    assert person.check_password(NEW)


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_reset_works_for_an_hour(
    client: Client, person: User, monkeypatch: pytest.MonkeyPatch, minutes: int, works: bool
) -> None:
    ask(client)
    now = PasswordResetTokenGenerator._now
    later = datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now(self) + later)

    response = client.get(link(), follow=True)

    assert ("password1" in response.content.decode()) is works


def test_reset_does_not_work_once_the_account_is_closed(client: Client, person: User) -> None:
    ask(client)
    person.is_active = False
    person.save(update_fields=["is_active"])

    assert "password1" not in client.get(link(), follow=True).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "key/zzz-abc/",
        "key/0-0-0/",
        "key/ffffffffffffffffffffffffffffffff-set-password/",
        "key/a-%00/",
        "key/a-x/y/",
    ],
)
def test_reset_with_a_made_up_link_says_so(client: Client, db: None, path: str) -> None:
    response = client.get(RESET + path, follow=True)

    assert response.status_code == 200
    assert "This link no longer works" in response.content.decode()


def test_reset_page_keeps_its_address_to_itself(client: Client, person: User) -> None:
    ask(client)

    first = client.get(link())
    form = client.get(first["Location"])

    for response in (first, form):
        assert response["Referrer-Policy"] == "same-origin"
        assert "no-store" in response["Cache-Control"]
    assert link().split("-", 2)[-1] not in form.content.decode()


def test_reset_ends_every_session(client: Client, person: User, enter: Any) -> None:
    enter(client)
    elsewhere = Client()
    ask(elsewhere)

    set_password(elsewhere, link())

    assert client.get("/en/account/").status_code == 302


def test_reset_of_ones_own_while_signed_in_ends_in_the_sign_in(
    client: Client, person: User, enter: Any
) -> None:
    enter(client)
    ask(client)

    response = set_password(client, link())

    assert response.status_code == 302
    assert client.get("/en/account/").status_code == 302


@pytest.mark.parametrize("password", ["short", "password1234", "person@cast.example"])
def test_reset_refuses_a_password_that_is_easy_to_guess(client: Client, person: User, password: str) -> None:
    ask(client)

    response = set_password(client, link(), password)

    assert response.status_code == 200
    assert "msg-err" in response.content.decode()


def test_reset_asked_too_often_says_to_wait(client: Client, person: User) -> None:
    for _ in range(5):
        ask(client)

    known, unknown = ask(client), [ask(client, "stranger@cast.example") for _ in range(6)][-1]

    assert known.status_code == unknown.status_code == 429


def test_change_keeps_this_session_and_ends_the_others(client: Client, person: User, enter: Any) -> None:
    other = Client()
    enter(client)
    enter(other)

    response = client.post(
        "/en/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )

    assert response["Location"] == "/en/account/"
    assert client.get("/en/account/").status_code == 200
    assert other.get("/en/account/").status_code == 302
    assert Event.objects.get(verb="user.password_changed").actor == person


def test_change_needs_the_present_password(client: Client, person: User, enter: Any) -> None:
    enter(client)

    response = client.post(
        "/en/account/password/change/", {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    )

    person.refresh_from_db()
    assert "This is not your present password." in response.content.decode()
    assert person.check_password(PASSWORD)


def test_change_guessed_too_often_says_to_wait(client: Client, person: User, enter: Any) -> None:
    enter(client)
    for _ in range(6):
        response = client.post("/en/account/password/change/", {"oldpassword": "wrong"})

    assert response.status_code == 429
