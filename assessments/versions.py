"""The history of one answer in words: what each save changed."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from assessments.content import Content
from assessments.differences import Stretch, compare
from assessments.models import AnswerRevision

Labels = Mapping[str, tuple[str | Promise, Mapping[Any, Any]]]


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    name: str
    label: str | Promise
    old: Sequence[Stretch]
    new: Sequence[Stretch]
    new_value: str


@dataclass(frozen=True, slots=True)
class Version:
    """One save: its number, who and when, what it changed. `superseded` ones came too late."""

    number: int
    who: str
    when: datetime.datetime
    superseded: bool
    changes: Sequence[Change]


def versions_of(revisions: Iterable[AnswerRevision], labels: Labels) -> list[Version]:
    """Newest first, each compared with the version it was written on."""
    rows = list(revisions)
    accepted = {row.version: _content(row) for row in rows if row.outcome == AnswerRevision.Outcome.ACCEPTED}
    return [_version(row, accepted, labels) for row in rows]


def changes_between(old: Content, new: Content, labels: Labels) -> list[Change]:
    """The fields in which `new` differs from `old`, in the order of the form."""
    before, after = old.columns(), new.columns()
    found = []
    for name, value in after.items():
        if value == before[name]:
            continue
        label, words = labels[name]
        left, right = compare(_words(before[name], words), _words(value, words))
        found.append(Change(name, label, left, right, _text(value)))
    return found


def _version(row: AnswerRevision, accepted: Mapping[int, Content], labels: Labels) -> Version:
    superseded = row.outcome == AnswerRevision.Outcome.SUPERSEDED
    base = accepted.get(row.version if superseded else row.version - 1, Content())
    changes = changes_between(base, _content(row), labels)
    return Version(row.version, str(row.by), row.at, superseded, changes)


def _content(row: AnswerRevision) -> Content:
    return Content(**row.content)


def _words(value: Any, words: Mapping[Any, Any]) -> str:
    return str(words.get(value, _text(value)))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
