"""Housekeeping: bytes that no row speaks of."""

import datetime

from django.core.files.storage import Storage
from django.utils import timezone

from solidarity.files.models import FOLDER, StoredFile
from solidarity.jobs.prune import pruner

PATIENCE = datetime.timedelta(days=1)  # longer than any transaction lasts


@pruner("files")
def sweep_files() -> int:
    """Remove bytes older than a day without a row: what a killed process left. Returns how many went."""
    storage: Storage = StoredFile._meta.get_field("content").storage
    if not storage.exists(FOLDER):
        return 0
    return sum(_sweep(storage, f"{FOLDER}/{part}") for part in storage.listdir(FOLDER)[0])


def _sweep(storage: Storage, folder: str) -> int:
    before = timezone.now() - PATIENCE
    names = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
    old = {name for name in names if storage.get_modified_time(name) < before}
    known = StoredFile.objects.filter(content__startswith=f"{folder}/").values_list("content", flat=True)
    orphans = old - set(known) if old else set()
    for name in orphans:
        storage.delete(name)
    return len(orphans)
