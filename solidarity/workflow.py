"""Step tables, and the one function that changes a state.

A `Workflow` is a table of `Step`s over one model whose `state` field it owns. Pages ask `open_to()` for
the buttons to show; actions call `perform()`, which locks, checks, stamps, saves and records, in that
order and in one transaction. A refusal is `NotAllowed`, carrying sentences fit for a person.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Self, TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from solidarity.accounts.models import User
from solidarity.audit.record import record

M = TypeVar("M", bound=models.Model)
Sentence = str | Promise


class About(str):
    """A sentence about `facts`, named as the model names them: a form shows it at the first it asks for."""

    facts: tuple[str, ...]

    def __new__(cls, sentence: Sentence, *facts: str) -> Self:
        """The sentence in the active language."""
        made = super().__new__(cls, sentence)
        made.facts = facts
        return made


class NotAllowed(Exception):
    """A step was refused. `sentences` say why, in the active language; `kind` says which gate closed."""

    def __init__(self, sentences: Sequence[Sentence], *, kind: str) -> None:
        self.sentences = [
            sentence if isinstance(sentence, About) else str(sentence) for sentence in sentences
        ]
        self.kind = kind
        super().__init__(" ".join(self.sentences))


def nothing_missing(_target: Any) -> list[Sentence]:
    """For steps that need no more than their source state."""
    return []


@dataclass(frozen=True, slots=True)
class Step(Generic[M]):
    """One way from `sources` to `target` (a function: it depends on the row)."""

    name: str
    label: Sentence
    sources: frozenset[str]
    target: str | Callable[[M], str]
    permission: str
    verb: str
    missing: Callable[[M], list[Sentence]] = field(default=nothing_missing)
    note_required: bool = False
    stamp: str = ""  # "signed" fills signed_at and signed_by


class Workflow(Generic[M]):
    """The steps of one model. `may(user, permission, target)` is the app's permission question."""

    def __init__(
        self, model: type[M], steps: Sequence[Step[M]], *, may: Callable[[User, str, M], bool]
    ) -> None:
        self.model = model
        self.steps: Mapping[str, Step[M]] = {step.name: step for step in steps}
        self._may = may
        # `update_fields` leaves out what fills itself, and who keeps a copy would miss the step.
        self._dates = {field.name for field in model._meta.fields if getattr(field, "auto_now", False)}

    def open_to(self, user: User, target: M) -> list[Step[M]]:
        """The steps to offer `user` as buttons: right and state fit; completeness is told, not hidden."""
        state = getattr(target, "state")  # noqa: B009 - the field every workflow model has
        return [
            step
            for step in self.steps.values()
            if state in step.sources and self._may(user, step.permission, target)
        ]

    def perform(
        self,
        name: str,
        target: M,
        *,
        by: User,
        note: str = "",
        changes: Mapping[str, Any] | None = None,
        **details: Any,
    ) -> M:
        """Take the step `name` on the row of `target` and return the fresh, saved row.

        `changes` are further fields set with the step; `details` go into the event. The row is locked
        first, so of two people taking the same step one wins and the other is told the present state.
        Raises NotAllowed with kind "permission", "state", "missing" or "note".
        """
        step = self.steps[name]
        with transaction.atomic():
            row = self.model._default_manager.select_for_update().get(pk=target.pk)
            for key, value in (changes or {}).items():
                setattr(row, key, value)
            self._refuse_unless_open(step, row, by, note)
            saved = {*(changes or ()), "state"}
            setattr(row, "state", step.target(row) if callable(step.target) else step.target)  # noqa: B010
            if step.stamp:
                setattr(row, f"{step.stamp}_at", timezone.now())
                setattr(row, f"{step.stamp}_by", by)
                saved |= {f"{step.stamp}_at", f"{step.stamp}_by"}
            row.save(update_fields=sorted(saved | self._dates))
            record(step.verb, row, by=by, note=note, **details)
        return row

    def _refuse_unless_open(self, step: Step[M], row: M, by: User, note: str) -> None:
        if not self._may(by, step.permission, row):
            raise NotAllowed([_("Your role does not include this step.")], kind="permission")
        state = getattr(row, "state")  # noqa: B009
        if state not in step.sources:
            display = getattr(row, "get_state_display", lambda: state)
            now = getattr(row, "state_in_words", None) or display()
            raise NotAllowed(
                [_("This step is not open now. The present state is “%(state)s”.") % {"state": now}],
                kind="state",
            )
        if missing := step.missing(row):
            raise NotAllowed(missing, kind="missing")
        if step.note_required and not note.strip():
            raise NotAllowed([_("Write a note that says why.")], kind="note")
