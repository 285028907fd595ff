"""Errors of the API as problem documents (RFC 9457), each with its request id."""

import math
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import exceptions
from rest_framework.response import Response

from solidarity.audit import trace
from solidarity.web.outputs import INTEGER, Output
from solidarity.workflow import NotAllowed

CONTENT_TYPE = "application/problem+json"
OPTIONAL = frozenset({"errors", "missing", "current", "mine"})  # members that only some problems have
ROW = {"type": "object"}
BAD_REQUEST, CONFLICT = 400, 409


def titles() -> dict[int, str]:
    """A short title for each status, in the active language."""
    return {
        400: _("The request is not valid"),
        401: _("Sign-in needed"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Method not offered here"),
        406: _("Format not offered here"),
        409: _("Not possible in the present state"),
        411: _("Length needed"),
        412: _("Version not accepted"),
        413: _("Too large"),
        415: _("Content type not accepted"),
        422: _("Not acceptable as sent"),
        428: _("Version needed"),
        429: _("Too many requests"),
        500: _("Something went wrong on our side"),
        503: _("Not available right now"),
    }


def problem(status: int, detail: str, **members: Any) -> dict[str, Any]:
    """The members of a problem document. `errors` maps each parameter or field to its sentences."""
    return {
        "type": "about:blank",
        "title": titles().get(status, _("Error")),
        "status": status,
        "detail": detail,
        "request_id": trace.current(),
        **members,
    }


def problem_outputs() -> list[Output]:
    """The members of a problem document, as OpenAPI describes them."""
    sentences = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
    return [
        Output(
            name="type",
            meaning=_("Kind of problem; about:blank when the status says all."),
            example="about:blank",
        ),
        Output(name="title", meaning=_("The problem in a few words."), example=titles()[400]),
        Output(name="status", meaning=_("The HTTP status."), kind=INTEGER, example=400),
        Output(name="detail", meaning=_("What happened, for a person."), example=""),
        Output(
            name="request_id",
            meaning=_("Name it when you ask for help."),
            example="1e1de37f39b8452b910022467d7de67d",
        ),
        Output(
            name="errors",
            meaning=_("Sentences for each parameter or field that was not accepted."),
            shape=sentences,
            example={"page_size": [_("Give a whole number from 1 to %(most)d.") % {"most": 1000}]},
        ),
        Output(name="missing", meaning=_("What keeps a step from being taken."), many=True, example=[]),
        Output(
            name="current", meaning=_("What is stored, where somebody else saved."), shape=ROW, example={}
        ),
        Output(name="mine", meaning=_("What you sent, where it was not stored."), shape=ROW, example={}),
    ]


def example_problem(status: int) -> dict[str, Any]:
    """A problem document as it might be."""
    members = {output.name: output.example for output in problem_outputs()}
    kept = {"errors"} if status == BAD_REQUEST else set()
    members = {name: value for name, value in members.items() if name not in OPTIONAL - kept}
    return members | {"status": status, "title": titles()[status], "detail": titles()[status] + "."}


def problem_response(status: int, detail: str, **members: Any) -> HttpResponse:
    """A problem as a plain Django response, for what happens outside the API's own views."""
    return HttpResponse(
        orjson.dumps(problem(status, detail, **members)), content_type=CONTENT_TYPE, status=status
    )


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:  # noqa: ARG001
    """Translate every expected exception; None leaves a real fault to the 500 handler."""
    if isinstance(exc, NotAllowed):
        status = 403 if exc.kind == "permission" else CONFLICT
        return _response(status, " ".join(exc.sentences), missing=exc.sentences)
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if not isinstance(exc, exceptions.APIException):
        return None
    wait = getattr(exc, "wait", None)
    if isinstance(exc, exceptions.Throttled):
        response = _response(exc.status_code, _slower(wait))
    else:
        response = _from_api_exception(exc)
    if challenge := getattr(exc, "auth_header", None):
        response["WWW-Authenticate"] = challenge
    if wait:
        response["Retry-After"] = str(math.ceil(wait))
    return response


def _slower(wait: float | None) -> str:
    """When the next request may come."""
    seconds = math.ceil(wait or 1)
    return ngettext(
        "Too many requests. Ask again in %(seconds)d second.",
        "Too many requests. Ask again in %(seconds)d seconds.",
        seconds,
    ) % {"seconds": seconds}


def _from_api_exception(exc: exceptions.APIException) -> Response:
    if isinstance(exc, exceptions.ValidationError) and isinstance(exc.detail, dict):
        names = ", ".join(sorted(map(str, exc.detail)))
        detail = _("Not accepted: %(names)s.") % {"names": names}
        return _response(exc.status_code, detail, errors=exc.detail)
    if isinstance(exc.detail, list):
        return _response(exc.status_code, " ".join(map(str, exc.detail)))
    return _response(exc.status_code, str(exc.detail))


def _response(status: int, detail: str, **members: Any) -> Response:
    return Response(problem(status, detail, **members), status=status, content_type=CONTENT_TYPE)
