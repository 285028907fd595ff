"""Publishes a version of the questionnaire once; afterwards the files may only repeat it."""

from typing import Any

from django.db import models
from django.utils import timezone

from assessments.models import Level, Question, Questionnaire, SuggestedCommitment
from assessments.reference.questionnaire import Columns, Version
from networks.reference.shelf import Counts, Shelf

SHOWN = 5


class PublishedDiffers(Exception):
    """The files hold other words for a version that is already published, which is frozen."""


def settle_questionnaire(version: Version, shelf: Shelf) -> Counts:
    """Publish `version`, or make sure that it was published with exactly these words.

    Raises PublishedDiffers when it was published with others.
    """
    for item in version.items:
        item.columns["criterion"] = shelf[item.columns["criterion"]]
    name = version.columns["version"]
    published = Questionnaire.objects.filter(version=name).first()
    if published is None:
        _publish(version)
        return Counts(added=len(version.items))
    differing = _differences(published, version)
    if differing:
        shown = ", ".join(differing[:SHOWN]) + (" …" if len(differing) > SHOWN else "")
        raise PublishedDiffers(
            f"Questionnaire {name} is published and can no longer change, but the files differ in {shown}. "
            "Give the changed questionnaire a new version."
        )
    return Counts(left=len(version.items))


def _publish(version: Version) -> None:
    questionnaire = Questionnaire.objects.create(**version.columns)
    questions = [Question(questionnaire=questionnaire, **item.columns) for item in version.items]
    Question.objects.bulk_create(questions)
    pairs = list(zip(questions, version.items, strict=True))
    Level.objects.bulk_create(
        Level(question=question, **columns) for question, item in pairs for columns in item.levels
    )
    SuggestedCommitment.objects.bulk_create(
        SuggestedCommitment(question=question, **columns)
        for question, item in pairs
        for columns in item.commitments
    )
    questionnaire.published_at = timezone.now()
    questionnaire.save(update_fields=["published_at", "updated_at"])


def _differences(published: Questionnaire, version: Version) -> list[str]:
    """The codes of what differs; the version itself stands for its scale and rules."""
    found = [] if _same(published, version.columns) else [published.version]
    rows = published.questions.select_related("criterion").prefetch_related("levels", "commitments")
    questions = {question.code: question for question in rows}
    for item in version.items:
        question = questions.pop(item.columns["code"], None)
        if (
            question is None
            or not _same(question, item.columns)
            or not _all_same(question.levels.all(), item.levels, "value")
            or not _all_same(question.commitments.all(), item.commitments, "code")
        ):
            found.append(item.columns["code"])
    return found + sorted(questions)


def _same(row: models.Model, columns: Columns) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items())


def _all_same(rows: "models.QuerySet[Any]", wanted: list[Columns], key: str) -> bool:
    by_key = {getattr(row, key): row for row in rows}
    return len(by_key) == len(wanted) and all(
        columns[key] in by_key and _same(by_key[columns[key]], columns) for columns in wanted
    )
