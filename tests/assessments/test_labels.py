"""People read "1.2" where programs read "C01.Q02": on pages, in what is missing, in the history."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, Evidence
from solidarity.audit.record import record
from tests.assessments.building import CODES, returned, submitted
from tests.cast import Cast

SignIn = Callable[[Any], Client]


def text_of(client: Client, name: str, *arguments: Any) -> str:
    """What one reads on a page: without tags, and so without addresses."""
    page = client.get(reverse(f"assessments:{name}", args=arguments)).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<body", 1)[1]))


def evidence_of(assessment: Assessment, cast: Cast) -> Evidence:
    return Evidence.objects.create(
        assessment=assessment,
        question=assessment.questionnaire.questions.get(code=CODES[2]),
        title="A page",
        address="https://example.org/",
        added_by=cast.coordinator_montevideo,
    )


def test_no_page_calls_a_question_by_its_code(cast: Cast, sign_in: SignIn) -> None:
    assessment = returned(cast, *CODES[1:])
    evidence = evidence_of(assessment, cast)
    client = sign_in(cast.coordinator_montevideo)

    pages = {
        "detail": text_of(client, "detail", assessment.pk),
        "submit": text_of(client, "submit", assessment.pk),
        "history": text_of(client, "history", assessment.pk, CODES[2]),
        "remove": text_of(client, "evidence-remove", evidence.pk),
    }

    assert not [name for name, page in pages.items() if re.search(r"(?<!How far )C\d\d\.Q", page)]
    assert not [name for name, page in pages.items() if " 2.1 " not in page]


@pytest.mark.parametrize(
    ("verb", "details", "words"),
    [
        ("assessment.returned", {"items": "C01.Q02, C02.Q01"}, ": 1.2, 2.1"),
        ("evidence.added", {"question": "C01.Q02", "title": "C01.Q02"}, " 1.2 "),
        ("evidence.removed", {"question": "C77.Q01", "title": "Minutes"}, "C77.Q01"),
    ],
)
def test_older_events_are_told_in_labels(
    cast: Cast, sign_in: SignIn, verb: str, details: dict[str, str], words: str
) -> None:
    """They were written with codes. A title stays as it was typed, and an unknown code as it is."""
    assessment = submitted(cast)
    with transaction.atomic():
        event = record(verb, assessment, by=cast.officer_uruguay, **details)
    client = sign_in(cast.officer_uruguay)

    pages = text_of(client, "detail", assessment.pk), client.get(reverse("workspace")).content.decode()

    for page in pages:
        assert words in page
        assert details.get("title", "") in page
    event.refresh_from_db()
    assert event.details == details
