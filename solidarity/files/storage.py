"""Where the bytes lie: random names under MEDIA_ROOT, written to the disk before anybody relies on them."""

import os
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage

LEAST_FREE = 100 * 1024 * 1024  # bytes that always stay free, for the database and the logs


class PrivateStorage(FileSystemStorage):
    """Files on a disk, readable by the portal alone, without an address."""

    file_permissions_mode = 0o640
    directory_permissions_mode = 0o750

    def _save(self, name: str, content: Any) -> str:
        kept: str = super()._save(name, content)  # type: ignore[misc]  # Django's own hook, untyped
        # The row is committed after this: it may never speak of bytes that a power cut takes away.
        for path in (Path(self.path(kept)), Path(self.path(kept)).parent):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return kept

    def url(self, name: str | None) -> str:
        """Files are given out by views that ask who is reading."""
        raise NotImplementedError("A stored file has no address of its own.")


def has_room(size: int) -> bool:
    """Whether `size` more bytes leave the disk with air to breathe."""
    place = Path(settings.MEDIA_ROOT)
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free > LEAST_FREE + size
