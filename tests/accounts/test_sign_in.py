"""Coming in: who may, what the others are told, and where one lands."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from solidarity.accounts.models import User
from solidarity.audit.models import Event
from tests.accounts.conftest import LOGIN

MISMATCH = "The email and the password do not match."


def without_secrets(response: Any) -> str:
    """The page, but for what differs each time (the proof of origin) and the address typed back."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return re.sub(r'value="[^"]*@[^"]*"', "", page)


def test_sign_in_lands_on_the_workspace_in_ones_own_language(
    client: Client, person: User, enter: Any
) -> None:
    response = enter(client)

    assert response.status_code == 302
    assert response["Location"] == "/pt-br/workspace/"


def test_sign_in_whatever_the_capitals_of_the_address(client: Client, person: User, enter: Any) -> None:
    assert enter(client, email="Person@CAST.example ").status_code == 302


def test_sign_in_makes_a_new_session_key(client: Client, person: User, enter: Any) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key

    enter(client)

    assert client.session.session_key != planted


def test_sign_in_is_written_down(client: Client, person: User, enter: Any) -> None:
    enter(client)

    event = Event.objects.get(verb="user.signed_in")
    assert event.actor == person
    assert event.details["address"] == "127.0.0.1"


@pytest.mark.parametrize("other", ["stranger@cast.example", "gone@cast.example"])
def test_sign_in_refusal_is_the_same_for_wrong_unknown_and_closed(
    client: Client, person: User, enter: Any, other: str
) -> None:
    User.objects.create_user("gone@cast.example", "a sentence of my own", name="Gone", is_active=False)

    wrong = enter(client, password="something else entirely")
    refused = enter(client, email=other)

    assert MISMATCH in wrong.content.decode()
    assert refused.status_code == wrong.status_code == 200
    assert without_secrets(refused) == without_secrets(wrong)
    assert refused.headers.keys() == wrong.headers.keys()


@pytest.mark.parametrize("email", ["person@cast.example", "stranger@cast.example"])
def test_sign_in_refusal_hashes_once_whether_or_not_the_account_exists(
    client: Client, person: User, enter: Any, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    runs: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        runs.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)

    enter(client, email=email, password="something else entirely")

    assert len(runs) == 1


def test_sign_in_refusal_is_written_down_without_telling_whether_the_account_exists(
    client: Client, person: User, enter: Any
) -> None:
    enter(client, password="something else entirely")
    enter(client, email="stranger@cast.example")

    known, unknown = Event.objects.filter(verb="user.sign_in_refused").order_by("object_label")
    assert known.object_id != str(person.pk)
    assert known.actor is unknown.actor is None
    assert known.details.keys() == unknown.details.keys()
    assert known.sentence == "Someone tried to sign in as person@cast.example and was refused"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"login": "", "password": ""},
        {"login": "not an address", "password": "x"},
        {"login": "a\0b@cast.example", "password": "x\0y"},
        {"login": "x" * 70_000 + "@cast.example", "password": "p" * 200_000},
        {"login": "person@cast.example\r\nBcc: all@cast.example", "password": "x"},
    ],
)
def test_sign_in_with_nonsense_shows_the_form_again(
    client: Client, person: User, form: dict[str, str]
) -> None:
    response = client.post(LOGIN, form)

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "http:///evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\t/evil.example/",
        " //evil.example/",
        "http://testserver@evil.example/",
        "http://testserver.evil.example/",
        "http://localhost:1/en/",
        "workspace",
    ],
)
def test_sign_in_goes_on_to_no_other_site(client: Client, person: User, enter: Any, address: str) -> None:
    assert enter(client, next=address)["Location"] == "/pt-br/workspace/"


def test_sign_in_goes_on_to_the_page_that_was_asked_for(client: Client, person: User, enter: Any) -> None:
    asked = client.get("/en/account/sessions/?a=1")
    assert asked["Location"] == "/en/account/login/?next=/en/account/sessions/%3Fa%3D1"

    assert enter(client, next="/en/account/sessions/?a=1")["Location"] == "/en/account/sessions/?a=1"


def test_sign_in_page_is_never_stored(client: Client, db: None) -> None:
    assert "no-store" in client.get(LOGIN)["Cache-Control"]


def test_sign_in_page_for_somebody_signed_in_goes_to_the_workspace(
    client: Client, person: User, enter: Any
) -> None:
    enter(client)

    assert client.get(LOGIN)["Location"] == "/pt-br/workspace/"


@pytest.mark.parametrize(
    "path", ["signup", "email", "inactive", "reauthenticate", "confirm-email", "login/code"]
)
def test_what_is_not_offered_has_no_address(client: Client, db: None, path: str) -> None:
    assert client.get(f"/en/account/{path}/").status_code == 404


def test_form_without_proof_of_origin_is_refused_calmly(person: User) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(LOGIN, {"login": "person@cast.example", "password": "a sentence of my own"})

    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


def test_sign_out_needs_a_button_and_ends_the_session(client: Client, person: User, enter: Any) -> None:
    enter(client)

    assert client.get("/en/account/logout/").status_code == 200
    assert client.get("/en/account/").status_code == 200
    assert client.post("/en/account/logout/")["Location"] == "/en/"
    assert client.get("/en/account/").status_code == 302
    assert Event.objects.get(verb="user.signed_out").actor == person


def test_person_who_was_deactivated_is_out_at_once(client: Client, person: User, enter: Any) -> None:
    enter(client)
    person.is_active = False
    person.save(update_fields=["is_active"])

    response = client.get("/en/account/")

    assert response["Location"].startswith("/en/account/login/")


def test_page_without_a_language_is_in_ones_own(client: Client, person: User, enter: Any) -> None:
    enter(client)

    response = client.get("/workspace/", headers={"accept-language": "en"})

    assert response["Location"] == "/pt-br/workspace/"


def test_piece_asked_for_after_the_end_says_where_to_sign_in(client: Client, db: None) -> None:
    response = client.get(
        "/en/account/sessions/",
        headers={"hx-request": "true", "hx-current-url": "http://testserver/en/workspace/?a=1"},
    )

    assert response.status_code == 401
    assert response["HX-Redirect"] == "/en/account/login/?next=%2Fen%2Fworkspace%2F%3Fa%3D1"


def test_piece_asked_for_from_elsewhere_leads_back_to_nowhere(client: Client, db: None) -> None:
    response = client.get(
        "/en/account/sessions/", headers={"hx-request": "true", "hx-current-url": "https://evil.example/x"}
    )

    assert response["HX-Redirect"] == "/en/account/login/"
