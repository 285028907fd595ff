"""Error pages: in the reader's language, with a next step, and without what may be broken."""

from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from solidarity import urls as portal


def _raise(error: type[Exception]) -> Any:
    @login_not_required
    def view(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        raise error("on purpose")

    return view


handler400 = "solidarity.web.errors.bad_request"
handler403 = "solidarity.web.errors.forbidden"
handler404 = "solidarity.web.errors.not_found"
handler500 = "solidarity.web.errors.server_error"

urlpatterns = [
    path("es/broken/", _raise(RuntimeError)),
    path("pt-br/broken/", _raise(RuntimeError)),
    path("en/broken/", _raise(RuntimeError)),
    path("broken/", _raise(RuntimeError)),
    path("en/away/", _raise(OperationalError)),
    path("en/forbidden/", _raise(PermissionDenied)),
    path("api/v1/broken/", _raise(RuntimeError)),
    *portal.urlpatterns,
]
pytestmark = pytest.mark.urls("tests.web.test_errors")


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/es/broken/", "Algo falló de nuestro lado."),
        ("/pt-br/broken/", "Algo deu errado do nosso lado."),
        ("/en/broken/", "Something went wrong on our side."),
    ],
)
def test_server_error_speaks_the_language_of_the_address(
    visitor: Client, address: str, sentence: str
) -> None:
    response = visitor.get(address)

    assert response.status_code == 500
    assert sentence in response.content.decode()


def test_server_error_without_language_follows_the_browser(visitor: Client) -> None:
    response = visitor.get("/broken/", headers={"Accept-Language": "pt-BR,pt;q=0.9"})

    assert 'lang="pt-br"' in response.content.decode()


def test_server_error_names_the_request_and_a_next_step(visitor: Client) -> None:
    response = visitor.get("/en/broken/")

    assert response.headers["X-Request-ID"] in response.content.decode()
    assert 'href="/en/"' in response.content.decode()
    assert "on purpose" not in response.content.decode()


def test_server_error_needs_no_database(visitor: Client) -> None:
    # Without the database mark every query raises.
    visitor.cookies["session"] = "forged"

    assert visitor.get("/es/broken/").status_code == 500


def test_away_needs_no_database_and_says_when_to_return(visitor: Client) -> None:
    response = visitor.get("/en/away/")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert "What was saved is safe" in response.content.decode()


def test_api_error_is_a_problem_document(visitor: Client) -> None:
    response = visitor.get("/api/v1/broken/")

    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["request_id"] == response.headers["X-Request-ID"]


def test_foreign_host_is_a_plain_400(visitor: Client) -> None:
    response = visitor.get("/en/", headers={"Host": "elsewhere.example"})

    assert response.status_code == 400
    assert "The request could not be understood." in response.content.decode()


def test_csrf_failure_says_what_to_do(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/en/account/login/", {"login": "a@example.org"})

    assert response.status_code == 403
    assert "Go back, load the page again" in response.content.decode()


def test_not_found_offers_the_search(db: None, visitor: Client) -> None:
    response = visitor.get("/en/nothing-here/")

    assert response.status_code == 404
    assert 'role="search"' in response.content.decode()


def test_forbidden_offers_the_way_in(db: None, visitor: Client) -> None:
    response = visitor.get("/en/forbidden/")

    assert response.status_code == 403
    assert 'href="/en/account/login/"' in response.content.decode()
