"""`python -m faults`: what happens to a report when the broker, the child or the worker fails.

Makes a database and a Redis server of this run alone, a worker process as in production, and prints a line
for each fault: what was expected, and what happened. Ends with 1 when something else happened.
"""

import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.__main__ import address_of, choose_database


def main() -> int:
    """Set the stage, play every fault, clear the stage."""
    if shutil.which("redis-server") is None or not Path("/proc").is_dir():
        print("The fault suite needs redis-server and Linux's /proc: nothing was tried.")
        return 1
    with tempfile.TemporaryDirectory(prefix="portal-faults-") as folder:
        return play(Path(folder))


def play(folder: Path) -> int:
    """The whole suite in a database of its own."""
    from faults.processes import Redis

    redis = Redis(folder)
    os.environ.update(
        DATABASE_URL=choose_database(),
        REDIS_URL=redis.url,
        DEMO="1",
        VAR_DIR=str(folder),
        SECRET_KEY=secrets.token_urlsafe(64),
        ALLOWED_HOSTS="testserver,localhost",
        SITE_URL="http://127.0.0.1:8000",
        DJANGO_SETTINGS_MODULE="solidarity.settings",
    )
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "faults.sqlite3")
    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0)
    os.environ["DATABASE_URL"] = address_of(name)  # for the workers
    try:
        from faults.reports import run

        return run(redis, connection.vendor)
    finally:
        redis.end()
        if connection.vendor == "postgresql":  # dropping waits for a checkpoint
            connection.settings_dict["OPTIONS"]["options"] = ""
            connection.close()
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
