"""Loads the reference data of every storey in one transaction."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils import translation

from agreements.reference import load as instruments
from assessments.reference.publish import settle_questionnaire
from assessments.reference.questionnaire import read_questionnaire
from networks.models import LoadedFiles
from networks.reference import load as places
from networks.reference.reading import Reading
from networks.reference.shelf import Counts

DATA = Path(__file__).resolve().parent.parent / "data"


def load_everything(*, if_changed: bool = False) -> dict[str, Counts] | None:
    """Bring the tables in line with the data files; what happened, by kind of record.

    Everything or nothing: BrokenData names file, line and field of every mistake, PublishedDiffers says
    that a published questionnaire was edited. With `if_changed`, None at once when the tables already
    hold this state of the files.
    """
    checksum = _checksum()
    if if_changed and LoadedFiles.objects.filter(checksum=checksum).exists():
        return None
    reading = Reading()
    with translation.override("en"), transaction.atomic():
        # The one row is also the lock: of two processes that start together, one waits for the other.
        LoadedFiles.objects.get_or_create(id=1)
        loaded = LoadedFiles.objects.select_for_update().get()
        places.read(reading, places.DATA)
        instruments.read(reading, instruments.DATA)
        version = read_questionnaire(reading, DATA / "questionnaire")
        reading.finish()
        shelf, counts = places.write(reading)
        counts |= instruments.write(reading, shelf)
        counts["questions"] = settle_questionnaire(version, shelf)
        if loaded.checksum != checksum:
            loaded.checksum = checksum
            loaded.save(update_fields=["checksum", "loaded_at"])
    return counts


def _checksum() -> str:
    """One number for the data files and for the code that reads them."""
    data = ((folder, "*.*") for folder in (places.DATA, instruments.DATA, DATA))
    code = ((Path(module).parent, "*.py") for module in (places.__file__, instruments.__file__, __file__))
    total = hashlib.sha256()
    for path in sorted(_files(*data, *code)):
        content = path.read_bytes()
        total.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode() + content)
    return total.hexdigest()


def _files(*where: tuple[Path, str]) -> Iterable[Path]:
    return (path for folder, pattern in where for path in folder.rglob(pattern) if path.is_file())
