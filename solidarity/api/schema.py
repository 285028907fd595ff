"""OpenAPI 3.1, made from the very declarations that answer: records, parameters, policies."""

from collections.abc import Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any, cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent
from rest_framework.renderers import BaseRenderer

from solidarity.web.endpoints import Endpoint
from solidarity.web.outputs import example_of, shape
from solidarity.web.parameters import Parameter
from solidarity.web.policy import Access
from solidarity.web.problems import CONTENT_TYPE, OPTIONAL, example_problem, problem_outputs, titles
from solidarity.web.renderers import CSVFile, GeoJSONRenderer, JSONRenderer, XLSXFile
from solidarity.web.viewsets import ScopedReadOnlyViewSet

Json = dict[str, Any]
PROBLEMS = (400, 401, 404, 406, 429, 503)
WRITE_PROBLEMS = (400, 401, 403, 404, 406, 429, 503)
BODY_PROBLEMS = (411, 413, 415)
MEDIA_TYPE = JSONRenderer.media_type
NULLABLE_ADDRESS = {"type": ["string", "null"], "format": "uri"}
STRING = {"type": "string"}
POSITION = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}


class PortalSchema(AutoSchema):
    """Describes one method of one view."""

    def get_operation(
        self,
        path: str,
        path_regex: str,  # noqa: ARG002
        path_prefix: str,  # noqa: ARG002
        method: str,
        registry: ComponentRegistry,
    ) -> Json | None:
        """The operation object; what it refers to is put into the registry."""
        view = cast(Endpoint, self.view)
        if method in view.writes:
            return _writing(view, path, method, registry)
        name, tag, summary, about = _words(view)
        operation: Json = {
            "operationId": name,
            "summary": summary,
            "description": about,
            "tags": [tag],
            "parameters": [*_path_parameters(path), *map(_parameter, view.parameters()), *_headers(view)],
            "security": [{"bearer": []}, *([{}] if view.access is Access.PUBLIC else [])],
            "responses": {"200": _success(view, registry)},
        }
        if not view.is_versioned:
            operation["responses"]["304"] = {"description": _("Not changed")}
        for status in sorted({*PROBLEMS, *view.problems}):
            operation["responses"][str(status)] = _problem(status, registry)
        return operation


def _writing(view: Endpoint, path: str, method: str, registry: ComponentRegistry) -> Json:
    """A method that changes something: always with a token that may write."""
    write = view.writes[method]
    headers = {"Accept-Language": _("Languages, the best first."), **write.may_send, **write.headers}
    name, tag, _summary, _about = _words(view)
    gives = {"schema": shape(write.gives), "example": example_of(write.gives)}
    told = {key: {"description": str(text), "schema": STRING} for key, text in write.answers.items()}
    done = {"description": _("Done"), "content": {MEDIA_TYPE: gives}, **({"headers": told} if told else {})}
    operation: Json = {
        "operationId": f"{name}_{method.lower()}",
        "summary": str(write.title),
        "description": str(write.about),
        "tags": [tag],
        "parameters": [
            *_path_parameters(path),
            *map(_parameter, view.parameters()),
            *(_header(key, str(text), required=key in write.headers) for key, text in headers.items()),
        ],
        "security": [{"bearer": []}],
        "responses": {str(write.status): done},
    }
    if write.takes:
        takes = shape(write.takes) | {"required": [item.name for item in write.takes if not item.nullable]}
        example = example_of(write.takes)
        operation["requestBody"] = {
            "required": True,
            "content": {MEDIA_TYPE: {"schema": takes, "example": example}},
        }
    for status in sorted({*WRITE_PROBLEMS, *(BODY_PROBLEMS if write.takes else ()), *write.problems}):
        operation["responses"][str(status)] = _problem(status, registry)
    return operation


def _words(view: Endpoint) -> tuple[str, str, str, str]:
    """Identifier, tag, summary and description."""
    if isinstance(view, ScopedReadOnlyViewSet):
        one = _("%(title)s: one row with its details") % {"title": view.title}
        summary = str(view.title) if view.action == "list" else one
        return f"{view.resource}_{view.action}", view.resource, summary, str(view.about)
    tag = getattr(view, "resource", "portal")
    return type(view).__name__.lower(), tag, str(view.title), str(view.about)


def _path_parameters(path: str) -> list[Json]:
    known: dict[str, tuple[Json, str]] = {
        "id": ({"type": "string", "format": "uuid"}, _("Identifier.")),
        "code": ({"type": "string"}, _("Code of the item, such as C01.Q01.")),
        "document": ({"type": "string", "format": "uuid"}, _("Identifier of the document.")),
    }
    return [
        {"in": "path", "name": name, "required": True, "schema": schema, "description": text}
        for name, (schema, text) in known.items()
        if f"{{{name}}}" in path
    ]


def _parameter(parameter: Parameter) -> Json:
    schema: Json = dict(parameter.schema)
    if parameter.many:
        schema = {"type": "array", "items": schema}
    return {"in": "query", "name": parameter.name, "description": str(parameter.meaning), "schema": schema}


def _headers(view: Endpoint) -> list[Json]:
    texts = {"Accept-Language": _("Languages, the best first.")}
    if not view.is_versioned:
        texts["If-None-Match"] = _("The ETag you have; 304 when it still holds.")
    return [_header(name, text) for name, text in texts.items()]


def _header(name: str, text: str, *, required: bool = False) -> Json:
    """One header of a request."""
    must: Json = {"required": True} if required else {}
    return {"in": "header", "name": name, "description": text, "schema": STRING, **must}


def _success(view: Endpoint, registry: ComponentRegistry) -> Json:
    binary = {"schema": {"type": "string", "contentEncoding": "binary"}}
    content: Json = dict.fromkeys(view.files, binary) or {"application/json": {"schema": view.answer}}
    if isinstance(view, ScopedReadOnlyViewSet):
        content = _of_list(view, registry) if view.action == "list" else _of_one(view, registry)
    headers = {name: {"schema": {"type": "string"}} for name in ("ETag", "Content-Language", "X-Request-ID")}
    limits = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
    headers |= {name: {"schema": {"type": "integer"}} for name in limits}
    return {"description": _("The answer"), "headers": headers, "content": content}


def _of_one(view: ScopedReadOnlyViewSet, registry: ComponentRegistry) -> Json:
    name = f"{view.record.name}Detail" if view.record.details else view.record.name
    row = _component(registry, name, view.record.shape(detailed=True))
    return {JSONRenderer.media_type: {"schema": row, "example": view.record.example(detailed=True)}}


def _of_list(view: ScopedReadOnlyViewSet, registry: ComponentRegistry) -> Json:
    row = _component(registry, view.record.name, view.record.shape())
    removed = {"type": "array", "items": _component(registry, "Removed", _removed())}
    members: Json = {
        "next": NULLABLE_ADDRESS,
        "previous": NULLABLE_ADDRESS,
        "count": {"type": "integer", "minimum": 0},
        "removed": removed,
        "results": {"type": "array", "items": row},
    }
    page = {
        "type": "object",
        "properties": members,
        "required": ["next", "previous", "results"],
        "additionalProperties": False,
    }
    example = {"next": None, "previous": None, "results": [view.record.example()]}
    answers: dict[type[BaseRenderer], Json] = {
        JSONRenderer: {"schema": _component(registry, f"{view.record.name}List", page), "example": example},
        CSVFile: {"schema": {"type": "string"}},
        XLSXFile: {"schema": {"type": "string", "contentEncoding": "binary"}},
        GeoJSONRenderer: {"schema": _features(view, registry)},
    }
    return {renderer.media_type: answers[renderer] for renderer in view.list_renderers}


def _removed() -> Json:
    identifier, moment = {"type": "string", "format": "uuid"}, {"type": "string", "format": "date-time"}
    return {
        "type": "object",
        "properties": {"id": identifier, "removed_at": moment},
        "required": ["id", "removed_at"],
    }


def _features(view: ScopedReadOnlyViewSet, registry: ComponentRegistry) -> Json:
    """A FeatureCollection whose properties are the row without its coordinates."""
    outputs = [item for item in view.record.outputs() if item.name not in {"latitude", "longitude"}]
    point = {
        "type": "object",
        "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
        "required": ["type", "coordinates"],
    }
    members = {"type": {"const": "Feature"}, "id": {"type": "string"}, "geometry": point}
    feature = {
        "type": "object",
        "properties": {**members, "properties": shape(outputs)},
        "required": [*members, "properties"],
    }
    one = _component(registry, f"{view.record.name}Feature", feature)
    whole = {
        "type": {"const": "FeatureCollection"},
        "without_point": {"type": "integer", "minimum": 0},
        "features": {"type": "array", "items": one},
    }
    return _component(
        registry,
        f"{view.record.name}Features",
        {"type": "object", "properties": whole, "required": list(whole)},
    )


def _problem(status: int, registry: ComponentRegistry) -> Json:
    outputs = problem_outputs()
    schema = shape(outputs) | {"required": [item.name for item in outputs if item.name not in OPTIONAL]}
    content = {"schema": _component(registry, "Problem", schema), "example": example_problem(status)}
    answer: Json = {"description": titles()[status], "content": {CONTENT_TYPE: content}}
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return _component(registry, f"Problem{status}", answer, kind=ResolvedComponent.RESPONSE)


def _component(
    registry: ComponentRegistry, name: str, schema: Mapping[str, Any], kind: str = ResolvedComponent.SCHEMA
) -> Json:
    """A reference to the named component, put into the registry on first use."""
    component = ResolvedComponent(name=name, type=kind, schema=schema, object=name)  # type: ignore[no-untyped-call]
    registry.register_on_missing(component)
    ref: Json = component.ref
    return ref


@cache
def _document(language: str) -> Json:  # noqa: ARG001 - the texts in it are in this language
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    made: Json = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made


def document() -> Json:
    """The whole OpenAPI document in the active language, made once in each process."""
    return _document(get_language() or "en")


def operations() -> Sequence[tuple[str, str, Json]]:
    """Every address with each of its methods and the operation behind it."""
    return [
        (address, method.upper(), operation)
        for address, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]
