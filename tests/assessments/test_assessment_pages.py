"""List, opening, overview, submission, review and result: what each shows, to whom, and what it refuses."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.content import Content
from assessments.models import Assessment, ItemReview
from networks.models import Municipality
from tests.assessments.building import (
    ANSWERED,
    answer_all,
    fresh,
    make_questionnaire,
    make_round,
    open_in_montevideo,
    returned,
    save,
    submitted,
    validated,
)
from tests.cast import Cast

SignIn = Callable[[Any], Client]
HOSTILE = "<script>alert(1)</script>"
CODES = ("C01.Q01", "C01.Q02", "C02.Q01", "C03.Q01")


@pytest.fixture
def in_round(db: None) -> Any:
    """Three criteria: as few as a profile can be drawn for."""
    return make_round(make_questionnaire(codes=CODES))


def page(client: Client, name: str, assessment: Assessment, *more: str) -> Any:
    return client.get(reverse(f"assessments:{name}", args=[assessment.pk, *more]))


def text_of(reply: Any) -> str:
    """The main part without tags, each run of white space as one."""
    main = reply.content.decode().split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_the_list_shows_only_ones_own(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    open_in_montevideo(cast, in_round)
    address = reverse("assessments:list")

    assert "Montevideo" in text_of(sign_in(cast.officer_uruguay).get(address))
    assert "Montevideo" not in text_of(sign_in(cast.officer_chile).get(address))


@pytest.mark.parametrize(
    ("state", "found"), [("submitted", 1), ("open", 0), ("validated", 0), ("returned", 0)]
)
def test_the_list_is_filtered_by_state(
    cast: Cast, in_round: Any, sign_in: SignIn, state: str, found: int
) -> None:
    submitted(cast, in_round)

    reply = sign_in(cast.officer_uruguay).get(reverse("assessments:list"), {"state": state})

    assert reply.context["total"] == found


def test_a_filter_without_sense_is_refused(cast: Cast, sign_in: SignIn) -> None:
    reply = sign_in(cast.officer_uruguay).get(reverse("assessments:list"), {"state": "zzz"})

    assert reply.status_code == 400


def test_the_list_costs_the_same_for_many_rows(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    client = sign_in(cast.bureau)
    counts = []
    for total in (3, 12):
        for number in range(Assessment.objects.count(), total):
            place = Municipality.objects.get(pk=cast.montevideo.pk)
            place.pk, place.slug, place._state.adding = None, f"uy-place-{number}", True
            place.id = type(place)._meta.pk.get_default()
            place.save()
            Assessment.objects.create(
                municipality=place,
                round=in_round,
                questionnaire=in_round.questionnaire,
                items=4,
                opened_by=cast.officer_uruguay,
            )
        client.get(reverse("assessments:list"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("assessments:list"), {"state": "open"}).context["total"] == total
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10


def test_a_coordinator_opens_the_own_city_only(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    client = sign_in(cast.coordinator_montevideo)
    address = reverse("assessments:open")

    foreign = client.post(address, {"municipality": cast.la_calera.pk, "round": in_round.pk})
    first, again = (
        client.post(address, {"municipality": cast.montevideo.pk, "round": in_round.pk}) for _ in range(2)
    )

    opened = Assessment.objects.get()
    assert (foreign.status_code, first.status_code, again.status_code) == (422, 302, 422)
    assert first["Location"] == reverse("assessments:detail", args=[opened.pk])


def test_who_may_not_open_is_told(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.respondent_montevideo).get(reverse("assessments:open")).status_code == 403


def test_the_overview_tells_progress_and_what_is_missing(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    assessment = open_in_montevideo(cast, in_round)
    save(assessment, CODES[0], by=cast.respondent_montevideo)
    save(assessment, CODES[1], by=cast.respondent_montevideo, content=Content(level=1))

    reply = page(sign_in(cast.coordinator_montevideo), "detail", assessment)

    first, second, _third = reply.context["criteria"]
    assert (first.answered, first.total, first.begun, first.go_on) == (1, 2, True, CODES[1])
    assert (second.answered, second.begun) == (0, False)
    assert len(reply.context["missing"]) == 3
    assert "respondent_montevideo" in text_of(reply)


@pytest.mark.parametrize(
    ("who", "answers", "submits"),
    [
        ("coordinator_montevideo", True, True),
        ("respondent_montevideo", True, False),
        ("partner_montevideo", False, False),
        ("officer_uruguay", False, False),
    ],
)
def test_the_overview_offers_what_the_role_allows(
    cast: Cast, in_round: Any, sign_in: SignIn, who: str, answers: bool, submits: bool
) -> None:
    assessment = answer_all(open_in_montevideo(cast, in_round), by=cast.coordinator_montevideo)

    body = page(sign_in(getattr(cast, who)), "detail", assessment).content.decode()

    assert (reverse("assessments:submit", args=[assessment.pk]) in body) is submits
    assert ('class="btn" href="' in re.sub(r"\s+", " ", body.split("<main")[1])) is answers


def test_an_incomplete_one_is_not_sent(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    assessment = open_in_montevideo(cast, in_round)
    client = sign_in(cast.coordinator_montevideo)

    reply = client.post(reverse("assessments:submit", args=[assessment.pk]))

    assert reply.status_code == 422
    assert "Criterion 2" in text_of(reply)
    assert fresh(assessment).state == "open"


def test_a_complete_one_is_sent_once(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    assessment = answer_all(open_in_montevideo(cast, in_round), by=cast.respondent_montevideo)
    client = sign_in(cast.coordinator_montevideo)
    address = reverse("assessments:submit", args=[assessment.pk])

    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 422
    assert fresh(assessment).state == "submitted"
    assert assessment.snapshots.count() == 1


@pytest.mark.parametrize(("who", "status"), [("respondent_montevideo", 403), ("coordinator_la_calera", 404)])
def test_who_may_not_submit(cast: Cast, in_round: Any, sign_in: SignIn, who: str, status: int) -> None:
    assessment = answer_all(open_in_montevideo(cast, in_round), by=cast.respondent_montevideo)

    reply = sign_in(getattr(cast, who)).post(reverse("assessments:submit", args=[assessment.pk]))

    assert reply.status_code == status
    assert fresh(assessment).state == "open"


def test_the_review_returns_items_with_comments(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    sent = submitted(cast, in_round)
    client = sign_in(cast.officer_uruguay)
    address = reverse("assessments:review", args=[sent.pk])

    empty = client.post(address, {"decision": "return", "note": "The whole is good."})
    reply = client.post(
        address, {"decision": "return", "note": HOSTILE, f"comment-{CODES[1]}": "Since when?"}
    )

    assert empty.status_code == 422
    assert "The whole is good." in empty.content.decode()
    assert reply.status_code == 302
    assert list(ItemReview.objects.values_list("question__code", "comment")) == [(CODES[1], "Since when?")]
    overview = page(sign_in(cast.coordinator_montevideo), "detail", sent).content.decode()
    assert "&lt;script&gt;alert(1)" in overview
    assert HOSTILE not in overview


def test_comments_that_come_too_late_can_be_copied(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    sent = submitted(cast, in_round)
    client = sign_in(cast.officer_uruguay)
    address = reverse("assessments:review", args=[sent.pk])
    client.post(address, {"decision": "return", f"comment-{CODES[0]}": "Since when?"})

    late = {"decision": "return", "note": HOSTILE, f"comment-{CODES[1]}": "\nFor whom?\nAnd how many?"}
    reply = client.post(address, late)

    body = reply.content.decode()
    assert reply.status_code == 422
    assert "What you wrote was not saved" in body
    assert ">\n\nFor whom?\nAnd how many?</textarea>" in body.replace("\r\n", "\n")
    assert "What to correct – 1.2" in body
    assert "&lt;script&gt;alert(1)" in body
    assert "The present state is “Returned by UNHCR”" in body  # as the tag says it
    assert "Open”" not in body
    assert "What you wrote was not saved" not in client.get(address).content.decode()


def test_a_comment_that_is_too_long_comes_back_whole(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    sent = submitted(cast, in_round)
    client = sign_in(cast.officer_uruguay)
    address = reverse("assessments:review", args=[sent.pk])
    long = {"decision": "return", "note": "n" * 2001, f"comment-{CODES[1]}": "c\r\n" * 1001}

    reply = client.post(address, long)

    body = reply.content.decode()
    assert reply.status_code == 422
    assert "A comment is too long. Shorten what is marked below." in body
    assert "Write at most 2000 characters; there are 2001 now." in body
    assert "n" * 2001 in body
    assert body.count('aria-invalid="true"') == 2
    assert "maxlength" not in body.split('id="review"')[1]
    assert (
        client.post(address, {**long, "note": "n" * 2000, f"comment-{CODES[1]}": "c\r\n" * 1000}).status_code
        == 302
    )


def test_comments_are_not_lost_by_the_wrong_button(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    sent = submitted(cast, in_round)
    client = sign_in(cast.officer_uruguay)

    reply = client.post(
        reverse("assessments:review", args=[sent.pk]),
        {"decision": "validate", f"comment-{CODES[0]}": "Since when?"},
    )

    assert reply.status_code == 422
    assert "Since when?" in reply.content.decode()
    assert fresh(sent).state == "submitted"


def test_the_review_shows_what_changed_since(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    sent = submitted(cast, in_round)
    client = sign_in(cast.officer_uruguay)
    address = reverse("assessments:review", args=[sent.pk])
    client.post(address, {"decision": "return", f"comment-{CODES[0]}": "Since when?"})
    again = replace(ANSWERED, situation="As it is since 2019.")
    save(sent, CODES[0], by=cast.respondent_montevideo, content=again, version=1)
    sign_in(cast.coordinator_montevideo).post(reverse("assessments:submit", args=[sent.pk]))

    body = client.get(address).content.decode()

    assert "<ins> since 2019.</ins>" in body or "<ins>is since 2019.</ins>" in body
    assert "Since when?" in body
    assert client.post(address, {"decision": "validate"}).status_code == 302
    assert fresh(sent).state == "validated"


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator_montevideo", 403), ("bureau", 403), ("officer_chile", 404)],
)
def test_who_may_not_review(cast: Cast, in_round: Any, sign_in: SignIn, who: str, status: int) -> None:
    sent = submitted(cast, in_round)
    client = sign_in(getattr(cast, who))
    address = reverse("assessments:review", args=[sent.pk])

    assert client.get(address).status_code == status
    assert client.post(address, {"decision": "validate"}).status_code == status
    assert fresh(sent).state == "submitted"


def test_the_overview_leads_to_what_was_returned(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    row = returned(cast, CODES[1], in_round=in_round)
    page = reverse("assessments:detail", args=[row.pk])
    way = f'<a href="{reverse("assessments:item", args=[row.pk, CODES[1]])}">Go to what was returned</a>'

    assert way in sign_in(cast.respondent_montevideo).get(page).content.decode()
    assert "Go to what was returned" not in sign_in(cast.officer_uruguay).get(page).content.decode()
    save(row, CODES[1], by=cast.respondent_montevideo, version=1)
    assert "Go to what was returned" not in sign_in(cast.respondent_montevideo).get(page).content.decode()


def test_a_validated_one_is_closed(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    done = validated(cast, in_round)
    client = sign_in(cast.officer_uruguay)
    address = reverse("assessments:review", args=[done.pk])

    assert "decision" not in client.get(address).content.decode()
    assert client.post(address, {"decision": "validate"}).status_code == 422


def test_the_result_is_worked_out_before_the_eyes(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    """Criterion 1: level 2 with weight 1 and level 3 with weight 2: 8 ÷ 3 = 2.667, shown as 2.7."""
    assessment = open_in_montevideo(cast, in_round)
    save(assessment, CODES[0], by=cast.respondent_montevideo)
    save(assessment, CODES[1], by=cast.respondent_montevideo, content=replace(ANSWERED, level=3))
    body = Content(state="not_our_competence", competent_body="The ministry", level=1)
    save(assessment, CODES[2], by=cast.respondent_montevideo, content=body)
    client = sign_in(cast.officer_uruguay)
    client.cookies["django_language"] = "en"

    result = page(client, "result", assessment)
    account = client.get(
        reverse("assessments:result-criterion", args=[assessment.pk, "criterion-1"]).replace("/es/", "/en/")
    )

    first, second, third = result.context["report"].rows
    assert str(first.municipal.value) == "2.7"
    assert (second.municipal.value, str(second.territorial.value)) == (None, "1.0")
    assert third.municipal.coverage == 0
    assert "8 ÷ 3 = 2.667" in text_of(account)
    assert "The ministry" in text_of(result)
    assert [item.asked.code for item in result.context["report"].others] == [CODES[2]]


def test_a_frozen_result_does_not_move(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    sent = submitted(cast, in_round)
    client = sign_in(cast.officer_uruguay)
    before = page(client, "result", sent).context["report"].rows
    client.post(
        reverse("assessments:review", args=[sent.pk]), {"decision": "return", f"comment-{CODES[0]}": "Why?"}
    )
    save(sent, CODES[0], by=cast.respondent_montevideo, content=replace(ANSWERED, level=0), version=1)

    assert page(client, "result", sent).context["report"].rows == before


@pytest.mark.parametrize("name", ["detail", "result", "review"])
def test_big_pages_ask_a_bounded_number_of_queries(
    cast: Cast, in_round: Any, sign_in: SignIn, name: str
) -> None:
    sent = submitted(cast, in_round)
    client = sign_in(cast.officer_uruguay)
    page(client, name, sent)

    with CaptureQueriesContext(connection) as queries:
        page(client, name, sent)

    assert len(queries) <= 14


def test_an_unknown_criterion_is_absent(cast: Cast, in_round: Any, sign_in: SignIn) -> None:
    assessment = open_in_montevideo(cast, in_round)

    assert page(sign_in(cast.officer_uruguay), "result-criterion", assessment, "none").status_code == 404
