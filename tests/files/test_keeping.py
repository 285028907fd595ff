"""Rows and bytes come and go together, whatever happens between."""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from solidarity.files.actions import discard, keep
from solidarity.files.models import StoredFile
from solidarity.files.received import receive
from solidarity.files.tasks import sweep_files
from tests.cast import Cast
from tests.files.hostile import pdf

Lying = Callable[[], list[Path]]
committing = pytest.mark.django_db(transaction=True)


def kept_pdf(**extra: Any) -> StoredFile:
    return keep(receive("Acta Nº 1.pdf", pdf()), by=None, **extra)


@committing
def test_keep_writes_row_and_bytes_that_agree(lying: Lying, cast: Cast) -> None:
    file = keep(receive("Acta Nº 1.pdf", pdf()), by=cast.officer_uruguay)

    (path,) = lying()
    content = path.read_bytes()
    file.refresh_from_db()
    assert (file.name, file.content_type, file.added_by) == (
        "Acta Nº 1.pdf",
        "application/pdf",
        cast.officer_uruguay,
    )
    assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert content == pdf()
    assert "acta" not in str(path).lower()
    assert not stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXO


@committing
def test_keep_leaves_nothing_when_the_transaction_rolls_back(lying: Lying) -> None:
    def fail() -> None:
        with transaction.atomic():
            kept_pdf()
            assert len(lying()) == 1
            raise RuntimeError("something later went wrong")

    with pytest.raises(RuntimeError):
        fail()

    assert not lying()
    assert not StoredFile.objects.exists()


@committing
def test_keep_leaves_nothing_when_only_the_inner_part_rolls_back(lying: Lying) -> None:
    with transaction.atomic():
        first = kept_pdf()
        with transaction.atomic():
            kept_pdf()
            transaction.set_rollback(True)

    assert [path.name for path in lying()] == [Path(str(first.content.name)).name]


@committing
def test_discard_takes_the_bytes_only_after_the_commit(lying: Lying) -> None:
    file = kept_pdf()

    with transaction.atomic():
        discard(file)
        assert len(lying()) == 1

    assert not lying()
    assert not StoredFile.objects.exists()


@committing
def test_discard_keeps_everything_when_the_transaction_rolls_back(lying: Lying) -> None:
    file = kept_pdf()

    with transaction.atomic():
        discard(file)
        transaction.set_rollback(True)

    assert len(lying()) == 1
    assert StoredFile.objects.exists()


@committing
def test_sweep_removes_old_bytes_without_a_row_and_nothing_else(lying: Lying, two_days_ago: float) -> None:
    known = Path(kept_pdf().content.path)
    orphan = known.with_name("0" * 48)
    young = known.with_name("1" * 48)
    for path in (orphan, young):
        path.write_bytes(b"left by a process that was killed")
    for path in (known, orphan):
        os.utime(path, (two_days_ago, two_days_ago))

    assert sweep_files() == 1
    assert sorted(lying()) == sorted([known, young])


def test_sweep_does_nothing_where_nothing_was_ever_kept(lying: Lying, db: None) -> None:
    assert sweep_files() == 0


def test_stored_files_have_no_address(lying: Lying, db: None) -> None:
    with pytest.raises(NotImplementedError):
        default_storage.url("files/a")


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0},
        {"size": 10 * 1024 * 1024 + 1},
        {"sha256": "abc"},
        {"name": ""},
        {"content": ""},
        {"content_type": "text/html"},
    ],
    ids=str,
)
def test_the_database_refuses_rows_that_say_nonsense(lying: Lying, db: None, wrong: dict[str, Any]) -> None:
    file = kept_pdf()

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).update(**wrong)


def test_the_database_refuses_two_rows_for_the_same_bytes(lying: Lying, db: None) -> None:
    file, other = kept_pdf(), kept_pdf(is_sample=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=other.pk).update(content=file.content.name)
