"""Evidence: a checked file or a link, while the item can be answered."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.actions import add_evidence, remove_evidence, submit_assessment
from assessments.models import Assessment, Evidence, Question
from solidarity.audit.models import Event
from solidarity.files.models import StoredFile
from solidarity.files.received import Received, receive
from solidarity.workflow import NotAllowed
from tests.assessments.building import CODES, answer_all, fresh, open_in_montevideo, returned, submitted
from tests.cast import Cast

FIRST, SECOND, _THIRD = CODES
PAGE = "https://www.example.org/ordinance"


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def note() -> Received:
    return receive("minutes.txt", b"What the council said.")


def add(assessment: Assessment, cast: Cast, code: str = FIRST, **options: Any) -> Evidence:
    options = options or {"received": note()}
    return add_evidence(fresh(assessment), code, by=cast.respondent_montevideo, **options)


def test_a_file_is_kept_with_its_title_and_recorded(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)

    evidence = add(assessment, cast, received=note(), title=" Minutes ")

    assert evidence.file is not None
    assert (evidence.title, evidence.file.name, evidence.address) == ("Minutes", "minutes.txt", "")
    event = Event.objects.get(verb="evidence.added")
    assert (event.actor, event.details) == (
        cast.respondent_montevideo,
        {"question": "1.1", "title": "Minutes"},
    )


def test_a_link_is_kept_and_serves_as_title(cast: Cast) -> None:
    evidence = add(open_in_montevideo(cast), cast, address=PAGE)

    assert (evidence.title, evidence.address, evidence.file) == (PAGE, PAGE, None)


@pytest.mark.parametrize(
    "given",
    [
        {"title": "Nothing"},
        {"address": "javascript:alert(1)"},
        {"address": "ftp://example.org/x"},
        {"address": "nowhere"},
        {"address": f"https://example.org/{'x' * 500}"},
        {"address": PAGE, "received": note()},
    ],
)
def test_what_is_neither_file_nor_page_is_refused(cast: Cast, given: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed) as refusal:
        add(open_in_montevideo(cast), cast, **given)

    assert refusal.value.kind == "missing"
    assert not StoredFile.objects.exists()


def test_there_is_room_for_twenty(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    for number in range(20):
        add(assessment, cast, address=f"{PAGE}/{number}")

    with pytest.raises(NotAllowed):
        add(assessment, cast)
    assert add(assessment, cast, SECOND).title == "minutes.txt"


def test_removing_takes_the_file_along_and_is_recorded(cast: Cast) -> None:
    evidence = add(open_in_montevideo(cast), cast)

    remove_evidence(evidence, by=cast.coordinator_montevideo)

    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()
    assert Event.objects.get(verb="evidence.removed").details == {"question": "1.1", "title": "minutes.txt"}


@pytest.mark.parametrize("who", ["officer_uruguay", "partner_montevideo", "coordinator_la_calera"])
def test_only_the_city_adds_and_removes(cast: Cast, who: str) -> None:
    assessment = open_in_montevideo(cast)
    evidence = add(assessment, cast)

    with pytest.raises(NotAllowed):
        add_evidence(fresh(assessment), FIRST, by=getattr(cast, who), received=note())
    with pytest.raises(NotAllowed):
        remove_evidence(evidence, by=getattr(cast, who))
    assert Evidence.objects.get() == evidence


def test_evidence_stays_as_it_is_after_the_submission(cast: Cast) -> None:
    assessment = answer_all(open_in_montevideo(cast), by=cast.respondent_montevideo)
    evidence = add(assessment, cast)
    submit_assessment(assessment, by=cast.coordinator_montevideo)

    with pytest.raises(NotAllowed):
        add(assessment, cast)
    with pytest.raises(NotAllowed):
        remove_evidence(evidence, by=cast.respondent_montevideo)
    frozen = assessment.snapshots.get().content["answers"]
    assert {entry["code"]: entry["evidence"] for entry in frozen}[FIRST] == ["minutes.txt"]


def test_returned_items_alone_take_evidence(cast: Cast) -> None:
    assessment = returned(cast, FIRST)

    assert add(assessment, cast).question.code == FIRST
    with pytest.raises(NotAllowed):
        add(assessment, cast, SECOND)


def test_evidence_is_seen_where_the_assessment_is(cast: Cast) -> None:
    add(open_in_montevideo(cast), cast)

    assert Evidence.objects.visible_to(cast.partner_montevideo).exists()
    assert not Evidence.objects.visible_to(cast.officer_chile).exists()


@pytest.mark.parametrize("columns", [{"address": ""}, {"title": ""}])
def test_evidence_is_a_file_or_a_link_with_a_title(cast: Cast, columns: dict[str, str]) -> None:
    add(open_in_montevideo(cast), cast, address=PAGE)

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.update(**columns)


def test_an_unknown_question_has_no_evidence(cast: Cast) -> None:
    with pytest.raises(Question.DoesNotExist):
        add(submitted(cast), cast, "C99.Q01")
