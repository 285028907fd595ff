import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage

from solidarity.files.models import FOLDER


@pytest.fixture
def lying(settings: LazySettings, tmp_path: Path) -> Callable[[], list[Path]]:
    """An empty place for files, and what lies in it."""
    settings.MEDIA_ROOT = tmp_path

    def files() -> list[Path]:
        return [path for path in (tmp_path / FOLDER).rglob("*") if path.is_file()]

    assert default_storage.path("x") == str(tmp_path / "x")
    return files


@pytest.fixture
def two_days_ago() -> float:
    """As the clock of the disk counts."""
    return (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=2)).timestamp()
