"""How running work tells its owner how far it is, and learns that it should end."""

import threading
import time

from solidarity.jobs.claims import Claim
from solidarity.jobs.errors import OverTime, Stopping

SECONDS_BETWEEN_WRITES = 0.5

# Set while the embedded worker of this process is being stopped.
stopping = threading.Event()


class Progress:
    """Given to the work of a job. Calling `step()` often costs little."""

    def __init__(self, claim: Claim, *, limit: float) -> None:
        self._claim = claim
        self._ends = time.monotonic() + limit
        self._written = float("-inf")

    def step(self, text: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done: `text` is a marked message (gettext_noop), `done` of `total` are done.

        Writes at most every half second. Raises Interrupted when the work should end, OverTime past
        the limit of its kind.
        """
        now = time.monotonic()
        if stopping.is_set():
            raise Stopping
        if now > self._ends:
            raise OverTime
        if now - self._written >= SECONDS_BETWEEN_WRITES:
            self._written = now
            self._claim.show(text, done, total)
