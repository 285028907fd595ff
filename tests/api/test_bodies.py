"""Bodies that are absent, hidden, too large or no JSON: each write refuses them, and nothing changes."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from assessments.models import Answer
from solidarity.api.models import Token
from solidarity.reports.models import Report
from tests.api.test_problems import assert_problem
from tests.assessments.building import open_in_montevideo, save
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]
METHODS = ("PUT", "POST")
KEY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def send(cast: Cast, token_of: Callable[..., str]) -> Send:
    """Send bytes to each write that takes a body: an answer that is stored, or a request for a report."""
    assessment = open_in_montevideo(cast)
    save(assessment, "C01.Q01", by=cast.respondent_montevideo)
    token = token_of(cast.coordinator_montevideo, scope=Token.Scope.WRITE)
    addresses = {"PUT": f"/api/v1/assessments/{assessment.pk}/answers/C01.Q01/", "POST": "/api/v1/reports/"}
    client = Client(raise_request_exception=False)

    def call(method: str, data: bytes, kind: str = "application/json", **headers: str) -> Any:
        headers = {"Authorization": f"Bearer {token}", "If-Match": '"1"', "Idempotency-Key": KEY, **headers}
        address = f"{addresses[method]}?lang={headers.pop('lang', 'en')}"
        return client.generic(method, address, data, content_type=kind, headers=headers)

    return call


def assert_nothing_changed() -> None:
    assert (Answer.objects.get().version, Answer.objects.get().level) == (1, 2)
    assert not Report.objects.exists()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", ["application/json", ""])
def test_an_empty_body_is_refused(send: Send, method: str, kind: str) -> None:
    answer = send(method, b"", kind)

    assert_problem(answer, 400)
    assert answer.json()["detail"] == "The request has no body. Send a JSON object."
    assert_nothing_changed()


@pytest.mark.parametrize("method", METHODS)
def test_a_body_in_pieces_is_refused(send: Send, method: str) -> None:
    answer = send(method, b"", **{"Transfer-Encoding": "chunked"})

    assert_problem(answer, 411)
    assert "Content-Length" in answer.json()["detail"]
    assert_nothing_changed()


HOSTILE = {
    "deep": b"[" * 5000,
    "deep and closed": b'{"level":' + b"[" * 900 + b"]" * 900 + b"}",
    "deep objects": b'{"kind":' + b'{"a":' * 900 + b"1" + b"}" * 901,
    "half a character": b'{"situation": "\\ud800"}',
    "half a character as name": b'{"\\ud800": 1}',
    "not a number": b'{"level": NaN}',
    "infinite": b'{"level": 1e999}',
    "huge": b'{"level": ' + b"9" * 5000 + b"}",
    "marked": b"\xef\xbb\xbf{}",
    "not UTF-8": b'{"situation": "\xff"}',
    "cut off": b'{"level": 3',
    "blank": b"  ",
    "text": b"level=3",
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_json_is_refused_in_our_words(send: Send, method: str, data: bytes) -> None:
    answer = send(method, data, lang="es")

    assert_problem(answer, 400)
    assert answer.json()["detail"] in {
        "El cuerpo no es un JSON válido.",
        "Las listas y los objetos del cuerpo están anidados a demasiada profundidad.",
    }
    assert_nothing_changed()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_too_large_a_body_speaks_of_the_request(
    send: Send, method: str, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    data = b'{"situation": "' + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + b'"}'

    with caplog.at_level(logging.ERROR):
        answer = send(method, data, lang=language)

    assert_problem(answer, 413)
    assert "10" not in answer.json()["detail"]
    assert "MB" in answer.json()["detail"]
    assert not caplog.records
    assert_nothing_changed()


def test_a_body_that_nobody_takes_is_not_asked_for(cast: Cast, send: Send, token_of: Any) -> None:
    """Cancelling takes no body, so an empty one is right there."""
    token = token_of(cast.bureau, scope=Token.Scope.WRITE)

    address, headers = f"/api/v1/reports/{KEY}/cancel/", {"Authorization": f"Bearer {token}"}
    answer = Client().post(address, b"", "application/json", headers=headers)

    assert answer.status_code == 404
