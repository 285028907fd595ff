"""What is done with files: keep one, discard one. Who may is asked by the action that calls these."""

import logging
import weakref
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from solidarity.accounts.models import User
from solidarity.files.models import StoredFile
from solidarity.files.received import Received

logger = logging.getLogger(__name__)


@transaction.atomic
def keep(received: Received, *, by: User | None, is_sample: bool = False) -> StoredFile:
    """Store the file, inside the caller's transaction: if that rolls back, the bytes go as well."""
    file = StoredFile(
        name=received.name,
        content_type=received.content_type,
        size=received.size,
        sha256=received.sha256,
        added_by=by,
        is_sample=is_sample,
    )
    file.content.save(received.name, ContentFile(received.content), save=False)
    transaction.on_commit(_unless_forgotten(file.content.storage, str(file.content.name)))
    file.save(force_insert=True)
    return file


def discard(file: StoredFile) -> None:
    """Delete the row now and the bytes once the caller's transaction is through."""
    storage, name = file.content.storage, str(file.content.name)
    file.delete()
    transaction.on_commit(lambda: _remove(storage, name), robust=True)


def _unless_forgotten(storage: Storage, name: str) -> Callable[[], None]:
    """A function that keeps the bytes when it is called, and removes them when it is forgotten instead.

    Django tells nobody of a rollback; it forgets what was to be called on commit. What outlives a
    killed process is swept up by the daily pruner.
    """

    def kept() -> None:
        removal.detach()

    removal = weakref.finalize(kept, _remove, storage, name)
    return kept


def _remove(storage: Storage, name: str) -> None:
    try:
        storage.delete(name)
    except OSError:
        logger.exception("The bytes of a file could not be removed; the sweep will try again")
