"""One item as its page shows it: its levels by name, what is stored, and who may answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.catalog import Item
from assessments.content import FIELDS, Content
from assessments.models import Answer, Assessment, ItemReview, Question
from assessments.versions import Change, Labels, changes_between
from networks.access import Person, may
from networks.roles import Permission
from solidarity.web.texts import in_language

KINDS: Mapping[str, Promise] = {
    "answered": _("The level chosen above describes the city."),
    "not_our_competence": _("Name the competent body below; a level may be chosen for what people find."),
    "not_applicable": _("Write the reason below. The question leaves the score."),
    "not_known": _("A true answer. It leaves the score and lowers the share answered."),
}
COMPETENCES: Mapping[str, Promise] = {
    "municipal": _("The local government decides and carries it out"),
    "shared": _("Together with a province, department or the nation"),
    "other_level": _("The local government can only ask and accompany"),
    "unclear": _("The rules do not say, or say different things"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of the questionnaire's lists: code, name in the reader's language, what it means."""

    code: str
    name: str
    meaning: str | Promise


@dataclass(frozen=True, slots=True)
class Described:
    """One level, and what it looks like for one item."""

    value: int
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Said:
    """An answer for reading, its codes in words. `kind` is empty where a level says it all."""

    is_given: bool
    level: int | None
    level_name: str
    kind: str
    competence: str
    competent_body: str
    situation: str
    commitment: str
    responsible_area: str
    time_frame: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of one answer: who saved the other one, and the fields that differ.

    `own`: the reader did, in another window.
    """

    version: int
    who: str
    own: bool
    when: Any
    fields: Sequence[Change]


def levels_of(item: Item, names: Mapping[int, str]) -> list[Described]:
    """The five levels of an item, by name."""
    return [Described(level.value, names[level.value], level.description) for level in item.levels]


def level_names(assessment: Assessment) -> dict[int, str]:
    """The name of each level in this version of the questionnaire."""
    return {level["value"]: in_language(level["name"]) for level in assessment.questionnaire.levels}


def named(entries: Sequence[Mapping[str, Any]], meanings: Mapping[str, Promise]) -> list[Named]:
    """Entries of the questionnaire with what each means, in the order of `meanings`."""
    names = _names(entries)
    return [Named(code, names.get(code, code), meaning) for code, meaning in meanings.items()]


def review_of(assessment: Assessment, question: Question) -> ItemReview | None:
    """The latest comment of an officer on this item."""
    reviews: QuerySet[ItemReview] = assessment.reviews.filter(question=question)
    return reviews.select_related("returned_by").order_by("-returned_at").first()


def why_closed(assessment: Assessment, review: ItemReview | None) -> str | Promise:
    """Why nobody can answer this item now; empty when it is open."""
    if assessment.state == Assessment.State.SUBMITTED:
        return _("The self-assessment has been sent. Answers can change only if UNHCR returns the question.")
    if assessment.state == Assessment.State.VALIDATED:
        return _("The self-assessment has been validated. Its answers stay as they are.")
    if assessment.is_reopened and (review is None or review.closed_at is not None):
        return _("Only the returned questions can be answered now.")
    return ""


def answers_here(user: Person, assessment: Assessment) -> bool:
    """Whether the role of `user` includes answering in this city."""
    return may(user, Permission.ANSWER, assessment.municipality)


def conflict_of(current: Answer, mine: Content, labels: Labels, reader: Person) -> Conflict:
    """`mine`, which `reader` wrote, beside what is stored."""
    return Conflict(
        version=current.version,
        who=str(current.updated_by),
        own=current.updated_by_id == reader.pk,
        when=current.updated_at,
        fields=changes_between(mine, Content.of(current), labels),
    )


def said(content: Content, names: Mapping[int, str], labels: Labels) -> Said:
    """`content` in words."""

    def word(name: str) -> str:
        value = getattr(content, name)
        return str(labels[name][1].get(value, value))

    return Said(
        is_given=content.is_given,
        level=content.level,
        level_name="" if content.level is None else names.get(content.level, ""),
        kind="" if content.state == Answer.State.ANSWERED else word("state"),
        competence=word("competence"),
        competent_body=content.competent_body,
        situation=content.situation,
        commitment=content.commitment,
        responsible_area=content.responsible_area,
        time_frame=word("time_frame"),
    )


def labels_of(assessment: Assessment) -> Labels:
    """The label of each field of an answer, and the words of its codes."""
    levels = {value: f"{value} · {name}" for value, name in level_names(assessment).items()}
    words: dict[str, Mapping[Any, Any]] = {
        "state": _names(assessment.questionnaire.answer_states),
        "level": levels,
        "competence": _names(assessment.questionnaire.competences),
        "time_frame": dict(Answer.TimeFrame.choices),
    }
    labels = {field.name: field.verbose_name for field in Answer._meta.fields}
    return {name: (labels[name], words.get(name, {})) for name in FIELDS}


def _names(entries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {entry["code"]: in_language(entry["name"]) for entry in entries}
