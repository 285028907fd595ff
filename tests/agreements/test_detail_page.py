"""The page of one agreement and its history: what stands there, for whom, and what is not guessed."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agreements import actions
from agreements.days import local_day
from agreements.models import AgreementEvent, Ruling
from networks.models import Source
from solidarity.web.templatetags import portal
from tests.agreements.making import (
    approve,
    candidate,
    in_force,
    in_state,
    public_fact,
    signed,
    suspended,
    term,
)
from tests.cast import Cast
from tests.networks.stories import tight

HOSTILE = '<script>alert(1)</script>{{ 7|add:7 }}"onmouseover="x'


def detail(reader: Client, agreement: Any, language: str = "en") -> str:
    answer = reader.get(f"/{language}/agreements/{agreement.pk}/")
    assert answer.status_code == 200
    return tight(answer.content.decode())


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("candidate", "The negotiation has not begun yet."),
        ("negotiation", "In negotiation since 4 Feb 2024. It has not been signed yet."),
        ("signed", "Signed on 22 Jul 2024. The approval of the council is still missing."),
        ("in_force", "In force from 3 Oct 2024 through 3 Oct 2099."),
        ("suspended", "Suspended since 1 Mar 2025."),
        ("ended", "Ended on 1 Mar 2025: terminated."),
        ("withdrawn", "It was given up before it was signed."),
    ],
)
def test_page_says_why_it_stands_so(cast: Cast, officer: Client, state: str, sentence: str) -> None:
    assert sentence in detail(officer, in_state(state, cast.montevideo, cast.officer_uruguay))


def test_page_counts_the_days_to_renewal(cast: Cast, officer: Client) -> None:
    soon = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=90)
    agreement = in_force(cast.montevideo, cast.officer_uruguay, until=soon)

    page = detail(officer, agreement)

    assert "Renewal" in page
    assert "90 days are left to renew it." in page or "91 days are left to renew it." in page


def test_approval_before_signature_is_ratified(cast: Cast, officer: Client) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    approve(agreement, cast.officer_uruguay, decided_on=datetime.date(2023, 9, 1))

    assert "Ratified by the council" in detail(officer, agreement)


def test_life_shows_what_was_what_is_and_what_comes(cast: Cast, officer: Client) -> None:
    page = detail(officer, signed(cast.montevideo, cast.officer_uruguay))
    life = page.split('<ol class="life wide">', 1)[1].split("</ol>", 1)[0]

    assert life.count('class="done"') == 2
    assert life.count('class="now" aria-current="step"') == 1
    assert life.count('class="todo"') == 2
    assert "22 Jul 2024" in life


def test_reason_of_a_suspension_is_shown_and_escaped(cast: Cast, officer: Client) -> None:
    agreement = suspended(cast.montevideo, cast.officer_uruguay)

    assert "Elections" in detail(officer, agreement)


def test_what_was_withdrawn_is_not_said_to_wait_for_anything(cast: Cast, officer: Client) -> None:
    agreement = in_state("withdrawn", cast.montevideo, cast.officer_uruguay)
    assert agreement.withdrawn_at is not None
    day = portal.partial_date(local_day(cast.montevideo, agreement.withdrawn_at))

    page = detail(officer, agreement)

    assert f"<b>Withdrawn</b><span>{day}</span>" in page
    for sentence in (
        "not signed yet",
        "not fixed yet",
        "No approval has been recorded yet",
        "council needed?",
    ):
        assert sentence not in page


def test_a_reason_keeps_its_lines(cast: Cast, officer: Client) -> None:
    agreement = in_force(cast.montevideo, cast.officer_uruguay)
    actions.suspend_agreement(
        agreement,
        by=cast.officer_uruguay,
        suspended_on=datetime.date(2025, 3, 1),
        reason="Elections\nUntil May",
    )

    assert "Elections<br>Until May" in detail(officer, agreement)


def test_a_recognition_is_not_said_to_be_signed_or_in_force(cast: Cast, officer: Client) -> None:
    day = datetime.date(2022, 5, 16)
    agreement = public_fact(cast.montevideo, kind=term("recognition"), signed_on=day, signed_precision="day")

    page = detail(officer, agreement)

    assert "Recognised by UNHCR, without an agreement." in page
    assert "<dt>Recognised on</dt><dd>16 May 2022</dd>" in page
    for words in ("Signed on", "signatories", "in force today", "approval", "<b>Today</b>"):
        assert words not in page


def test_hostile_text_is_shown_literally_and_runs_nowhere(cast: Cast, officer: Client) -> None:
    agreement = candidate(
        cast.montevideo, cast.officer_uruguay, title=HOSTILE, notes=HOSTILE, reference="<b>"
    )

    pages = [
        detail(officer, agreement),
        *(
            officer.get(f"/en/agreements/{path}").content.decode()
            for path in ("", f"{agreement.pk}/edit/", f"{agreement.pk}/history/", f"{agreement.pk}/withdraw/")
        ),
    ]

    for page in pages:
        assert "<script>alert" not in page
        assert '"onmouseover="' not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page


def test_public_fact_tells_its_sources_and_does_not_guess(cast: Cast, officer: Client) -> None:
    agreement = public_fact(
        cast.montevideo, signed_on=datetime.date(2009, 1, 1), signed_precision="year", is_year_inferred=True
    )
    AgreementEvent.objects.create(
        agreement=agreement, position=1, kind=term("signed", "agreement_status_events")
    )

    page = detail(officer, agreement)

    assert "A page for tests" in page
    assert "2009<span" in page
    assert "year concluded from other facts" in page
    assert "date not found" in page
    assert "Public sources tell of it, but not whether it is in force today." in page
    assert "What can be done now" not in page
    assert f"/en/agreements/{agreement.pk}/edit/" not in page


@pytest.mark.parametrize(
    ("date", "sentence"),
    [(datetime.date(2009, 1, 1), "Signed in 2009."), (None, "Signed, on a date that was not found.")],
)
def test_signed_public_fact_is_asked_for_no_approval(
    cast: Cast, officer: Client, date: datetime.date | None, sentence: str
) -> None:
    agreement = public_fact(
        cast.montevideo, state="signed", signed_on=date, signed_precision="year" if date else ""
    )

    page = detail(officer, agreement)

    assert f"{sentence} Public sources do not say whether it is in force today." in page
    assert "The approval of the council is still missing." not in page
    assert "<b>Today</b><span>not established</span>" in page


def test_ruling_is_told_with_its_sources(cast: Cast, officer: Client) -> None:
    agreement = public_fact(cast.la_calera, "cl-fact")
    texts = {f"summary_{language}": "Found to exceed their powers." for language in ("en", "es", "pt_br")}
    ruling = Ruling.objects.create(
        slug="r", country=cast.chile, body="Contraloría", number="E1/2022", **texts
    )
    ruling.sources.add(Source.objects.create(title="The gazette"))
    AgreementEvent.objects.create(
        agreement=agreement, position=1, kind=term("annulled", "agreement_status_events"), ruling=ruling
    )

    page = detail(officer, agreement)

    for words in ("Contraloría", "E1/2022", "Found to exceed their powers.", "The gazette"):
        assert words in page
    assert "was not found in a public source" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer_uruguay", 200),
        ("coordinator_montevideo", 200),
        ("partner_montevideo", 200),
        ("bureau", 200),
        ("officer_chile", 404),
        ("coordinator_la_calera", 404),
        ("nobody", 404),
        ("administrator", 404),
    ],
)
def test_agreement_of_another_country_is_not_found(
    cast: Cast, sign_in: Callable[[Any], Client], who: str, status: int
) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    reader = sign_in(getattr(cast, who))

    for section in ("", "history/", "documents/"):
        assert reader.get(f"/en/agreements/{agreement.pk}/{section}").status_code == status


def test_history_is_for_those_who_serve_the_place(
    cast: Cast, officer: Client, sign_in: Callable[[Any], Client]
) -> None:
    mine = candidate(cast.montevideo, cast.officer_uruguay)
    told = public_fact(cast.montevideo)

    assert "entered the agreement" in officer.get(f"/en/agreements/{mine.pk}/history/").content.decode()
    stranger = sign_in(cast.officer_chile).get(f"/en/agreements/{told.pk}/history/").content.decode()
    assert "is shown to those who serve its place" in stranger


def test_queries_do_not_grow_with_what_belongs_to_it(
    cast: Cast, officer: Client, count_queries: Callable[[Client, str], int]
) -> None:
    agreement = in_force(cast.montevideo, cast.officer_uruguay)
    address = f"/en/agreements/{agreement.pk}/"
    count_queries(officer, address)
    few = count_queries(officer, address)

    for number in range(6):
        approve(agreement, cast.officer_uruguay, number=str(number))
        agreement.areas.add(term(f"area-{number}", "strategic_areas"))

    assert count_queries(officer, address) == few <= 18


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Datos principales"), ("pt-br", "Dados principais"), ("en", "Key data")]
)
def test_page_speaks_the_language_of_the_address(
    cast: Cast, officer: Client, language: str, words: str
) -> None:
    assert words in detail(officer, candidate(cast.montevideo, cast.officer_uruguay), language)
