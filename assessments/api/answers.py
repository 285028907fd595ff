"""One answer: read with its version, and saved by the very action that the page calls."""

import re
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.actions import (
    InvalidAnswer,
    KeyReused,
    Saved,
    StaleAnswer,
    UnknownVersion,
    record_answer,
)
from assessments.content import CODES, FIELDS, LINES, TEXTS, Content
from assessments.models import Answer, Assessment, Question
from assessments.records import ANSWER
from solidarity.web.endpoints import Endpoint
from solidarity.web.outputs import INTEGER, TIME, Output
from solidarity.web.policy import Access
from solidarity.web.problems import CONTENT_TYPE, problem
from solidarity.web.views import Scoped
from solidarity.web.writes import Write

# W/ too: servers that compress an answer mark its ETag so, and programs send back what they were given.
VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')
NEEDS = _(
    "answered needs level and competence; not_applicable needs situation; not_our_competence needs "
    "competent_body; without a state it is a draft."
)
# Every value may be left out or null, which empties it.
TAKEN = tuple(
    replace(
        output,
        nullable=True,
        longest=(TEXTS | LINES).get(output.name, 0),
        meaning=NEEDS if output.name == "state" else output.meaning,
    )
    for output in ANSWER.outputs()
    if output.name in FIELDS
)
GIVEN = (
    Output(name="version", meaning=_("The new version: the next If-Match."), kind=INTEGER, example=3),
    Output(
        name="updated_at", meaning=_("When it was saved, in UTC."), kind=TIME, example="2026-05-14T09:30:00Z"
    ),
    Output(name="answered", meaning=_("Items that are answered."), kind=INTEGER, example=19),
    Output(name="items", meaning=_("Items in all."), kind=INTEGER, example=60),
)


class AssessmentAnswer(Scoped, Endpoint):
    """The answer to one item of one self-assessment."""

    access = Access.TOKEN
    model = Assessment
    shows = ("with_municipality",)
    resource = "answers"
    title = _("Answer to one item")
    about = _("The answer as it stands. Its ETag is its version; an item without an answer is not found.")
    answer = ANSWER.shape()
    is_versioned = True
    request: Request
    writes: ClassVar[Mapping[str, Write]] = {
        "PUT": Write(
            title=_("Save an answer"),
            about=_(
                "The whole answer replaces the stored one: what you leave out becomes empty. If-Match names "
                "the version you read, or 0 where there was none. The same Idempotency-Key again gives the "
                "same outcome. Who comes too late gets 409 with both texts, and the late one is kept in the "
                "history."
            ),
            takes=tuple(TAKEN),
            gives=GIVEN,
            headers={
                "If-Match": _('The ETag you read, with its straight quotes; "0" for the first save.'),
                "Idempotency-Key": _("A UUID of your own for this one save."),
            },
            answers={"ETag": _("The new version: the next If-Match.")},
            problems=(409, 412, 422, 428),
        )
    }

    def get(self, request: Request, pk: UUID, code: str) -> Response:
        """The row, with its version as ETag."""
        rows = Answer.objects.filter(assessment=self.find("pk", pk), question__code=code)
        table = ANSWER.read(rows, request.user)
        if not table.keys:
            raise Http404
        row = table.members()[0]
        return Response(row, headers={"ETag": f'"{row["version"]}"'})

    def put(self, request: Request, pk: UUID, code: str) -> Response:
        """Save it, or say why not."""
        assessment = self._row(pk)
        if "If-Match" not in request.headers:
            return _refusal(
                HTTPStatus.PRECONDITION_REQUIRED, gettext("Send the version you read as If-Match.")
            )
        version = VERSION.fullmatch(request.headers["If-Match"].strip())
        if version is None:
            return _refusal(
                HTTPStatus.PRECONDITION_FAILED,
                gettext('Send one version as If-Match, in straight quotes, such as "3".'),
            )
        key, content = _key(request), _content(request.data)
        return self._save(assessment, code, content=content, version=int(version[1]), key=key)

    def _row(self, pk: UUID) -> Assessment:
        """What a save needs of the assessment, or 404."""
        try:
            return Assessment.objects.get_visible_to(self.request.user, pk)
        except Assessment.DoesNotExist:
            raise Http404 from None

    def _save(self, assessment: Assessment, code: str, **save: Any) -> Response:
        try:
            return _done(record_answer(assessment, code, by=self.request.user, **save))  # type: ignore[arg-type]
        except Question.DoesNotExist:
            raise Http404 from None
        except UnknownVersion:
            return _refusal(
                HTTPStatus.PRECONDITION_FAILED, gettext("There is no such version of the answer.")
            )
        except KeyReused:
            used = gettext("This Idempotency-Key belongs to another save.")
            return _refusal(HTTPStatus.UNPROCESSABLE_ENTITY, used, errors={"Idempotency-Key": [used]})
        except InvalidAnswer as invalid:
            errors = {name: [str(text) for text in texts] for name, texts in invalid.problems.items()}
            names = gettext("Not accepted: %(names)s.") % {"names": ", ".join(sorted(errors))}
            return _refusal(HTTPStatus.UNPROCESSABLE_ENTITY, names, errors=errors)
        except StaleAnswer as stale:
            return _both(stale)


def _key(request: Request) -> UUID:
    try:
        return UUID(request.headers.get("Idempotency-Key", ""))
    except ValueError:
        raise ValidationError(
            {"Idempotency-Key": [gettext("Send a UUID of your own for this save.")]}
        ) from None


def _content(data: Any) -> Content:
    """The body as a whole answer; ValidationError for what is no value of an answer."""
    if not isinstance(data, dict):
        raise ValidationError([gettext("Send a JSON object.")])
    errors = {
        str(name)[:100]: [gettext("There is no such value here.")] for name in data.keys() - set(FIELDS)
    }
    errors |= {
        name: [gettext("Send a text.")] for name in _texts() if not isinstance(data.get(name) or "", str)
    }
    level = data.get("level")
    if level is not None and type(level) is not int:
        errors["level"] = [gettext("Send a whole number from 0 to 4, or null.")]
    if errors:
        raise ValidationError(errors)
    return Content(level=level, **{name: data.get(name) or "" for name in _texts()})


def _texts() -> list[str]:
    return [*CODES, *TEXTS, *LINES]


def _done(saved: Saved) -> Response:
    members = {
        "version": saved.version,
        "updated_at": saved.at,
        "answered": saved.answered,
        "items": saved.items,
    }
    return Response(members, headers={"ETag": f'"{saved.version}"'})


def _both(stale: StaleAnswer) -> Response:
    """409 with what is stored and what came too late."""
    current = {
        **Content.of(stale.current).columns(),
        "version": stale.current.version,
        "updated_at": stale.current.updated_at,
        "updated_by": str(stale.current.updated_by),
    }
    detail = gettext("Somebody saved this answer after you read it. Both texts are kept; choose or combine.")
    return _refusal(HTTPStatus.CONFLICT, detail, current=current, mine=stale.mine.columns())


def _refusal(status: int, detail: str, **members: Any) -> Response:
    return Response(problem(int(status), detail, **members), status=status, content_type=CONTENT_TYPE)
