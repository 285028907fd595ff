"""The two halves in order: read everything of this storey, then settle it."""

from pathlib import Path

from networks.reference import places, stories, words
from networks.reference.reading import Reading
from networks.reference.shelf import KINDS, Counts, Shelf

DATA = Path(__file__).resolve().parent.parent / "data"


def read(reading: Reading, folder: Path) -> None:
    """Read every file of `folder` into `reading`."""
    reading.documents.read(reading, folder)
    places.read_countries(reading, folder)
    words.read_vocabularies(reading, folder)
    words.read_criteria(reading, folder)
    places.read_members(reading, folder)
    stories.read_networks(reading, folder)
    stories.read_practices(reading, folder)
    stories.read_events(reading, folder)


def write(reading: Reading) -> tuple[Shelf, dict[str, Counts]]:
    """Bring the tables in line with `reading`; the rows, and what happened by kind."""
    shelf = Shelf()
    counts = {kind.name: shelf.settle(name, kind, reading.entries[name]) for name, kind in KINDS.items()}
    return shelf, counts
