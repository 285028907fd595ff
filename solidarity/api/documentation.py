"""The OpenAPI document as a page shows it: each resource with its parameters, values and an example."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from solidarity.api.schema import document, operations
from solidarity.api.throttles import ANONYMOUS, ANONYMOUS_FILES, TOKEN, TOKEN_FILES
from solidarity.web.problems import CONTENT_TYPE

Json = Mapping[str, Any]
MEDIA_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter or value: what it is called, its type in the words of JSON, what it means."""

    name: str
    type: str
    meaning: str
    codes: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of the API."""

    anchor: str
    method: str
    path: str
    summary: str
    about: str
    formats: list[str]
    parameters: list[Line]
    headers: list[Line]
    body: list[Line]
    body_example: str
    values: list[Line]
    example: str

    @property
    def is_list(self) -> bool:
        """Whether the address is that of a list, and not of one row of it."""
        return self.method == "GET" and "{" not in self.path


def described(site: str) -> dict[str, Any]:
    """What the page shows, in the active language. `site` is the start of every address."""
    entries = [_entry(*operation) for operation in operations()]
    errors = document()["components"]["responses"]
    return {
        "site": site,
        "entries": entries,
        "errors": [(name.removeprefix("Problem"), error["description"]) for name, error in errors.items()],
        "problem": _pretty(errors["Problem400"]["content"][CONTENT_TYPE]["example"]),
        "limits": {
            "open": ANONYMOUS.most,
            "token": TOKEN.most,
            "open_files": ANONYMOUS_FILES.most,
            "token_files": TOKEN_FILES.most,
        },
    }


def _entry(path: str, method: str, operation: Json) -> Entry:
    done = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    answer = done["content"].get(MEDIA_TYPE, {"schema": {}})  # a file has no members to explain
    body = operation.get("requestBody", {"content": {MEDIA_TYPE: {"schema": {}}}})["content"][MEDIA_TYPE]
    in_address = [item for item in operation["parameters"] if item["in"] != "header"]
    needed = [item for item in operation["parameters"] if item["in"] == "header" and item.get("required")]
    return Entry(
        anchor=operation["operationId"],
        method=method,
        path=path,
        summary=operation["summary"],
        about=operation["description"],
        formats=_formats(operation["parameters"]) or list(done["content"]),
        parameters=[_line(item["name"], item["schema"], item) for item in in_address],
        headers=[_line(item["name"], item["schema"], item) for item in needed],
        body=[_line(name, schema, schema) for name, schema in _values(body["schema"]).items()],
        body_example=_pretty(body["example"]) if "example" in body else "",
        values=[_line(name, schema, schema) for name, schema in _values(answer["schema"]).items()],
        example=_pretty(answer["example"]) if "example" in answer else "",
    )


def _formats(parameters: list[Json]) -> list[str]:
    return next((list(item["schema"]["enum"]) for item in parameters if item["name"] == "format"), [])


def _values(schema: Json) -> Json:
    """The members of a row, whether the answer is the row or a page of rows."""
    members: Json = _resolved(schema).get("properties", {})
    return _resolved(members["results"]["items"])["properties"] if "results" in members else members


def _resolved(schema: Json) -> Json:
    if "$ref" not in schema:
        return schema
    found: Json = document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return found


def _line(name: str, schema: Json, text: Json) -> Line:
    inner = schema.get("items", schema)
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else " | ".join(kinds)
    codes = ", ".join(str(code) for code in inner.get("enum", ()) if code is not None)
    return Line(name, schema.get("format", kind), text.get("description", ""), codes)


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
