"""Decides before Django's settings load which database and broker this run uses, and says so.

PostgreSQL and Redis are used where they answer (`DATABASE_URL`/`REDIS_URL`, else the standard local
ports), SQLite and the embedded worker otherwise. `REQUIRE_SERVICES=1` makes the fallback a failure.
The run makes and drops its own database, and keeps to its own Redis database; it flushes nothing.
"""

import getpass
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis

REDIS_DATABASE = 9
REQUIRED = os.environ.get("REQUIRE_SERVICES") == "1"
CANDIDATES = (
    f"postgres://{getpass.getuser()}@127.0.0.1:5432/postgres",
    "postgres://postgres:postgres@127.0.0.1:5432/postgres",
    "postgres://postgres@127.0.0.1:5432/postgres",
)


def _own_name(url: str) -> str:
    """The address with a database name of this run alone; Django puts test_ before it."""
    return urlunsplit(urlsplit(url)._replace(path=f"/portal_{os.getpid()}"))


def _database() -> str:
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("sqlite"):
        return "sqlite://"
    for url in (given,) if given else CANDIDATES:
        try:
            psycopg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), connect_timeout=2).close()
        except psycopg.OperationalError:
            continue
        return _own_name(url)
    return "sqlite://"


def _broker() -> str:
    url = os.environ.get("REDIS_URL", f"redis://127.0.0.1:6379/{REDIS_DATABASE}")
    if not url:
        return ""
    try:
        redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2).ping()
    except redis.RedisError:
        return ""
    return url


def _prepare() -> tuple[str, str]:
    database, broker = _database(), _broker()
    asked_for_sqlite = os.environ.get("DATABASE_URL", "").startswith("sqlite")
    if REQUIRED and ((not broker) or (database == "sqlite://" and not asked_for_sqlite)):
        raise pytest.UsageError("REQUIRE_SERVICES=1, but PostgreSQL or Redis does not answer.")
    os.environ["DATABASE_URL"] = database
    os.environ["REDIS_URL"] = broker
    os.environ["DEMO"] = "1"
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="portal-test-")
    (Path(os.environ["VAR_DIR"]) / "static").mkdir()  # where WhiteNoise looks
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0" * 40)
    os.environ.pop("DEBUG", None)
    return database, broker


DATABASE, BROKER = _prepare()


def pytest_report_header() -> list[str]:
    """Say what the run stands on."""
    database = "SQLite" if DATABASE == "sqlite://" else f"PostgreSQL, database test_{Path(DATABASE).name}"
    return [f"database: {database}", f"broker: {'Redis' if BROKER else 'in memory'}"]
