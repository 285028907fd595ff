"""The tables of this storey, brought in line with what was read."""

from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any, cast

from agreements.reference.reading import MODELS, read
from networks.models import Origin
from networks.reference.reading import Reading
from networks.reference.shelf import Counts, Kind, Shelf, by_slug, stay, withdraw

__all__ = ["DATA", "read", "write"]

DATA = Path(__file__).resolve().parent.parent / "data"


def _part(row: Any) -> Hashable:
    return cast(str, row.agreement.slug), cast(int, row.position)


def _drop(rows: Iterable[Any]) -> int:
    """A part that its file no longer names goes; what people recorded in the portal stays."""
    gone = [row for row in rows if getattr(row, "origin", Origin.PUBLIC_SOURCE) == Origin.PUBLIC_SOURCE]
    for row in gone:
        row.delete()
    return len(gone)


KINDS = {
    "ruling": Kind(MODELS["ruling"], "rulings", by_slug, stay),
    "agreement": Kind(MODELS["agreement"], "agreements", by_slug, withdraw, ("municipality", "kind")),
    "signatory": Kind(MODELS["signatory"], "signatories", _part, _drop, ("agreement",)),
    "approval": Kind(MODELS["approval"], "approvals", _part, _drop, ("agreement",)),
    "agreement_event": Kind(MODELS["agreement_event"], "events of agreements", _part, _drop, ("agreement",)),
    "related_instrument": Kind(MODELS["related_instrument"], "related instruments", by_slug, _drop),
}


def write(reading: Reading, shelf: Shelf) -> dict[str, Counts]:
    """Settle every kind of this storey on the `shelf` that holds those below; what happened, by kind."""
    return {kind.name: shelf.settle(name, kind, reading.entries[name]) for name, kind in KINDS.items()}
