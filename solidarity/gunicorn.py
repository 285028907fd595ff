"""gunicorn's settings, for the embedded mode (`manage.py serve`) and for production alike.

Production: `gunicorn --config python:solidarity.gunicorn solidarity.wsgi`.
"""

import os
from typing import Any

_EMBEDDED_WORKER = not os.environ.get("REDIS_URL")

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
# The embedded worker thread and its queue live in one process: there may be no second one.
workers = 1 if _EMBEDDED_WORKER else int(os.environ.get("WEB_PROCESSES", "3"))
threads = int(os.environ.get("WEB_THREADS", "8" if _EMBEDDED_WORKER else "4"))
timeout = 30
graceful_timeout = 30
keepalive = 75
max_requests = 0 if _EMBEDDED_WORKER else 2000
max_requests_jitter = 0 if _EMBEDDED_WORKER else 200
limit_request_line = 8190
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - memory, not a shared temp file
loglevel = "warning"


def post_worker_init(worker: Any) -> None:  # noqa: ARG001
    """Start the embedded worker beside the web threads, where there is no broker."""
    if _EMBEDDED_WORKER:
        from solidarity.jobs import embedded

        embedded.start()


def worker_exit(server: Any, worker: Any) -> None:  # noqa: ARG001
    """Let running work finish or go back to the queue."""
    if _EMBEDDED_WORKER:
        from solidarity.jobs import embedded

        embedded.stop()
