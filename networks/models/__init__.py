"""All models of this app, one aggregate per file."""

from networks.models.events import Event
from networks.models.networks import Membership, Network
from networks.models.places import Country, Municipality, Route
from networks.models.postings import Organisation, Posting
from networks.models.practices import Practice
from networks.models.sources import LoadedFiles, Origin, Source
from networks.models.tombstones import Tombstone
from networks.models.vocabularies import Criterion, Term, Vocabulary

__all__ = [
    "Country",
    "Criterion",
    "Event",
    "LoadedFiles",
    "Membership",
    "Municipality",
    "Network",
    "Organisation",
    "Origin",
    "Posting",
    "Practice",
    "Route",
    "Source",
    "Term",
    "Tombstone",
    "Vocabulary",
]
