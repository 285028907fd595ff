"""What every test may use: the cast, the clients, real reference data, fast hashing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.utils import translation

from tests.cast import Cast, make_cast
from tests.services import REQUIRED


def pytest_configure() -> None:
    """Differences of a test run, set once before anything reads them."""
    # What is too slow is found by benchmarks; a busy machine must not fail a property.
    calm = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile(
        "portal", deadline=None, derandomize=True, suppress_health_check=calm
    )
    hypothesis.settings.load_profile("portal")
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise asks for it
    django_settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit come last: they empty the database when they end. Then those in the browser.

    The very last ones close something in the portal that all browser tests share.
    """

    def commits(item: pytest.Item) -> bool:
        mark = item.get_closest_marker("django_db")
        return bool(mark and (mark.kwargs.get("transaction") or (mark.args and mark.args[0])))

    items.sort(key=lambda item: ("browser" in item.keywords, commits(item), "closing" in item.keywords))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs PostgreSQL on SQLite; the requirement flag has already failed the run."""
    if "postgresql" in item.keywords and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    if "redis" in item.keywords and not django_settings.REDIS_URL:
        if REQUIRED:
            pytest.fail("Redis is required")
        pytest.skip("needs Redis")


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: Any, tmp_path: Path) -> None:
    """What a test hands in lies in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences of the code in English, whatever language the last test's last request left behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """One fixed person per role and place."""
    return make_cast()


@pytest.fixture
def reference(db: None) -> None:
    """The real reference data, loaded as `make run` loads it."""
    from assessments.reference import load_everything

    load_everything()


@pytest.fixture
def sign_in(db: None) -> Callable[[Any], Client]:
    """A client signed in as the given person."""

    def make(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make
