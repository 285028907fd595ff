"""The child: a process without network, database or secrets that turns bytes into bytes.

Run by `child.py` as a script, by its path, so that it loads nothing it was not asked for. It reads works
from an inherited socket and answers each with one frame: two lengths, a JSON header, the body.
"""

import ctypes
import importlib
import json
import os
import resource
import select
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

LENGTHS = struct.Struct("!II")
MEGABYTE = 1024 * 1024
LARGEST_FILE = 64 * MEGABYTE
CLONE_NEWNET = 0x40000000
GRACE = 5  # seconds a work may pass its limit before the child ends itself, its parent having failed to
MISSING_LIBRARY = "cannot load library"


def frame(header: dict[str, Any], body: bytes = b"") -> bytes:
    """One message, either way."""
    head = json.dumps(header).encode()
    return LENGTHS.pack(len(head), len(body)) + head + body


def confine(memory: int) -> None:
    """Give up what a work must not use: more than `memory` bytes, large files, the network."""
    for limit, value in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    sys.addaudithook(_refuse_network)
    if sys.platform == "linux":
        # A network of its own with nothing in it, where the system allows that; else the hook alone.
        ctypes.CDLL(None).unshare(CLONE_NEWNET)


def serve(channel: int, idle: float) -> None:
    """Answer works until the parent hangs up or none came for `idle` seconds."""
    with open(channel, "rb", closefd=False) as reader, open(channel, "wb", closefd=False) as writer:
        while select.select([channel], [], [], idle)[0]:
            lengths = reader.read(LENGTHS.size)
            if len(lengths) < LENGTHS.size:
                return
            writer.write(_answer(reader, *LENGTHS.unpack(lengths)))
            writer.flush()


def _answer(reader: BinaryIO, head: int, body: int) -> bytes:
    work = json.loads(reader.read(head))
    payload = reader.read(body)
    _limit_time(work["seconds"])
    try:
        return frame({"outcome": "done"}, _find(work["target"])(payload))
    except MemoryError:
        return frame({"outcome": "memory"})
    except Exception as error:
        return frame(_told(error))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _told(error: Exception) -> dict[str, str]:
    if MISSING_LIBRARY in str(error):
        return {"outcome": "library", "text": str(error)}
    sentence = getattr(error, "sentence", None)  # JobFailed, which is not imported for the comparison
    if sentence is not None:
        return {"outcome": "failed", "text": sentence}
    return {"outcome": "error", "text": "".join(traceback.format_exception(error))}


def _limit_time(seconds: float) -> None:
    """End this process when a work uses too much processor time, or hangs and nobody ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)


def _find(target: str) -> Callable[[bytes], bytes]:
    module, name = target.split(":")
    function: Callable[[bytes], bytes] = getattr(importlib.import_module(module), name)
    return function


def _refuse_network(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError("This process has no network.")


if __name__ == "__main__":
    root, channel, memory, idle = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    sys.path.insert(0, root)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    confine(memory)
    serve(channel, idle)
