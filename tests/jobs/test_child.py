"""The warm child: what it does, what it may not, and what happens when it dies."""

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from solidarity.jobs import child
from solidarity.jobs.child import ChildDied, ChildError, MissingLibrary, OverLimit, run_in_child
from solidarity.jobs.errors import JobFailed

WORKS = "tests.jobs.child_works:"


@pytest.fixture(scope="module", autouse=True)
def no_child_left() -> Iterator[None]:
    yield
    child._replace(None)


def pid() -> int:
    return int(run_in_child(WORKS + "who", b""))


def test_bytes_come_back_unchanged_however_many() -> None:
    payload = os.urandom(3_000_000)

    assert run_in_child(WORKS + "echo", payload) == payload


def test_the_child_stays_warm() -> None:
    first = run_in_child(WORKS + "count", b""), pid()
    second = run_in_child(WORKS + "count", b""), pid()

    assert int(second[0]) == int(first[0]) + 1
    assert first[1] == second[1] != os.getpid()


def test_a_worn_child_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pid()
    monkeypatch.setattr(child, "WORKS", 1)

    assert pid() != before


def test_a_killed_child_is_told_and_replaced() -> None:
    before = pid()

    with pytest.raises(ChildDied):
        run_in_child(WORKS + "die", b"")

    assert pid() != before


def test_a_child_that_died_while_idle_is_replaced_unnoticed() -> None:
    before = pid()
    os.kill(before, 9)
    time.sleep(0.1)

    assert pid() != before


@pytest.mark.parametrize(("work", "payload"), [("sleep", b"30"), ("spin", b"")])
def test_a_work_over_its_time_is_ended(work: str, payload: bytes) -> None:
    begun = time.monotonic()

    with pytest.raises(OverLimit):
        run_in_child(WORKS + work, payload, seconds=0.4)

    assert time.monotonic() - begun < 3


def test_a_work_over_its_memory_is_ended_and_smaller_ones_go_on() -> None:
    with pytest.raises(OverLimit):
        run_in_child(WORKS + "grow", str(400 * 1024 * 1024).encode())

    assert run_in_child(WORKS + "grow", str(20 * 1024 * 1024).encode()) == b"\0"


@pytest.mark.parametrize("work", ["connect", "connect_below_python"])
def test_the_child_reaches_no_network(work: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        with pytest.raises(ChildError, match="no network"):
            run_in_child(WORKS + work, str(listener.getsockname()[1]).encode())

        listener.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_the_child_fetches_no_address() -> None:
    with pytest.raises(ChildError, match="no network"):
        run_in_child(WORKS + "fetch", b"http://127.0.0.1:1/")


def test_the_child_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    monkeypatch.setattr(child, "WORKS", 0)

    known = run_in_child(WORKS + "environment", b"").decode().split()

    assert not {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"} & set(known)


def test_what_a_library_prints_does_not_disturb() -> None:
    assert run_in_child(WORKS + "noisy", b"") == b"clean"


def test_an_error_comes_with_the_childs_traceback() -> None:
    with pytest.raises(ChildError, match="what the function raised"):
        run_in_child(WORKS + "wrong", b"")


def test_a_declared_failure_keeps_its_sentence() -> None:
    with pytest.raises(JobFailed) as failure:
        run_in_child(WORKS + "declared", b"")

    assert failure.value.sentence == "Narrow the filters."


def test_without_pango_the_sentence_names_what_to_install() -> None:
    with pytest.raises(MissingLibrary) as failure:
        run_in_child(WORKS + "without_pango", b"")

    assert "libpangoft2" in failure.value.sentence


def test_a_pdf_is_made_within_the_limits() -> None:
    rows = "".join("<tr>" + "<td>a cell</td>" * 6 + "</tr>" for _ in range(100))

    document = run_in_child(WORKS + "pdf", f"<html lang=es><title>x</title><table>{rows}".encode())

    assert document.startswith(b"%PDF")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the size from Linux's /proc")
def test_a_pdf_takes_less_than_250_mb_however_large_the_worker_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "WORKS", 0)
    ours = bytearray(os.urandom(1)) * (300 * 1024 * 1024)
    pid()
    monkeypatch.undo()

    run_in_child(WORKS + "pdf", b"<html lang=es><title>x</title><p>x")

    assert ours
    assert 20 < int(run_in_child(WORKS + "memory_used", b"")) < 250
