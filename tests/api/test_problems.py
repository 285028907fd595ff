"""Every error under /api/ is a problem document with its request id, in the reader's language."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from networks.models import Country
from networks.querysets import CountryQuerySet
from solidarity.web.readonly import WriteWhileReading
from tests.api.conftest import RESOURCES, Get
from tests.cast import Cast

PROBLEM = {"type", "title", "status", "detail", "request_id"}


def assert_problem(answer: Any, status: int) -> None:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert document.keys() >= PROBLEM
    assert document["status"] == status
    assert document["request_id"] == answer["X-Request-ID"]
    assert document["title"]
    assert document["detail"]


def break_countries(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def broken(*_arguments: Any) -> Any:
        raise error

    monkeypatch.setattr(CountryQuerySet, "visible_to", broken)


@pytest.mark.parametrize(
    "address",
    [
        "nonsense/",
        "municipalities/x/",
        "municipalities/00000000-0000-0000-0000-00000000000g/",
        "../v2/",
        "%00/",
    ],
)
def test_unknown_address(get: Get, cast: Cast, address: str) -> None:
    assert_problem(get(address), 404)


def test_unknown_address_beside_the_version(db: None) -> None:
    assert_problem(Client().get("/api/"), 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("resource", RESOURCES)
def test_methods_that_write_are_not_offered(get: Get, cast: Cast, resource: str, method: str) -> None:
    answer = get(f"{resource}/", method=method)

    assert_problem(answer, 405)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_documentation_can_only_be_read(db: None, method: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/docs/")

    assert_problem(answer, 405)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_method_override_is_ignored(get: Get, cast: Cast) -> None:
    answer = get("countries/", **{"X-HTTP-Method-Override": "DELETE"})

    assert answer.status_code == 200
    assert Country.objects.count() == 2


def test_wrong_token(get: Get, cast: Cast) -> None:
    assert_problem(get("countries/", "nonsense"), 401)


@pytest.mark.parametrize("address", ["countries/?format=geojson", "countries/?format=html", "?format=csv"])
def test_format_that_is_not_offered(get: Get, cast: Cast, address: str) -> None:
    assert_problem(get(address), 406)


def test_media_type_that_is_not_offered(get: Get, cast: Cast) -> None:
    assert_problem(get("countries/", Accept="image/png"), 406)


def test_format_counts_more_than_the_header(get: Get, cast: Cast) -> None:
    answer = get("countries/?format=csv", Accept="application/json")

    assert answer["Content-Type"].startswith("text/csv")


def test_header_alone_chooses_too(get: Get, cast: Cast) -> None:
    assert get("countries/", Accept="text/csv")["Content-Type"].startswith("text/csv")


def test_our_own_fault_names_no_inside(get: Get, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    break_countries(monkeypatch, RuntimeError("canary of the inside"))

    answer = get("countries/")
    assert_problem(answer, 500)
    assert b"canary" not in answer.content


def test_database_away(get: Get, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    break_countries(monkeypatch, OperationalError("connection lost"))

    answer = get("countries/")
    assert_problem(answer, 503)
    assert int(answer["Retry-After"]) > 0


def test_reading_cannot_write(get: Get, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[type] = []

    def writes(rows: Any, _user: Any) -> Any:
        try:
            rows.update(notes="changed")
        except WriteWhileReading as error:
            refused.append(type(error))
        return rows

    monkeypatch.setattr(CountryQuerySet, "visible_to", writes)
    get("countries/")
    get("countries/?format=csv")
    get("countries/?format=xlsx")
    assert len(refused) == 3


@pytest.mark.parametrize(
    ("language", "word"), [("es", "parámetro"), ("pt", "parâmetro"), ("en", "parameter")]
)
def test_sentences_are_in_the_readers_language(get: Get, cast: Cast, language: str, word: str) -> None:
    answer = get(f"countries/?lang={language}&nonsense=1")

    assert word in answer.json()["errors"]["nonsense"][0]


def test_head_gives_no_body(get: Get, cast: Cast) -> None:
    answer = get("municipalities/", method="head")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == get("municipalities/")["ETag"]


def test_preflight_lets_pages_elsewhere_read_without_credentials(get: Get, cast: Cast) -> None:
    answer = get(
        "municipalities/",
        method="options",
        Origin="https://map.example",
        **{"Access-Control-Request-Method": "GET"},
    )

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Authorization" not in answer["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer


def test_public_answers_may_be_kept_and_read_by_other_pages(get: Get, cast: Cast) -> None:
    answer = get("municipalities/")

    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


def test_addresses_in_answers_keep_the_filters(get: Get, cast: Cast) -> None:
    following = get("municipalities/?page_size=1&kind=municipality&lang=en").json()["next"]

    assert following.startswith("http://testserver/api/v1/municipalities/?")
    assert "kind=municipality" in following
    assert "lang=en" in following


def test_foreign_host_is_refused(cast: Cast) -> None:
    answer = Client().get("/api/v1/municipalities/?page_size=1", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert b"evil" not in answer.content
