"""`python -m benchmarks`: make a database of its own, measure, print the figures, drop the database.

PostgreSQL is used where it answers (`DATABASE_URL`, else the standard local port), SQLite otherwise.
"""

import getpass
import os
import secrets
import sys
import tempfile
from urllib.parse import urlsplit, urlunsplit

import psycopg

STANDARD = f"postgres://{getpass.getuser()}@127.0.0.1:5432/postgres"


def choose_database() -> str:
    """The address of a server that answers, with a database name of this run; SQLite when none does."""
    given = os.environ.get("DATABASE_URL", STANDARD)
    if given.startswith("sqlite"):
        return "sqlite://"
    server = urlunsplit(urlsplit(given)._replace(path="/postgres"))
    try:
        psycopg.connect(server, connect_timeout=2).close()
    except psycopg.OperationalError:
        return "sqlite://"
    return urlunsplit(urlsplit(given)._replace(path=f"/bench_{os.getpid()}"))


def main() -> int:
    """Run every benchmark; 1 when a goal is missed by more than its hard limit."""
    os.environ.update(
        DATABASE_URL=choose_database(),
        REDIS_URL="",
        DEMO="0",
        VAR_DIR=tempfile.mkdtemp(prefix="portal-bench-"),
        SECRET_KEY=secrets.token_urlsafe(64),
        DJANGO_SETTINGS_MODULE="solidarity.settings",
    )
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment

    if connection.vendor == "sqlite":  # in a file, since a second process serves it
        connection.settings_dict["TEST"]["NAME"] = str(settings.VAR / "bench.sqlite3")
    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0)
    os.environ["BENCH_DATABASE_URL"] = address_of(name)
    try:
        from benchmarks import lists, reports
        from benchmarks.table import show

        return show([*lists.run(), *reports.run()], connection.vendor)
    finally:
        if connection.vendor == "postgresql":  # dropping waits for a checkpoint
            connection.settings_dict["OPTIONS"]["options"] = ""
            connection.close()
        connection.creation.destroy_test_db(name, verbosity=0)


def address_of(database: str) -> str:
    """The address of the database that was made, for the server's own process."""
    given = os.environ["DATABASE_URL"]
    if given.startswith("sqlite"):
        return f"sqlite:///{database}"
    return urlunsplit(urlsplit(given)._replace(path=f"/{database}"))


if __name__ == "__main__":
    sys.exit(main())
