"""The processes of the stage: a Redis server and a worker, to be stopped, frozen and killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def until(true: Callable[[], Any], seconds: float) -> Any:
    """Wait for something to become true and return it; TimeoutError otherwise."""
    end = time.monotonic() + seconds
    while not (value := true()):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds:.0f} s")
        time.sleep(0.02)
    return value


class Redis:
    """A Redis server on a free port that keeps nothing."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as chosen:
            chosen.bind(("127.0.0.1", 0))
            self.port = chosen.getsockname()[1]
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        """Start it and wait until it listens."""
        keeps_nothing = ["--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", *keeps_nothing],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
        )
        until(self._listens, 10)

    def stop(self) -> None:
        """Stop it for good: whoever connects is refused."""
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """Let it accept and never answer."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """Leave nothing behind, frozen or not."""
        if self.process.poll() is None:
            self.stop()

    def _listens(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0


class Worker:
    """A worker as in production, with the warm child that it starts when it needs one."""

    def __init__(self, folder: Path) -> None:
        command = ["celery", "--app", "solidarity", "worker", "--queues", "fast,heavy", "--concurrency", "1"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command, "--without-mingle", "--without-gossip", "--loglevel", "ERROR"],
            stdout=(folder / "worker.log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def child(self) -> int | None:
        """The process number of the warm child; None while there is none."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and self._is_child(entry):
                return int(entry.name)
        return None

    def kill(self) -> None:
        """As when a machine loses its power: the worker and all it started, at once."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _is_child(self, entry: Path) -> bool:
        try:
            ours = os.getsid(int(entry.name)) == self.process.pid
            return ours and b"child_process.py" in (entry / "cmdline").read_bytes()
        except (OSError, ProcessLookupError):
            return False
