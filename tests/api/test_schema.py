"""The OpenAPI document is valid, kept in docs/, and true of every real answer."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from assessments.models.answers import LONGEST_LINE, LONGEST_TEXT
from networks.roles import Role
from solidarity.api.permissions import Declared
from solidarity.web.policy import Access
from tests.api.conftest import RESOURCES, Get
from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def document(get: Get) -> dict[str, Any]:
    return dict(get("schema/?lang=en").json())


def check(document: dict[str, Any], schema: dict[str, Any], value: Any) -> None:
    whole = {**schema, "components": document["components"]}
    errors = list(Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(value))
    assert not errors, errors[:3]


def schema_of(
    document: dict[str, Any], path: str, status: str = "200", kind: str = "application/json"
) -> Any:
    answer = document["paths"][path]["get"]["responses"][status]
    if "$ref" in answer:
        answer = document["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    return answer["content"][kind]


def test_document_is_valid_openapi_31(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(document).validate()


def test_document_is_made_without_a_warning(tmp_path: Path) -> None:
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--lang", "en", "--file", str(tmp_path / "x.yaml")
    )

    kept = ROOT / "docs" / "openapi.yaml"
    assert (tmp_path / "x.yaml").read_text(encoding="utf-8") == kept.read_text(encoding="utf-8"), (
        "Make it anew: manage.py spectacular --lang en --file docs/openapi.yaml"
    )


def test_document_comes_as_yaml_too(get: Get, document: dict[str, Any]) -> None:
    assert yaml.safe_load(get("schema/?format=yaml&lang=en").content) == document


def test_document_speaks_three_languages(get: Get) -> None:
    titles = {get(f"schema/?lang={language}").json()["info"]["title"] for language in ("es", "pt", "en")}

    assert len(titles) == 3


def test_every_operation_has_the_errors_it_gives(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        if "get" not in methods:
            continue
        is_versioned = path.endswith("/answers/{code}/")  # its ETag is no digest of the content
        assert ("304" in methods["get"]["responses"]) is not is_versioned, path
        assert methods["get"]["responses"].keys() >= {
            "200",
            "400",
            "401",
            "404",
            "406",
            "429",
            "503",
        }, path
        assert {"bearer": []} in methods["get"]["security"]


def test_real_answers_are_as_described(get: Get, document: dict[str, Any], reference: None) -> None:
    for resource in RESOURCES:
        for language in ("es", "en"):
            page = get(
                f"{resource}/?count=true&updated_since=2020-01-01&lang={language}&page_size=1000"
            ).json()
            check(document, schema_of(document, f"/api/v1/{resource}/")["schema"], page)
            one = get(f"{resource}/{page['results'][0]['id']}/?lang={language}").json()
            check(document, schema_of(document, f"/api/v1/{resource}/{{id}}/")["schema"], one)
    layer = get("municipalities/?format=geojson").json()
    check(
        document, schema_of(document, "/api/v1/municipalities/", kind="application/geo+json")["schema"], layer
    )
    check(document, schema_of(document, "/api/v1/")["schema"], get().json())


def test_examples_are_as_described(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for status in ("200", "400", "404", "429"):
            kind = "application/json" if status == "200" else "application/problem+json"
            if "get" not in methods or path.endswith("/download/"):
                continue
            content = schema_of(document, path, status, kind)
            if "example" in content:
                check(document, content["schema"], content["example"])


def test_problems_are_as_described(get: Get, cast: Cast, document: dict[str, Any]) -> None:
    for status, address in (
        ("400", "countries/?x=1"),
        ("404", "countries/x/"),
        ("406", "countries/?format=x"),
    ):
        schema = schema_of(document, "/api/v1/countries/", status, "application/problem+json")["schema"]
        check(document, schema, get(address).json())


def test_every_documented_parameter_is_accepted(
    get: Get, document: dict[str, Any], reference: None, cast: Cast, token_of: Any
) -> None:
    token = token_of(cast.bureau)
    values = {
        "country": "UY",
        "updated_since": "2020-01-01",
        "format": "json",
        "hxl": "false",
        "count": "true",
    }
    values |= {"kind": "", "network": "", "municipality": "", "page_size": "5", "year": "2025"}
    values |= {"theme": "protection-capacity", "criterion": "C01", "area": "institutional-capacity"}
    for resource in RESOURCES:
        operation = document["paths"][f"/api/v1/{resource}/"]["get"]
        for parameter in (item for item in operation["parameters"] if item["in"] == "query"):
            name = parameter["name"]
            value = values.get(name, str(parameter["schema"].get("enum", [""])[0]))
            answer = get(f"{resource}/?{name}={value}", token)
            assert answer.status_code == 200, (resource, name, answer.content)


def routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for item in patterns:
        address = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from routes(item.url_patterns, address)
        elif isinstance(item, URLPattern):
            yield address, item.callback


def test_every_api_route_declares_who_may_call_it() -> None:
    found = {address: view for address, view in routes(get_resolver().url_patterns) if hasattr(view, "cls")}

    assert len(found) >= 16
    assert all(isinstance(getattr(view.cls, "access", None), Access) for view in found.values())
    assert all(Declared in view.cls.permission_classes for view in found.values())


def test_every_api_route_is_documented(document: dict[str, Any]) -> None:
    found = {
        "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", address.replace("<uuid:pk>", "{id}"))
        for address, view in routes(get_resolver().url_patterns)
        if hasattr(view, "cls")
    }

    assert found == set(document["paths"])


def test_view_without_a_policy_is_refused(cast: Cast) -> None:
    class Forgotten(APIView):
        pass

    request = Request(APIRequestFactory().get("/"))
    request.user = cast.bureau
    assert not Declared().has_permission(request, Forgotten())


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_page_shows_every_address(client: Client, db: None, language: str, document: dict[str, Any]) -> None:
    page = client.get(f"/api/v1/docs/?lang={language}")

    text = page.content.decode()
    assert page.status_code == 200
    assert all(f"<code>{path}</code>" in text for path in document["paths"])
    assert f'<html lang="{"pt-br" if language == "pt" else language}"' in text
    assert not page.cookies
    assert "<script" not in text
    assert " style=" not in text


def test_page_shows_each_method_by_its_name(client: Client, db: None, document: dict[str, Any]) -> None:
    text = client.get("/api/v1/docs/?lang=en").content.decode()

    for path, methods in document["paths"].items():
        for method in methods:
            assert f"{method.upper()}</span> <code>{path}</code>" in text


def test_page_says_who_may_call_and_what_lists_hold(client: Client, db: None) -> None:
    text = client.get("/api/v1/docs/?lang=en").content.decode()

    assert text.count("Needs a token that may write.") == 3
    assert "Open to everybody; a token shows the rows of your territory too." in text
    assert "<code>approvals[].number</code>" in text
    assert "<code>items[].commitments[].indicator</code>" in text
    assert 'href="#reports_create_post"' in text
    assert "/api/v1/docs/?lang=es" in text.partition("<body>")[0]


@pytest.mark.parametrize(("language", "label"), [("es", "Respondida"), ("en", "Answered")])
def test_examples_are_in_the_language_of_the_document(get: Get, language: str, label: str) -> None:
    document = get(f"schema/?lang={language}").json()
    answer = document["paths"]["/api/v1/assessments/{id}/answers/{code}/"]["get"]["responses"]["200"]

    members = answer["content"]["application/json"]["schema"]["properties"]
    assert members["state_label"]["examples"] == [label]


def test_filters_say_what_programs_send(document: dict[str, Any]) -> None:
    by_name = {item["name"]: item for item in document["paths"]["/api/v1/agreements/"]["get"]["parameters"]}

    assert by_name["municipality"]["description"].endswith("such as uy-montevideo.")
    assert by_name["ending_before"]["schema"] == {"type": "string", "format": "date"}


def test_page_survives_a_strange_language(client: Client, db: None) -> None:
    assert client.get("/api/v1/docs/?lang=%00xx").status_code == 200


def test_root_leads_everywhere(get: Get, client: Client, reference: None, cast: Cast, token_of: Any) -> None:
    headers = {"Authorization": f"Bearer {token_of(cast.bureau)}"}
    for address in get().json().values():
        assert client.get(address, headers=headers).status_code == 200


def test_what_a_write_takes_is_said_in_full(document: dict[str, Any]) -> None:
    write = document["paths"]["/api/v1/assessments/{id}/answers/{code}/"]["put"]
    taken = write["requestBody"]["content"]["application/json"]["schema"]["properties"]

    assert (taken["situation"]["maxLength"], taken["competent_body"]["maxLength"]) == (
        LONGEST_TEXT,
        LONGEST_LINE,
    )
    assert "not_applicable needs situation" in taken["state"]["description"]
    assert write["responses"].keys() >= {"411", "413"}
    assert "409" in document["paths"]["/api/v1/reports/{id}/download/"]["get"]["responses"]
    assert document["servers"] == [{"url": "http://testserver"}]


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_the_page_says_who_may_have_tokens_and_every_status(get: Get, language: str) -> None:
    html = get(f"docs/?lang={language}").content.decode()

    with translation.override("pt-br" if language == "pt" else language):
        assert str(Role.MUNICIPAL_COORDINATOR.label) in html
        assert str(Role.MUNICIPAL_RESPONDENT.label) not in html
    for status in (405, 409, 411, 413):
        assert f'<th scope="row" role="rowheader">{status}</th>' in html
    assert f"{LONGEST_TEXT}" in html
