"""Brings the tables in line with what was read: adds, changes, leaves, and withdraws what left the files."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.db import models
from simple_history.utils import bulk_create_with_history

from networks.models import Tombstone
from networks.models.sources import Origin
from networks.reference.reading import MODELS, Entry
from networks.reference.rows import Ref


@dataclass(slots=True)
class Counts:
    """What happened to the rows of one kind."""

    added: int = 0
    changed: int = 0
    left: int = 0
    removed: int = 0


class Kind(NamedTuple):
    """How one kind of entry is kept: its name in the report, its natural key, what happens to leavers."""

    model: type[models.Model]
    name: str
    key: Callable[[Any], Hashable]
    leave: Callable[[Iterable[Any]], int]
    select: tuple[str, ...] = ()


def stay(rows: Iterable[models.Model]) -> int:  # noqa: ARG001
    """Nobody minds a source, a country or a criterion that no file names any longer."""
    return 0


def _retire(rows: Iterable[Any]) -> int:
    """A term is never deleted: it can no longer be chosen."""
    gone = [row for row in rows if not row.is_retired]
    for row in gone:
        row.is_retired = True
        row.save(update_fields=["is_retired"])
    return len(gone)


def withdraw(rows: Iterable[Any]) -> int:
    """A public record is never deleted: it is no longer public, and a tombstone tells API clients."""
    gone = [row for row in rows if row.is_public and row.origin == Origin.PUBLIC_SOURCE]
    for row in gone:
        row.is_public = False
        row.save(update_fields=["is_public", "updated_at"])
        Tombstone.objects.follow(row)
    return len(gone)


def by_slug(row: Any) -> Hashable:
    return cast(str, row.slug)


KINDS: dict[str, Kind] = {
    "source": Kind(MODELS["source"], "sources", lambda row: (row.title, row.address), stay),
    "country": Kind(MODELS["country"], "countries", lambda row: row.iso2, stay),
    "vocabulary": Kind(MODELS["vocabulary"], "vocabularies", lambda row: row.code, stay),
    "term": Kind(
        MODELS["term"], "terms", lambda row: (row.vocabulary.code, row.code), _retire, ("vocabulary",)
    ),
    "criterion": Kind(MODELS["criterion"], "criteria", lambda row: row.code, stay),
    "municipality": Kind(MODELS["municipality"], "municipalities", by_slug, withdraw, ("country",)),
    "network": Kind(MODELS["network"], "networks", by_slug, withdraw),
    "practice": Kind(MODELS["practice"], "practices", by_slug, withdraw, ("country", "municipality")),
    "event": Kind(MODELS["event"], "events", by_slug, withdraw),
}


class Shelf:
    """Rows by reference, filled kind by kind so that later kinds can name earlier ones."""

    def __init__(self) -> None:
        self._rows: dict[Ref, Any] = {}

    def __getitem__(self, ref: Ref) -> Any:
        return self._rows[ref]

    def settle(self, kind: str, how: Kind, entries: dict[Hashable, Entry]) -> Counts:
        """Make the rows of `kind` say what `entries` say. A row that already does is not touched."""
        counts = Counts()
        many = {name for entry in entries.values() for name in entry.many}
        present = how.model._default_manager.select_related(*how.select).prefetch_related(*sorted(many))
        rows = {how.key(row): row for row in present}
        counts.removed = how.leave(row for key, row in rows.items() if key not in entries)
        self._rows.update({Ref(kind, key): row for key, row in rows.items()})
        new = [entry for entry in entries.values() if entry.key not in rows]
        for wave in (False, True):  # parts of other new rows come second
            self._add(kind, how.model, [entry for entry in new if bool(entry.values.get("part_of")) is wave])
        counts.added = len(new)
        for entry in entries.values():
            if entry.key in rows:
                touched = self._change(rows[entry.key], entry)
                counts.changed += touched
                counts.left += not touched
        return counts

    def _resolved(self, entry: Entry) -> dict[str, Any]:
        return {
            name: self._rows[value] if isinstance(value, Ref) else value
            for name, value in entry.values.items()
        }

    def _add(self, kind: str, model: type[models.Model], entries: list[Entry]) -> None:
        rows = [model(**self._resolved(entry)) for entry in entries]
        for row in rows:
            if hasattr(row, "searchable"):
                row.search_text = row.searchable()  # type: ignore[attr-defined]
        if hasattr(model, "history"):
            bulk_create_with_history(rows, model)
        else:
            model._default_manager.bulk_create(rows)
        self._rows.update({Ref(kind, entry.key): row for entry, row in zip(entries, rows, strict=True)})
        for field in model._meta.many_to_many:
            here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
            getattr(model, field.name).through._default_manager.bulk_create(
                getattr(model, field.name).through(**{here: row, there: self._rows[ref]})
                for row, entry in zip(rows, entries, strict=True)
                for ref in entry.many.get(field.name, ())
            )

    def _change(self, row: Any, entry: Entry) -> bool:
        """Write the columns and links that differ; whether there were any."""
        stale = [name for name, value in self._resolved(entry).items() if self._differs(row, name, value)]
        relinked = False
        for name, refs in entry.many.items():
            wanted = {self._rows[ref] for ref in refs}
            if wanted != set(getattr(row, name).all()):
                getattr(row, name).set(wanted)
                relinked = True
        if hasattr(row, "searchable") and row.searchable() != row.search_text:
            stale.append("search_text")
        if not stale and not relinked:
            return False
        if hasattr(row, "updated_at"):
            stale.append("updated_at")
        if stale:
            row.save(update_fields=stale)
        if "is_public" in stale:
            Tombstone.objects.follow(row)
        return True

    @staticmethod
    def _differs(row: Any, name: str, value: Any) -> bool:
        """Whether the column holds something else; if so the row takes the new value."""
        attribute = row._meta.get_field(name).attname
        new = value.pk if isinstance(value, models.Model) else value
        if getattr(row, attribute) == new:
            return False
        setattr(row, name, value)
        return True
