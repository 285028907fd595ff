"""The OpenAPI document as a page shows it: each resource with its parameters, values and an example."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from networks.roles import GRANTS, Permission
from solidarity.api.schema import document, operations
from solidarity.api.throttles import ANONYMOUS, ANONYMOUS_FILES, TOKEN, TOKEN_FILES
from solidarity.web.problems import CONTENT_TYPE, titles

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
    access: str
    formats: list[str]
    parameters: list[Line]
    headers: list[Line]
    body: list[Line]
    body_example: str
    values: list[Line]
    example: str

    @property
    def is_first(self) -> bool:
        """Whether the contents name it: a list, what writes, a file; not one row of a list."""
        return self.method != "GET" or "{" not in self.path or self.path.endswith("/download/")


def described(site: str) -> dict[str, Any]:
    """What the page shows, in the active language. `site` is the start of every address."""
    entries = [_entry(*operation) for operation in operations()]
    errors = document()["components"]["responses"]
    meanings = {name.removeprefix("Problem"): error["description"] for name, error in errors.items()}
    meanings["405"] = titles()[405]  # of what is not described, so no operation has it
    return {
        "site": site,
        "entries": entries,
        "errors": [(status, meaning, remedies()[status]) for status, meaning in sorted(meanings.items())],
        "roles": [role.label for role, granted in GRANTS.items() if Permission.KEEP_TOKENS in granted],
        "problem": _pretty(errors["Problem400"]["content"][CONTENT_TYPE]["example"]),
        "limits": {
            "open": ANONYMOUS.most,
            "token": TOKEN.most,
            "open_files": ANONYMOUS_FILES.most,
            "token_files": TOKEN_FILES.most,
        },
    }


def remedies() -> dict[str, str]:
    """What a program does about each status."""
    return {
        "400": _("The member errors names each parameter or value, with what is wrong with it."),
        "401": _("Send a token that is valid: Authorization: Bearer cos_…"),
        "403": _("The role of the token’s owner, or a token that only reads, does not go so far."),
        "404": _("There is no such row, or it lies outside your territory."),
        "405": _("Use a method that the header Allow names."),
        "406": _("Ask for one of the formats of this address."),
        "409": _(
            "detail says why, and missing the same reason by reason; current and mine hold both texts where "
            "somebody saved before you."
        ),
        "411": _("Send the whole body at once, with its Content-Length."),
        "412": _("Read the row again and send its ETag as If-Match."),
        "413": _("Send less: detail says how much a request may hold."),
        "415": _("Send Content-Type: application/json."),
        "422": _("The member errors names each value, with what is wrong with it."),
        "428": _("Send If-Match with the ETag that you read."),
        "429": _("Wait as many seconds as Retry-After says."),
        "503": _("Try again after as many seconds as Retry-After says."),
    }


def _access(operation: Json, method: str) -> str:
    if {} in operation["security"]:
        return _("Open to everybody; a token shows the rows of your territory too.")
    return _("Needs a token.") if method == "GET" else _("Needs a token that may write.")


def _entry(path: str, method: str, operation: Json) -> Entry:
    done = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    answer = done["content"].get(MEDIA_TYPE, {"schema": {}})  # a file has no members to explain
    body = operation.get("requestBody", {"content": {MEDIA_TYPE: {"schema": {}}}})["content"][MEDIA_TYPE]
    in_address = [item for item in operation["parameters"] if item["in"] != "header"]
    usual = {"Accept-Language", "If-None-Match"}
    own = [item for item in operation["parameters"] if item["in"] == "header" and item["name"] not in usual]
    return Entry(
        anchor=operation["operationId"],
        method=method,
        path=path,
        summary=operation["summary"],
        about=operation["description"],
        access=_access(operation, method),
        formats=_formats(operation["parameters"]) or list(done["content"]),
        parameters=[_line(item["name"], item["schema"], item) for item in in_address],
        headers=[
            _line(item["name"], item["schema"], item, needed=item.get("required", False)) for item in own
        ],
        body=[_line(name, schema, schema) for name, schema in _values(body["schema"]).items()],
        body_example=_pretty(body["example"]) if "example" in body else "",
        values=[*_lines(_values(answer["schema"]))],
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


def _lines(members: Json, outer: str = "") -> Iterator[Line]:
    """Each member, with those of the objects in it under the name of the list: approvals[].number."""
    for name, schema in members.items():
        yield _line(f"{outer}{name}", schema, schema)
        yield from _lines(schema.get("items", {}).get("properties", {}), f"{outer}{name}[].")


def _line(name: str, schema: Json, text: Json, *, needed: bool = True) -> Line:
    inner = schema.get("items", schema)
    kinds = schema.get("type", "object")
    kind, *others = [kinds] if isinstance(kinds, str) else kinds
    kind = " | ".join([schema.get("format", kind), *others])
    codes = ", ".join(str(code) for code in inner.get("enum", ()) if code is not None)
    meaning = text.get("description", "")
    if "maxLength" in schema:
        most = {"meaning": meaning, "most": schema["maxLength"]}
        meaning = _("%(meaning)s At most %(most)d characters.") % most
    if not needed:
        meaning = _("%(meaning)s Not required.") % {"meaning": meaning}
    return Line(name, kind, meaning, codes)


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
