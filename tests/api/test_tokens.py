"""Tokens: kept as digests, refused when wrong, ended, revoked; made and revoked by their owners only."""

import datetime
import secrets
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from solidarity.accounts.models import User
from solidarity.api import models
from solidarity.api.actions import MOST_LIVE, make_token, revoke_token
from solidarity.api.models import Token
from solidarity.audit.models import Event
from solidarity.workflow import NotAllowed
from tests.api.conftest import Get
from tests.cast import Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def page(db: None) -> str:
    with translation.override("en"):
        return reverse("tokens")


def test_only_the_digest_is_kept(cast: Cast, token_of: Any) -> None:
    text = token_of(cast.officer_chile)

    row = Token.objects.get()
    secret = text.rpartition("_")[2] if text.count("_") == 2 else text.split("_", 2)[2]
    assert text.startswith(f"cos_{row.prefix}_")
    assert row.digest == models.digest_of(secret)
    assert not any(secret in str(value) for value in Token.objects.values_list().get())


def test_secrets_have_256_random_bits() -> None:
    texts = {Token.fresh()[1].split("_", 2)[2] for _turn in range(50)}

    assert len(texts) == 50
    assert {len(text) for text in texts} == {43}


def test_comparison_takes_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, str]] = []
    token, text = Token.fresh()
    real = secrets.compare_digest
    monkeypatch.setattr(secrets, "compare_digest", lambda a, b: calls.append((a, b)) or real(a, b))

    assert token.opens_with(text.split("_", 2)[2])
    assert not token.opens_with("x" * 43)
    assert len(calls) == 2


def damaged(text: str) -> list[str]:
    return [
        f"Bearer {text[:-1]}{'A' if text[-1] != 'A' else 'B'}",
        f"Bearer {text}x",
        "Bearer cos_000000000000_" + "x" * 43,
        "Bearer",
        "Bearer ",
        f"Token {text}",
        text,
        "Basic dXNlcjpwYXNz",
        f"Bearer {text} {text}",
        "Bearer \u00e9",
    ]


def test_wrong_tokens_are_refused_also_where_everybody_may_read(get: Get, cast: Cast, token_of: Any) -> None:
    for header in damaged(token_of(cast.officer_chile)):
        answer = get("countries/", **{"Authorization": header})

        assert answer.status_code == 401, header
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"


def test_expired_token_is_refused(get: Get, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_chile)
    past = timezone.now() - datetime.timedelta(days=3)
    Token.objects.update(made_at=past, expires_at=past + datetime.timedelta(days=1))

    assert get("countries/", token).status_code == 401


def test_revoked_token_is_refused(get: Get, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_chile)
    revoke_token(Token.objects.get(), by=cast.officer_chile)

    assert get("countries/", token).status_code == 401


def test_token_of_a_former_colleague_is_refused(get: Get, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_chile)
    User.objects.filter(pk=cast.officer_chile.pk).update(is_active=False)

    assert get("countries/", token).status_code == 401


def test_territory_taken_away_counts_at_once(get: Get, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_chile)
    assert get(f"municipalities/{cast.hidden_chile.pk}/", token).status_code == 200

    cast.officer_chile.postings.all().delete()

    assert get(f"municipalities/{cast.hidden_chile.pk}/", token).status_code == 404


def test_token_in_the_address_is_no_token(get: Get, cast: Cast, token_of: Any) -> None:
    assert get(f"municipalities/?access_token={token_of(cast.officer_chile)}").status_code == 400


def test_a_browser_session_is_no_token(sign_in: SignIn, cast: Cast) -> None:
    answer = sign_in(cast.officer_chile).get(f"/api/v1/municipalities/{cast.hidden_chile.pk}/")

    assert answer.status_code == 404


def test_last_use_is_noted_once_a_minute(get: Get, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_chile)
    get("countries/", token)
    first = Token.objects.get().last_used_at
    get("countries/", token)

    assert first is not None
    assert Token.objects.get().last_used_at == first
    Token.objects.update(last_used_at=first - datetime.timedelta(minutes=2))
    get("countries/", token)
    assert Token.objects.get().last_used_at > first


def test_answers_to_a_token_are_never_stored(get: Get, cast: Cast, token_of: Any) -> None:
    answer = get("municipalities/", token_of(cast.officer_chile))

    assert "no-store" in answer["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer
    assert "Authorization" in answer["Vary"]


def test_making_and_revoking_are_written_down(cast: Cast) -> None:
    person = cast.officer_chile
    token, text = make_token(person, by=person, name="Dashboard")
    revoke_token(token, by=person)
    revoke_token(token, by=person)

    events = list(Event.objects.all().about(token).order_by("at"))
    assert [event.verb for event in events] == ["token.made", "token.revoked"]
    assert "Dashboard" in events[0].sentence
    assert text not in "".join(str(event.__dict__) for event in events)


def test_there_is_an_end_to_tokens(cast: Cast, token_of: Any) -> None:
    for _turn in range(MOST_LIVE):
        token_of(cast.officer_chile)

    with pytest.raises(NotAllowed):
        token_of(cast.officer_chile)


def test_command_prints_the_token_once(get: Get, cast: Cast) -> None:
    out = StringIO()
    call_command("issue_token", "OFFICER.chile@cast.example", scope="write", days=7, stdout=out)

    token = Token.objects.get()
    assert get(f"municipalities/{cast.hidden_chile.pk}/", out.getvalue().strip()).status_code == 200
    assert token.scope == "write"
    assert token.expires_at - token.made_at < datetime.timedelta(days=7, minutes=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nobody@nowhere.example",),
        ("officer.chile@cast.example", "--days", "0"),
        ("former.officer.chile@cast.example",),
    ],
)
def test_command_refuses(cast: Cast, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("issue_token", *arguments)


def test_page_shows_a_new_token_this_once(sign_in: SignIn, cast: Cast, page: str, get: Get) -> None:
    client = sign_in(cast.officer_chile)

    made = client.post(page, {"name": "Dashboard", "scope": "read", "days": "90"})
    text = made.context["text"]
    assert made.status_code == 201
    assert text in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert text not in client.get(page).content.decode()
    assert "Dashboard" in client.get(page).content.decode()
    assert get("countries/", text).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": "", "scope": "read", "days": "90"},
        {"name": "x" * 81, "scope": "read", "days": "90"},
        {"name": "x", "scope": "all", "days": "90"},
        {"name": "x", "scope": "read", "days": "99999"},
        {"name": "x\0", "scope": "read", "days": "90"},
    ],
)
def test_page_refuses_what_makes_no_sense(
    sign_in: SignIn, cast: Cast, page: str, typed: dict[str, str]
) -> None:
    answer = sign_in(cast.officer_chile).post(page, typed)

    assert answer.status_code == 422
    assert not Token.objects.exists()


def test_page_is_for_roles_that_may_have_tokens(sign_in: SignIn, cast: Cast, page: str) -> None:
    allowed = {
        name
        for name, person in cast.people().items()
        if person.is_active and sign_in(person).get(page).status_code == 200
    }

    assert allowed == {
        "coordinator_montevideo",
        "coordinator_la_calera",
        "coordinator_hidden_chile",
        "officer_uruguay",
        "officer_chile",
        "bureau",
        "api_client_chile",
    }


def test_page_needs_a_sign_in(client: Client, cast: Cast, page: str) -> None:
    assert client.get(page).status_code == 302


def test_a_token_is_revoked_by_its_owner_after_a_question(sign_in: SignIn, cast: Cast, token_of: Any) -> None:
    token_of(cast.officer_chile)
    token = Token.objects.get()
    with translation.override("en"):
        address = reverse("token-revoke", args=[token.pk])

    assert sign_in(cast.officer_uruguay).post(address).status_code == 404
    assert sign_in(cast.officer_chile).get(address).status_code == 200
    assert Token.objects.live().exists()
    assert sign_in(cast.officer_chile).post(address).status_code == 302
    assert not Token.objects.live().exists()
