"""Works for the child process: bytes in, bytes out."""

import os
import signal
import socket
import time
import urllib.request
from pathlib import Path

COUNT = [0]


def echo(payload: bytes) -> bytes:
    return payload


def who(payload: bytes) -> bytes:
    return str(os.getpid()).encode()


def count(payload: bytes) -> bytes:
    COUNT[0] += 1
    return str(COUNT[0]).encode()


def die(payload: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def kill_first(path: bytes) -> bytes:
    """Dies on its first call for `path`, answers on the second."""
    mark = Path(path.decode())
    if not mark.exists():
        mark.write_text("died once")
        os.kill(os.getpid(), signal.SIGKILL)
    return b"second"


def sleep(payload: bytes) -> bytes:
    time.sleep(float(payload))
    return b""


def spin(payload: bytes) -> bytes:
    while True:
        pass


def grow(payload: bytes) -> bytes:
    return bytes(bytearray(int(payload)))[:1]


def environment(payload: bytes) -> bytes:
    return " ".join(os.environ).encode()


def connect(payload: bytes) -> bytes:
    socket.create_connection(("127.0.0.1", int(payload)), timeout=2)
    return b"connected"


def connect_below_python(payload: bytes) -> bytes:
    import _socket

    _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM).connect(("127.0.0.1", int(payload)))
    return b"connected"


def fetch(payload: bytes) -> bytes:
    return urllib.request.urlopen(payload.decode(), timeout=2).read()


def noisy(payload: bytes) -> bytes:
    print("a library prints")
    return b"clean"


def wrong(payload: bytes) -> bytes:
    raise LookupError("what the function raised")


def declared(payload: bytes) -> bytes:
    from solidarity.jobs.errors import JobFailed

    raise JobFailed("Narrow the filters.")


def without_pango(payload: bytes) -> bytes:
    raise OSError("cannot load library 'libpango-1.0-0': error 0x7e")


def pdf(html: bytes) -> bytes:
    import weasyprint

    document: bytes = weasyprint.HTML(string=html.decode()).write_pdf(pdf_variant="pdf/ua-1")
    return document


def memory_used(payload: bytes) -> bytes:
    """Highest resident size of this program, in MB.

    getrusage would also count what the parent held when it forked: with a large parent, its size.
    """
    status = Path("/proc/self/status").read_text().splitlines()
    return next(line for line in status if line.startswith("VmHWM")).split()[1][:-3].encode()
