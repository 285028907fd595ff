"""Reads the environment for the settings and refuses unsafe values by name.

Two ways of running: *embedded* (neither `DATABASE_URL` nor `REDIS_URL` set: SQLite and a worker
thread inside the one process, on loopback) and *production* (everything else).
"""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 32  # characters
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

env = environ.Env()


def secret_key(var: Path, *, embedded: bool) -> str:
    """The signing key: from `SECRET_KEY`, or in the embedded mode made once and kept in `var`."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        if len(given) < SHORTEST_SECRET and not embedded:
            raise ImproperlyConfigured("SECRET_KEY is shorter than 32 characters: use a long text.")
        return given
    if not embedded:
        raise ImproperlyConfigured("SECRET_KEY is not set: give a long random text.")
    path = var / "secret_key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")


def database(var: Path) -> dict[str, object]:
    """Django's settings of the one database; SQLite in `var` unless `DATABASE_URL` says otherwise."""
    url = env.str("DATABASE_URL", default="")
    if not url or url.startswith("sqlite:"):
        var.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite://").removeprefix("/") or var / "portal.sqlite3",
            "OPTIONS": {
                # Writers queue instead of failing: the lock is taken at the start of a transaction.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    return {
        **env.db_url("DATABASE_URL"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            "server_side_binding": True,
            "prepare_threshold": 5,
            # Milliseconds: a page may wait, but never hang.
            "options": "-c statement_timeout=10000 -c lock_timeout=3000"
            " -c idle_in_transaction_session_timeout=15000",
        },
    }


def refuse_unsafe(*, embedded: bool, debug: bool, hosts: list[str], site_url: str) -> None:
    """Stop a production start with an unsafe value, and name it."""
    site = urlsplit(site_url)
    if site.scheme not in {"http", "https"} or not site.hostname:
        raise ImproperlyConfigured(f"SITE_URL is not a web address: {site_url!r}.")
    if embedded:
        return
    if debug:
        raise ImproperlyConfigured("DEBUG is on: it shows internals to visitors. Unset it.")
    if "*" in hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS holds *: name the hosts.")
    if site.scheme == "http" and site.hostname not in LOOPBACK:
        raise ImproperlyConfigured("SITE_URL is plain http: only https is served beyond this machine.")
