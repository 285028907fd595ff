"""One answer is saved: accepted once, whatever the line does, and never over a text it had not seen."""

import datetime
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions import statements
from assessments.catalog import item_of
from assessments.content import Content, Problems
from assessments.models import Answer, AnswerRevision, Assessment
from networks.access import may
from networks.roles import Permission
from solidarity.accounts.models import User
from solidarity.audit import trace
from solidarity.workflow import NotAllowed

Outcome = AnswerRevision.Outcome


class InvalidAnswer(Exception):
    """The answer is not whole. `problems`: sentences for each field."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        super().__init__(", ".join(problems))


class UnknownVersion(Exception):
    """The version that was sent never existed."""


class KeyReused(Exception):
    """The key of this save belongs to another save."""


class StaleAnswer(Exception):
    """Somebody saved in between. `current` is what is stored; `mine` was kept beside it as a revision."""

    def __init__(self, current: Answer, mine: Content) -> None:
        self.current, self.mine = current, mine
        super().__init__(f"version {current.version}")


class _Overtaken(Exception):
    """A condition of a save did not hold when it came to writing."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save gives back: the new version and time, and the progress of the whole assessment."""

    version: int
    at: datetime.datetime
    answered: int
    items: int


@dataclass(frozen=True, slots=True)
class _Save:
    """One save on its way."""

    assessment: Assessment
    question: UUID
    answer: UUID | None  # what was there when it was looked up
    was_given: bool
    content: Content
    version: int
    key: UUID
    by: User

    def changed(self) -> int:
        """How far the counter of answered items moves."""
        return int(self.content.is_given) - int(self.was_given)


def record_answer(
    assessment: Assessment, code: str, *, by: User, content: Content, version: int, key: UUID
) -> Saved:
    """Save the whole answer to the question `code`, written on `version` (0: on nothing), under its own key.

    One UPDATE of the assessment is the lock, the test of its state and the progress counter; the answer
    changes only where its version still is `version`. The same key again gives the same outcome.

    Raises NotAllowed (role, state, item not reopened), InvalidAnswer, StaleAnswer, UnknownVersion,
    KeyReused, and Question.DoesNotExist.
    """
    _refuse_unless_allowed(assessment, by)
    if problems := content.problems():
        raise InvalidAnswer(problems)
    question = item_of(assessment.questionnaire_id, code).question.pk
    found = statements.STORED.first(assessment=assessment.pk, question=question) or (None, 0, "")
    save = _Save(
        assessment=assessment,
        question=question,
        answer=found[0],
        was_given=bool(found[2]),
        content=content,
        version=version,
        key=key,
        by=by,
    )
    try:
        if version != found[1]:
            raise _Overtaken
        with transaction.atomic():
            return _write(save)
    except (_Overtaken, IntegrityError) as cause:
        return _settle(save, cause)


def _write(save: _Save) -> Saved:
    """The three writes of a save that nobody has overtaken, in lock order."""
    now = timezone.now()
    if not _lock_and_count(save, now):
        raise _Overtaken
    columns = {
        **save.content.columns(),
        "version": save.version + 1,
        "updated_by_id": save.by.pk,
        "updated_at": now,
    }
    if save.answer is None:
        place = {"assessment_id": save.assessment.pk, "question_id": save.question}
        statements.ADD.run(id=uuid4(), **place, **columns)
    elif not statements.CHANGE.run(answer=save.answer, read=save.version, **columns):
        raise _Overtaken
    _keep(save, Outcome.ACCEPTED, save.version + 1, now)
    answered = save.assessment.answered + save.changed()
    return Saved(save.version + 1, now, answered, save.assessment.items)


def _lock_and_count(save: _Save, now: datetime.datetime) -> int:
    """Take the lock, if the assessment takes this answer now; 0 when it does not."""
    counted = {"assessment": save.assessment.pk, "moved": save.changed(), "now": now}
    if save.assessment.returned_at is None:
        return statements.COUNT.run(**counted)
    return statements.COUNT_REOPENED.run(question=save.question, **counted)


def _settle(save: _Save, cause: Exception) -> Saved:
    """Why a save did not go through: a repetition, a closed assessment, or a newer version."""
    with transaction.atomic():
        row = Assessment.objects.select_for_update().get(pk=save.assessment.pk)
        answers = Answer.objects.filter(assessment=row, question=save.question)
        current = answers.select_related("updated_by").first()
        earlier = AnswerRevision.objects.filter(by=save.by, key=save.key).first()
        if earlier is not None:
            return _repeat(save, earlier, current, row)
        _refuse_unless_open(row, save.question)
        newest = current.version if current else 0
        if save.version > newest:
            raise UnknownVersion
        if current is None or save.version == newest:  # what stood in the way has gone
            raise NotAllowed([_("It could not be saved just now. Save again.")], kind="state") from cause
        _keep(save, Outcome.SUPERSEDED, save.version, timezone.now())
    raise StaleAnswer(current, save.content)


def _repeat(save: _Save, earlier: AnswerRevision, current: Answer | None, row: Assessment) -> Saved:
    """The outcome that this key had before."""
    same = (earlier.assessment_id, earlier.question_id) == (row.pk, save.question)
    if not same or earlier.content != save.content.columns():
        raise KeyReused
    if earlier.outcome == Outcome.SUPERSEDED and current is not None:
        raise StaleAnswer(current, save.content)
    return Saved(earlier.version, earlier.at, row.answered, row.items)


def refuse_unless_answering(row: Assessment, question: UUID, by: User) -> None:
    """Raise NotAllowed unless `by` may answer this item now. `row` is locked."""
    _refuse_unless_allowed(row, by)
    _refuse_unless_open(row, question)


def _refuse_unless_allowed(assessment: Assessment, by: User) -> None:
    if not may(by, Permission.ANSWER, assessment.municipality):
        raise NotAllowed([_("Your role does not include answering here.")], kind="permission")


def _refuse_unless_open(row: Assessment, question: UUID) -> None:
    if row.state != Assessment.State.OPEN:
        sentence = _("The self-assessment is not open for answers. Its present state is “%(state)s”.")
        raise NotAllowed([sentence % {"state": row.state_in_words}], kind="state")
    if row.is_reopened and not row.reviews.open().filter(question=question).exists():
        raise NotAllowed([_("Only the returned questions can be answered now.")], kind="state")


def _keep(save: _Save, outcome: Outcome, version: int, at: datetime.datetime) -> None:
    statements.KEEP.run(
        id=uuid4(),
        assessment_id=save.assessment.pk,
        question_id=save.question,
        content=save.content.columns(),
        version=version,
        outcome=outcome,
        key=save.key,
        by_id=save.by.pk,
        at=at,
        request_id=trace.current(),
    )
