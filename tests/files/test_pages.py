"""The field in a form, the limits of an upload, and how a file is given out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from solidarity.files import storage
from solidarity.files.actions import keep
from solidarity.files.forms import ReceivedField
from solidarity.files.kinds import LARGEST
from solidarity.files.models import StoredFile
from solidarity.files.received import receive
from solidarity.files.refusal import REASONS
from tests.cast import Cast
from tests.files.hostile import EXECUTABLE, pdf, picture

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.files.pages")]
Lying = Callable[[], list[Path]]


@pytest.fixture
def officer(cast: Cast, sign_in: Callable[[Any], Client]) -> Client:
    return sign_in(cast.officer_uruguay)


def send(client: Client, name: str, content: bytes) -> Any:
    upload = SimpleUploadedFile(name, content, "application/octet-stream")
    return client.post("/hand-in/", {"remark": "typed with care", "file": upload})


def test_form_keeps_a_good_file_whatever_the_browser_calls_it(officer: Client, lying: Lying) -> None:
    answer = send(officer, "Acta Nº 1.pdf", pdf())

    assert answer.status_code == 200
    assert StoredFile.objects.get(pk=answer.content.decode()).content_type == "application/pdf"


def test_form_says_which_kinds_it_takes(officer: Client, lying: Lying) -> None:
    page = officer.get("/hand-in/").content.decode()

    assert 'accept=".pdf,.jpg,' in page
    assert "10 MB" in page


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("virus.exe", EXECUTABLE, "kind"),
        ("acta.pdf", EXECUTABLE, "disagrees"),
        ("nota.txt", b"a" * (LARGEST + 1), "size"),
        ("nota.txt", b"", "empty"),
    ],
)
def test_form_says_why_and_leaves_nothing_behind(
    officer: Client, lying: Lying, name: str, content: bytes, reason: str
) -> None:
    answer = send(officer, name, content)

    assert answer.status_code == 422
    with override("es"):
        assert str(REASONS[reason]) in answer.content.decode()
    assert "typed with care" in answer.content.decode()
    assert not lying()


def test_a_request_beyond_all_forms_is_refused_unread(officer: Client, lying: Lying) -> None:
    answer = officer.generic(
        "POST",
        "/hand-in/",
        b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2**40),
    )

    assert answer.status_code == 413
    assert "10 MB" in answer.content.decode()


def test_field_may_be_left_empty_when_it_is_optional() -> None:
    assert ReceivedField(required=False).clean(None) is None


def test_field_refuses_when_the_disk_is_nearly_full(
    monkeypatch: pytest.MonkeyPatch, officer: Client, lying: Lying
) -> None:
    monkeypatch.setattr(storage, "LEAST_FREE", 2**62)

    answer = send(officer, "acta.pdf", pdf())

    assert answer.status_code == 422
    with override("es"):
        assert str(REASONS["room"]) in answer.content.decode()
    assert not lying()


def test_a_file_is_given_out_as_a_download_that_no_browser_runs(officer: Client, lying: Lying) -> None:
    file = keep(receive("Acta Nº 1 «año».pdf", pdf()), by=None)

    answer = officer.get(f"/give-out/{file.pk}/?inline")

    assert b"".join(answer) == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Acta%20N%C2%BA%201%20%C2%ABa%C3%B1o%C2%BB.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_picture_may_be_shown_in_a_page(officer: Client, lying: Lying) -> None:
    file = keep(receive("foto.jpg", picture()), by=None)

    shown, given = officer.get(f"/give-out/{file.pk}/?inline"), officer.get(f"/give-out/{file.pk}/")

    assert shown["Content-Disposition"].startswith("inline")
    assert given["Content-Disposition"].startswith("attachment")
    assert b"".join(shown) == b"".join(given)


def test_a_file_whose_bytes_are_gone_is_not_found(officer: Client, lying: Lying) -> None:
    file = keep(receive("acta.pdf", pdf()), by=None)
    (path,) = lying()
    path.unlink()

    assert officer.get(f"/give-out/{file.pk}/").status_code == 404
