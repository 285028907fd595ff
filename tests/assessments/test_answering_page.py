"""The page of one item: saving by script and by button, refusals, both texts, evidence, who may do what."""

import gzip
import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions import submit_assessment
from assessments.models import Answer, AnswerRevision, Assessment, Evidence
from networks.models import Posting
from tests.assessments.building import (
    ANSWERED,
    CODES,
    answer_all,
    fresh,
    open_in_montevideo,
    returned,
    save,
    submitted,
)
from tests.cast import Cast

SignIn = Callable[[Any], Client]
SCRIPT = {"HX-Request": "true", "Accept": "application/json"}
HOSTILE = '<script>alert(1)</script> & {{ user }} "quoted"'
CODE = CODES[0]


@pytest.fixture
def assessment(cast: Cast) -> Assessment:
    return open_in_montevideo(cast)


def address(assessment: Assessment, code: str = CODE) -> str:
    return reverse("assessments:item", args=[assessment.pk, code])


def typed(user: Any, version: int = 0, **fields: Any) -> dict[str, Any]:
    """What the form of the page sends."""
    whole = {
        "state": "",
        "level": "",
        "competence": "",
        "competent_body": "",
        "situation": "",
        "commitment": "",
    }
    sent = {
        "person": user.pk,
        "version": version,
        "key": uuid.uuid4(),
        "responsible_area": "",
        "time_frame": "",
    }
    return {**whole, **sent, **fields}


def answer_of(assessment: Assessment, code: str = CODE) -> Answer | None:
    return Answer.objects.filter(assessment=assessment, question__code=code).first()


def test_the_page_offers_every_level_state_and_competence(
    cast: Cast, assessment: Assessment, sign_in: SignIn
) -> None:
    body = sign_in(cast.respondent_montevideo).get(address(assessment)).content.decode()

    assert re.findall(r'name="state"\s+value="(\w+)"', body) == [
        "answered", "not_our_competence", "not_applicable", "not_known",
    ]  # fmt: skip
    assert re.findall(r'name="competence"\s+value="(\w+)"', body) == [
        "municipal", "shared", "other_level", "unclear",
    ]  # fmt: skip
    assert "autosave.js" in body


def test_a_save_by_script_gets_a_short_reply(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    client = sign_in(cast.respondent_montevideo)
    sent = typed(cast.respondent_montevideo, level="3", competence="shared", situation="A desk.\r\nDaily.")

    reply = client.post(address(assessment), sent, headers=SCRIPT)

    told = reply.json()
    assert (reply.status_code, told["version"], told["answered"], told["missing"]) == (200, 1, 1, "")
    assert len(reply.content) < 1000
    stored = answer_of(assessment)
    assert stored is not None
    assert (stored.state, stored.level, stored.situation) == ("answered", 3, "A desk.\nDaily.")


def test_a_save_by_script_takes_eight_statements(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    """Once the time of the sign-in is noted (every five minutes) and the process knows the question."""
    client, person = sign_in(cast.respondent_montevideo), cast.respondent_montevideo
    client.post(address(assessment), typed(person, level="3", competence="shared"), headers=SCRIPT)
    again = typed(person, level="2", competence="shared", version=1)

    with CaptureQueriesContext(connection) as queries:
        reply = client.post(address(assessment), again, headers=SCRIPT)

    assert reply.json()["version"] == 2
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 8


def test_a_level_without_competence_is_kept_as_a_draft(
    cast: Cast, assessment: Assessment, sign_in: SignIn
) -> None:
    client = sign_in(cast.respondent_montevideo)

    told = client.post(
        address(assessment), typed(cast.respondent_montevideo, level="0", state="answered"), headers=SCRIPT
    ).json()

    assert told["answered"] == 0
    assert "competence" in told["missing"] or "competencia" in told["missing"]
    stored = answer_of(assessment)
    assert stored is not None
    assert (stored.state, stored.level) == ("", 0)
    page = client.get(address(assessment)).content.decode()
    assert re.search(r'name="level"\s+value="0"\s+checked', page)


def test_the_plain_button_saves_and_goes_on(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    client = sign_in(cast.respondent_montevideo)
    sent = typed(cast.respondent_montevideo, state="not_known", then="after")

    reply = client.post(address(assessment), sent)

    assert (reply.status_code, reply["Location"]) == (302, address(assessment, CODES[1]))
    stored = answer_of(assessment)
    assert stored is not None
    assert stored.state == "not_known"


@pytest.mark.parametrize(
    ("code", "then", "leads"),
    [(CODES[1], "before", CODES[0]), (CODES[2], "after", None), (CODE, "stay", CODE)],
)
def test_each_button_leads_where_it_says(
    cast: Cast, assessment: Assessment, sign_in: SignIn, code: str, then: str, leads: str | None
) -> None:
    client = sign_in(cast.respondent_montevideo)

    reply = client.post(address(assessment, code), typed(cast.respondent_montevideo, then=then))

    there = address(assessment, leads) if leads else reverse("assessments:detail", args=[assessment.pk])
    assert reply["Location"] == there


def test_an_untouched_page_leaves_no_answer(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    sign_in(cast.respondent_montevideo).post(address(assessment), typed(cast.respondent_montevideo))

    assert not AnswerRevision.objects.exists()


def test_a_stale_save_shows_both_texts_and_loses_neither(
    cast: Cast, assessment: Assessment, sign_in: SignIn
) -> None:
    save(assessment, CODE, by=cast.coordinator_montevideo, content=replace(ANSWERED, situation="Four fairs."))
    client = sign_in(cast.respondent_montevideo)
    sent = typed(cast.respondent_montevideo, level="1", competence="municipal", situation="Two fairs.")

    reply = client.post(address(assessment), sent)

    body = reply.content.decode()
    assert reply.status_code == 409
    assert "<del>Two</del>" in body
    assert "<ins>Four</ins>" in body
    assert re.search(r"<textarea[^>]*id_situation[^>]*>\s*Two fairs\.", body)  # one's own stays in the form
    again = {**sent, "version": re.search(r'name="version" value="(\d+)"', body)[1], "key": uuid.uuid4()}  # type: ignore[index]
    assert client.post(address(assessment), again).status_code == 302
    stored = answer_of(assessment)
    assert stored is not None
    assert (stored.situation, stored.version) == ("Two fairs.", 2)
    kept = AnswerRevision.objects.values_list("outcome", "content__situation").order_by("at")
    assert list(kept) == [
        ("accepted", "Four fairs."),
        ("superseded", "Two fairs."),
        ("accepted", "Two fairs."),
    ]


def test_the_script_gets_both_texts_as_a_piece(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    save(assessment, CODE, by=cast.coordinator_montevideo)
    client = sign_in(cast.respondent_montevideo)

    reply = client.post(
        address(assessment), typed(cast.respondent_montevideo, situation=HOSTILE), headers=SCRIPT
    )

    body = reply.content.decode()
    assert reply.status_code == 409
    assert 'id="conflict" data-version="1"' in body
    assert "<script>alert" not in body
    assert "<html" not in body


def test_the_same_key_counts_once(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    client = sign_in(cast.respondent_montevideo)
    sent = typed(cast.respondent_montevideo, state="not_known")

    first, second = (client.post(address(assessment), sent, headers=SCRIPT).json() for _ in range(2))

    assert first == second
    assert AnswerRevision.objects.count() == 1


def test_wrong_input_is_told_at_its_field(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    client = sign_in(cast.respondent_montevideo)
    sent = typed(cast.respondent_montevideo, state="not_applicable", commitment="Kept as typed.")

    plain, script = (
        client.post(address(assessment), sent),
        client.post(address(assessment), sent, headers=SCRIPT),
    )

    assert (plain.status_code, script.status_code) == (422, 422)
    assert list(script.json()["errors"]) == ["situation"]
    assert "Kept as typed." in plain.content.decode()
    assert answer_of(assessment) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": ""},
        {"version": "x"},
        {"key": "no-key"},
        {"level": "5"},
        {"state": "maybe"},
        {"situation": "a\x00"},
    ],
    ids=str,
)
def test_broken_requests_change_nothing(
    cast: Cast, assessment: Assessment, sign_in: SignIn, wrong: dict[str, str]
) -> None:
    client = sign_in(cast.respondent_montevideo)

    reply = client.post(address(assessment), typed(cast.respondent_montevideo, **wrong))

    assert reply.status_code == 422
    assert not AnswerRevision.objects.exists()


def test_what_was_not_saved_is_not_called_saved(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    client = sign_in(cast.respondent_montevideo)
    save(assessment, CODE, by=cast.respondent_montevideo)
    sent = typed(cast.respondent_montevideo, version=1, state="not_applicable")

    body = client.post(address(assessment), sent).content.decode()

    bar = body[body.index('id="save-line"') :]
    assert re.search(r"<span data-text[^>]*>Not saved\.", bar)
    assert re.search(r"<span data-text[^>]*>Saved, ", client.get(address(assessment)).content.decode())


def test_a_version_that_never_was_is_refused(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    client = sign_in(cast.respondent_montevideo)

    reply = client.post(address(assessment), typed(cast.respondent_montevideo, version=7, state="not_known"))

    assert reply.status_code == 409
    assert answer_of(assessment) is None


def test_nobody_saves_as_somebody_else(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    client = sign_in(cast.coordinator_montevideo)
    sent = typed(cast.respondent_montevideo, state="not_known")

    assert client.post(address(assessment), sent).status_code == 403
    assert answer_of(assessment) is None


def test_an_ended_sign_in_is_told_to_the_script(cast: Cast, assessment: Assessment) -> None:
    sent = typed(cast.respondent_montevideo, state="not_known")

    assert Client().post(address(assessment), sent, headers=SCRIPT).status_code == 401


def test_a_role_taken_away_while_typing(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    client = sign_in(cast.respondent_montevideo)
    partner = Posting.objects.get(user=cast.partner_montevideo)
    mine = Posting.objects.filter(user=cast.respondent_montevideo)
    mine.update(role=partner.role, organisation=partner.organisation)

    reply = client.post(
        address(assessment), typed(cast.respondent_montevideo, state="not_known"), headers=SCRIPT
    )

    assert reply.status_code == 403
    assert reply.json()["sentences"]
    assert answer_of(assessment) is None


def test_a_submission_meanwhile_refuses_and_keeps_what_was_typed(
    cast: Cast, assessment: Assessment, sign_in: SignIn
) -> None:
    client = sign_in(cast.respondent_montevideo)
    answer_all(assessment, by=cast.coordinator_montevideo)
    submit_assessment(fresh(assessment), by=cast.coordinator_montevideo)
    sent = typed(cast.respondent_montevideo, version=1, situation="Typed too late.", state="not_known")

    plain, script = (
        client.post(address(assessment), sent),
        client.post(address(assessment), sent, headers=SCRIPT),
    )

    assert (plain.status_code, script.status_code) == (409, 409)
    assert "Typed too late." in plain.content.decode()
    assert script.json()["sentences"]


def test_only_returned_items_open_again(cast: Cast, sign_in: SignIn) -> None:
    given_back = returned(cast, CODES[1])
    client = sign_in(cast.respondent_montevideo)
    sent = typed(cast.respondent_montevideo, version=1, state="not_known")

    closed, opened = (client.get(address(given_back, code)).content.decode() for code in CODES[:2])

    assert "data-autosave" not in closed
    assert "data-autosave" in opened
    assert "Say more." in opened
    assert client.post(address(given_back, CODES[0]), sent).status_code == 409
    assert client.post(address(given_back, CODES[1]), {**sent, "key": uuid.uuid4()}).status_code == 302


@pytest.mark.parametrize("who", ["partner_montevideo", "officer_uruguay", "bureau_reader"])
def test_who_only_reads_gets_no_form(cast: Cast, assessment: Assessment, sign_in: SignIn, who: str) -> None:
    save(assessment, CODE, by=cast.coordinator_montevideo, content=replace(ANSWERED, situation=HOSTILE))
    person = getattr(cast, who)
    client = sign_in(person)

    body = client.get(address(assessment)).content.decode()
    reply = client.post(address(assessment), typed(person, version=1, state="not_known"))

    assert "data-autosave" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ user }}" in body
    assert reply.status_code == 403


@pytest.mark.parametrize("who", ["coordinator_la_calera", "officer_chile", "nobody"])
def test_foreign_assessments_are_absent(
    cast: Cast, assessment: Assessment, sign_in: SignIn, who: str
) -> None:
    person = getattr(cast, who)
    client = sign_in(person)

    assert client.get(address(assessment)).status_code == 404
    assert client.post(address(assessment), typed(person, state="not_known")).status_code == 404


def test_the_page_is_light(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    save(assessment, CODE, by=cast.coordinator_montevideo)
    client = sign_in(cast.respondent_montevideo)
    client.get(address(assessment))

    with CaptureQueriesContext(connection) as queries:
        body = client.get(address(assessment)).content

    assert len(queries) <= 10
    assert len(gzip.compress(body)) <= 15_000


def upload(name: str, content: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content), "then": "evidence"}


def test_evidence_is_added_shown_and_removed(
    cast: Cast, assessment: Assessment, sign_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = sign_in(cast.respondent_montevideo)
    sent = typed(cast.respondent_montevideo, state="not_known", title=HOSTILE)

    assert (
        client.post(address(assessment), {**sent, **upload("minutes.txt", b"As agreed.")}).status_code == 302
    )
    evidence = Evidence.objects.get()
    body = client.get(address(assessment)).content.decode()
    assert "&lt;script&gt;alert(1)" in body
    served = client.get(reverse("assessments:evidence", args=[evidence.pk]))
    assert b"".join(served.streaming_content) == b"As agreed."  # type: ignore[attr-defined]
    assert served["Content-Disposition"].startswith("attachment")
    removal = reverse("assessments:evidence-remove", args=[evidence.pk])
    assert client.get(removal).status_code == 200
    assert client.post(removal)["Location"] == address(assessment)
    assert not Evidence.objects.exists()


def test_a_refused_file_says_why_and_loses_nothing(
    cast: Cast, assessment: Assessment, sign_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = sign_in(cast.respondent_montevideo)
    sent = typed(cast.respondent_montevideo, state="not_known", situation="Typed with it.", title="A title")

    reply = client.post(address(assessment), {**sent, **upload("page.html", b"<script>")})

    body = reply.content.decode()
    assert reply.status_code == 422
    assert "PDF, JPEG, PNG" in body
    assert 'href="#id_file"' in body  # in the summary that takes the focus
    assert "Typed with it." in body
    assert 'value="A title"' in body
    stored = answer_of(assessment)
    assert stored is not None
    assert stored.situation == "Typed with it."
    assert not Evidence.objects.exists()
    assert not any(tmp_path.rglob("*"))


def test_evidence_of_a_sent_assessment_stays(cast: Cast, sign_in: SignIn) -> None:
    sent_in = submitted(cast)
    row = Evidence.objects.create(
        assessment=sent_in,
        question=sent_in.questionnaire.questions.get(code=CODE),
        title="A page",
        address="https://example.org/",
        added_by=cast.coordinator_montevideo,
    )
    client = sign_in(cast.coordinator_montevideo)

    reply = client.post(reverse("assessments:evidence-remove", args=[row.pk]))

    assert reply.status_code == 422
    assert Evidence.objects.filter(pk=row.pk).exists()


def test_the_history_tells_what_changed(cast: Cast, assessment: Assessment, sign_in: SignIn) -> None:
    save(assessment, CODE, by=cast.coordinator_montevideo, content=replace(ANSWERED, situation="Two fairs."))
    second = replace(ANSWERED, situation=f"Four fairs. {HOSTILE}")
    save(assessment, CODE, by=cast.respondent_montevideo, content=second, version=1)
    client = sign_in(cast.officer_uruguay)

    body = client.get(reverse("assessments:history", args=[assessment.pk, CODE])).content.decode()

    assert "<del>Two</del>" in body
    assert "<ins>Four</ins>" in body
    assert "<script>alert" not in body
    assert "respondent_montevideo" in body


def test_contradictions_are_refused_with_a_sentence(
    cast: Cast, assessment: Assessment, sign_in: SignIn
) -> None:
    who = cast.respondent_montevideo
    theirs = {"state": "not_our_competence", "competent_body": "The ministry", "level": "1"}

    reply = sign_in(who).post(
        address(assessment), typed(who, **theirs, competence="municipal"), headers=SCRIPT
    )
    page = sign_in(who).post(address(assessment), typed(who, **theirs, competence="municipal"))

    assert reply.status_code == page.status_code == 422
    assert list(reply.json()["errors"]) == ["competence"]
    assert "contradict each other" in page.content.decode()
    assert answer_of(assessment) is None
    kept = sign_in(who).post(address(assessment), typed(who, state="not_known", level="3"), headers=SCRIPT)
    assert kept.status_code == 200  # a level once chosen cannot be taken back without script
    assert answer_of(assessment).level is None
