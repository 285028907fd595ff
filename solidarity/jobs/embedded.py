"""Without a broker: the worker as a thread of the one server process, and a timer instead of a scheduler.

The same tasks, serialiser and acknowledgements as with Redis, over a queue in memory. That queue dies with
the process, so everything waiting is sent again at the start.
"""

import logging
import threading

from celery.worker import WorkController
from celery.worker import state as worker_state
from django.db import connections

from solidarity.celery import app
from solidarity.jobs import claims
from solidarity.jobs.child import end_child
from solidarity.jobs.progress import stopping
from solidarity.jobs.sweep import SECONDS_BETWEEN_SWEEPS, sweep

logger = logging.getLogger(__name__)

SECONDS_TO_STOP = 6.0

_threads: list[threading.Thread] = []


def start() -> None:
    """Start the worker and the timer of this process. Does nothing when they run."""
    if _threads:
        return
    stopping.clear()
    worker_state.should_stop = None
    for name, target in (("jobs-worker", _work), ("jobs-timer", _keep_time)):
        thread = threading.Thread(target=target, name=name, daemon=True)
        _threads.append(thread)
        thread.start()


def stop() -> None:
    """Stop both within a few seconds. Work that cannot end in that time goes back to the queue."""
    if not _threads:
        return
    stopping.set()
    worker_state.should_stop = True  # type: ignore[assignment]
    end_child()
    for thread in _threads:
        thread.join(SECONDS_TO_STOP / len(_threads))
    _threads.clear()
    worker_state.should_stop = None
    claims.hand_back()
    connections.close_all()


def _work() -> None:
    """Consume until stopped; a consumer that ends by itself is replaced."""
    while not stopping.is_set():
        # Not app.Worker: that takes over the output, the logging and the signals of the process.
        WorkController(
            app=app, pool_cls="solo", without_mingle=True, without_gossip=True, without_heartbeat=True
        ).start()
        if not stopping.wait(1):
            logger.error("The embedded worker ended and is started again")
    connections.close_all()


def _keep_time() -> None:
    fresh = True
    while not stopping.is_set():
        try:
            sweep(fresh=fresh)
            fresh = False
        except Exception:
            logger.exception("A sweep failed")
        finally:
            connections.close_all()
        stopping.wait(SECONDS_BETWEEN_SWEEPS)
