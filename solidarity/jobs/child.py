"""The warm child process in which heavy work is done, one for each worker process.

`run_in_child("package.module:function", payload)` calls the function there with the bytes and returns its
bytes. The child keeps what it imported (WeasyPrint takes a second), is started when first needed and
renewed from time to time. It has limits of memory and time and no network, database or secrets.
"""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from solidarity.jobs.child_process import LENGTHS, MEGABYTE, frame
from solidarity.jobs.child_process import __file__ as program
from solidarity.jobs.errors import JobFailed

logger = logging.getLogger(__name__)

# Of private data. WeasyPrint at 12 to 40 pages needs some 85 MB of it; libraries and fonts come on top.
MEMORY = 240 * MEGABYTE
WORKS = 50
IDLE = 600.0  # seconds after which the child ends, giving its memory back
_KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "PYTHONPATH",
)


class ChildDied(Exception):
    """The child crashed or was killed in the middle of a work. A new one is started for the next."""


class OverLimit(ChildDied):
    """The work used more memory or time than it may."""


class ChildError(Exception):
    """The function raised; the text is the child's traceback."""


class MissingLibrary(JobFailed):
    """A system library is not installed; `sentence` names what to install."""


class Child:
    """One child process and the line to it. Not for use by several threads at once."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self._line = ours
        self._scratch = tempfile.TemporaryDirectory(prefix="child-", ignore_cleanup_errors=True)
        known = {name: os.environ[name] for name in _KEPT if name in os.environ}
        arguments = [settings.BASE_DIR, theirs.fileno(), MEMORY, IDLE]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", program, *map(str, arguments)],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                env={**known, "TMPDIR": self._scratch.name},
            )
        self._works = 0
        self._used = time.monotonic()

    def is_usable(self) -> bool:
        """Alive, not worn out, and not about to end because it idled."""
        rested = time.monotonic() - self._used
        return self.process.poll() is None and self._works < WORKS and rested < IDLE - 10

    def run(self, target: str, payload: bytes, seconds: float) -> bytes:
        """Have one work done. Raises as `run_in_child`; after ChildDied this child is of no more use."""
        self._works += 1
        deadline = time.monotonic() + seconds
        try:
            self._line.settimeout(seconds)
            self._line.sendall(frame({"target": target, "seconds": seconds}, payload))
            head, body = LENGTHS.unpack(self._receive(LENGTHS.size, deadline))
            header = json.loads(self._receive(head, deadline))
            answer = self._receive(body, deadline)
        except TimeoutError as error:
            raise OverLimit(f"{target} took more than {seconds:.0f} s") from error
        except OSError as error:
            raise self._death(target) from error
        self._used = time.monotonic()
        return _outcome(target, header, answer)

    def end(self) -> None:
        """Kill the process and remove what it left."""
        self.process.kill()
        self.process.wait()
        self._line.close()
        self._scratch.cleanup()

    def _receive(self, size: int, deadline: float) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            self._line.settimeout(max(0.001, deadline - time.monotonic()))
            part = self._line.recv(min(size - len(parts), MEGABYTE))
            if not part:
                raise ConnectionResetError
            parts += part
        return bytes(parts)

    def _death(self, target: str) -> ChildDied:
        try:
            code = self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return ChildDied(f"{target}: the child hung up")
        if code in (-signal.SIGXCPU, -signal.SIGALRM):
            return OverLimit(f"{target} used too much processor time")
        return ChildDied(f"{target}: the child ended with {code}")


def _outcome(target: str, header: dict[str, Any], answer: bytes) -> bytes:
    match header["outcome"]:
        case "done":
            return answer
        case "memory":
            raise OverLimit(f"{target} needs more than {MEMORY // MEGABYTE} MB of memory")
        case "failed":
            raise JobFailed(header["text"])
        case "library":
            logger.error("A system library is missing: %s", header["text"])
            raise MissingLibrary(
                _(
                    "This server cannot make PDF files yet: the Pango library is missing. Install "
                    "libpango-1.0-0 and libpangoft2-1.0-0 (on macOS and Fedora: pango) and try again."
                )
            )
        case _:
            raise ChildError(header["text"])


_lock = threading.Lock()
_child: Child | None = None


def run_in_child(target: str, payload: bytes, *, seconds: float = 60) -> bytes:
    """Call `target` ("package.module:function", bytes → bytes) in the child, within `seconds`.

    The function can use no network, no database and none of Django's settings. Raises OverLimit or
    ChildDied when the child had to end, JobFailed as the function raised it, MissingLibrary, or ChildError.
    """
    global _child
    with _lock:
        if _child is None or not _child.is_usable():
            _replace(Child())
        child = _child
        assert child is not None  # noqa: S101 - for the type checker
        try:
            return child.run(target, payload, seconds)
        except ChildDied:
            _replace(None)
            raise


def end_child() -> None:
    """End the child at once, whatever it is doing: its work raises ChildDied."""
    child = _child
    if child is not None:
        child.process.kill()


def _replace(child: Child | None) -> None:
    global _child
    if _child is not None:
        _child.end()
    _child = child
