"""The access matrix against the portal: status, and content, for every member of the cast."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from agreements.actions import add_document
from agreements.models import AgreementDocument
from networks.models import Municipality
from tests.access.matrix import (
    ANONYMOUS,
    EVERYBODY,
    HIDDEN_AGREEMENT,
    HIDDEN_APPROVAL,
    HIDDEN_ASSESSMENT,
    HIDDEN_DOCUMENT,
    HIDDEN_EVIDENCE,
    MATRIX,
    PUBLIC_AGREEMENT,
    ROUND_OF_CHILE,
    ROUND_OF_REGION,
    SEES_CHILE,
    SEES_HIDDEN_CHILE,
    Row,
)
from tests.access.routes import routes
from tests.agreements.making import approve, candidate, paper, public_fact
from tests.assessments.building import hidden_assessment, make_round
from tests.cast import Cast

CANARIES = {
    "Canary of Chile": SEES_HIDDEN_CHILE,
    "Canary of Uruguay": {"officer_uruguay", "bureau", "bureau_reader"},
    "Round of Chile": SEES_CHILE,
}
UNSAFE = ("post", "put", "patch", "delete")


@pytest.fixture
def portal(reference: None, cast: Cast) -> Cast:
    """Real data, and the cast beside it, with what only its country sees, and a public agreement."""
    hidden = candidate(
        cast.hidden_chile, cast.officer_chile, id=UUID(HIDDEN_AGREEMENT), title="Agreement of Canary of Chile"
    )
    approve(hidden, cast.officer_chile, id=UUID(HIDDEN_APPROVAL))
    document = add_document(hidden, by=cast.officer_chile, received=paper(), kind="annex", title="Annex")
    AgreementDocument.objects.filter(pk=document.pk).update(id=UUID(HIDDEN_DOCUMENT))
    public_fact(cast.montevideo, "a-public-fact", id=UUID(PUBLIC_AGREEMENT))
    version = hidden_assessment(cast, UUID(HIDDEN_ASSESSMENT), evidence=UUID(HIDDEN_EVIDENCE)).questionnaire
    names = {f"name_{language}": "Round of Chile" for language in ("es", "pt_br", "en")}
    make_round(version, id=UUID(ROUND_OF_CHILE), country=cast.chile, **names)
    make_round(version, id=UUID(ROUND_OF_REGION))
    return cast


def client_of(who: str, cast: Cast, sign_in: Callable[[object], Client]) -> Client:
    return Client() if who == ANONYMOUS else sign_in(getattr(cast, who))


def body_of(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def address(row: Row) -> str:
    return "/admin/" if row.route == "admin" else reverse(row.route, kwargs=row.arguments)


def test_every_route_has_its_row() -> None:
    assert set(routes()) == {row.route for row in MATRIX}


def test_everybody_gets_what_the_matrix_says_and_no_canary(
    portal: Cast, sign_in: Callable[[object], Client]
) -> None:
    """One pass over every route as everybody, since loading the data costs more than all the requests."""
    wrong, leaks = {}, []
    for who in sorted(EVERYBODY):
        client = client_of(who, portal, sign_in)
        hidden = [name.encode() for name, seen_by in CANARIES.items() if who not in seen_by]
        for row in MATRIX:
            if row.route.startswith("api:") and who != ANONYMOUS:
                continue  # the API does not look at the session; tokens have their own tests
            answer = client.get(address(row))
            if answer.status_code != row.expected(who):
                wrong[who, str(row)] = (answer.status_code, row.expected(who))
            if row.route != "admin":
                leaks += [(who, str(row), name) for name in hidden if name in body_of(answer)]

    assert not wrong
    assert not leaks


@pytest.mark.parametrize("query", ["q=canary", "sort=-name", "standing=candidate", "country=CL&page=2"])
def test_no_search_or_filter_finds_a_place_that_is_not_theirs(
    portal: Cast, sign_in: Callable[[object], Client], query: str
) -> None:
    leaks = []
    for who in sorted(EVERYBODY):
        client = client_of(who, portal, sign_in)
        page = f"{reverse('networks:city-list')}?{query}"
        for headers in ({}, {"HX-Request": "true"}):
            body = body_of(client.get(page, headers=headers))
            leaks += [
                (who, name) for name, seen in CANARIES.items() if who not in seen and name.encode() in body
            ]

    assert not leaks


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "geojson"])
def test_no_form_of_the_list_shows_a_hidden_place_without_a_token(portal: Cast, form: str) -> None:
    body = body_of(Client().get(reverse("api:municipalities-list"), {"format": form}))

    assert b"canary" not in body.lower()


@pytest.mark.parametrize("method", UNSAFE)
def test_reading_pages_offer_no_other_method(
    portal: Cast, sign_in: Callable[[object], Client], method: str
) -> None:
    client = sign_in(portal.bureau)
    before = Municipality.objects.count()
    writing = {
        "admin", "root", "account_login", "account_logout", "account_change_password", "account", "tokens",
        "token-revoke", "account-sessions", "account_reset_password", "account_reset_password_from_key",
        "reports:report-new", "assessments:item", "assessments:round-open", "assessments:round-edit",
    }  # fmt: skip
    wrong = {}
    for row in MATRIX:
        if row.route in writing or row.expected("bureau") != 200:
            continue
        got = getattr(client, method)(address(row)).status_code
        if got not in {405} and not (row.route.startswith("api:") and got in {401, 403, 405}):
            wrong[str(row)] = got

    assert not wrong
    assert Municipality.objects.count() == before


@pytest.mark.parametrize("route", ["live", "ready", "home", "networks:city-list", "api:municipalities-list"])
def test_override_of_the_method_is_not_heard(portal: Cast, route: str) -> None:
    answer = Client().get(reverse(route), headers={"X-HTTP-Method-Override": "DELETE"})

    assert answer.status_code == 200
