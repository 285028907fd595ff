"""The pages that take an agreement from step to step, each refusal at its form."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from agreements.views.steps import ADDRESSES
from agreements.workflow import AGREEMENT
from tests.agreements.making import (
    STATES,
    approve,
    candidate,
    in_force,
    in_negotiation,
    in_state,
    signed,
    term,
)
from tests.cast import Cast
from tests.files.hostile import pdf
from tests.networks.stories import tight

SIGNING = {
    "signed_on": "2024-07-22",
    "place": "Montevideo",
    "signatory_1_party": "authority",
    "signatory_1_office": "Intendenta",
    "signatory_2_party": "unhcr",
    "signatory_2_office": "Representante",
    **{f"signatory_{number}_party": "other" for number in range(3, 7)},
}
TYPED = {
    "start_negotiation": {"negotiation_began_on": "2024-02-04"},
    "sign": SIGNING,
    "bring_into_force": {"valid_from": "2024-10-03", "valid_to": "2099-10-03"},
    "suspend": {"suspended_on": "2025-03-01", "reason": "Elections"},
    "resume": {"note": "Agreed again"},
    "end": {"ended_on": "2025-03-01", "reason": "terminated", "note": "Agreed"},
    "withdraw": {"reason": "No longer wanted"},
}


def sent(step: str, **more: Any) -> dict[str, Any]:
    """What is typed for a step, with a file where one is asked for."""
    file = {"document": SimpleUploadedFile("acuerdo.pdf", pdf())} if step == "sign" else {}
    return {**TYPED[step], **file, **more}


def page_of(agreement: Agreement, step: str) -> str:
    address: str = reverse(f"agreements:agreement-{ADDRESSES[step][0]}", args=[agreement.pk])
    return "/en/" + address.split("/", 2)[2]


@pytest.mark.parametrize("step", TYPED)
@pytest.mark.parametrize("state", STATES)
def test_every_step_in_every_state(cast: Cast, officer: Client, step: str, state: str) -> None:
    agreement = in_state(state, cast.montevideo, cast.officer_uruguay)
    if step == "bring_into_force" and state == "signed":
        approve(agreement, cast.officer_uruguay)
    is_open = state in AGREEMENT.steps[step].sources

    shown = officer.get(page_of(agreement, step))
    answer = officer.post(page_of(agreement, step), sent(step))

    assert shown.status_code == 200
    assert ("This step is not open now" in shown.content.decode()) != is_open
    assert answer.status_code == (302 if is_open else 422)
    if not is_open:
        assert "This step is not open now" in answer.content.decode()
        assert "Back to the agreement" in answer.content.decode()
        assert 'class="btn" type="submit"' not in tight(answer.content.decode())
        assert 'class="btn danger" type="submit"' not in tight(answer.content.decode())
        assert Agreement.objects.get(pk=agreement.pk).state == state


@pytest.mark.parametrize("step", TYPED)
def test_empty_form_names_what_is_missing_at_each_field(cast: Cast, officer: Client, step: str) -> None:
    state = sorted(AGREEMENT.steps[step].sources)[0]
    agreement = in_state(state, cast.montevideo, cast.officer_uruguay)

    answer = officer.post(page_of(agreement, step), {})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "msg-err" in page
    assert "<title>Error:" in tight(page)
    assert Agreement.objects.get(pk=agreement.pk).state == state


def test_sign_keeps_signatories_in_their_order_without_empty_rows(cast: Cast, officer: Client) -> None:
    agreement = in_negotiation(cast.montevideo, cast.officer_uruguay)
    more = {"signatory_5_party": "other", "signatory_5_office": "Testigo", "signatory_5_organisation": "HIAS"}

    answer = officer.post(page_of(agreement, "sign"), sent("sign", **more), follow=True)

    people = agreement.signatories.values_list("party", "office", "organisation")
    assert list(people) == [
        ("authority", "Intendenta", ""),
        ("unhcr", "Representante", ""),
        ("other", "Testigo", "HIAS"),
    ]
    assert "The signature is recorded." in answer.content.decode()


def test_sign_before_the_negotiation_began_is_refused_and_nothing_typed_is_lost(
    cast: Cast, officer: Client
) -> None:
    agreement = in_negotiation(cast.montevideo, cast.officer_uruguay)

    answer = officer.post(page_of(agreement, "sign"), sent("sign", signed_on="2023-12-31"))

    page = tight(answer.content.decode())
    assert answer.status_code == 422
    assert "The signature cannot be before the negotiation began (4 Feb 2024)." in page
    for typed in ("2023-12-31", "Montevideo", "Intendenta", "Representante"):
        assert f'value="{typed}"' in page
    assert not agreement.signatories.exists()


@pytest.mark.parametrize(
    ("step", "field", "day"),
    [
        ("start_negotiation", "negotiation_began_on", "2023-01-01"),
        ("start_negotiation", "negotiation_began_on", "2098-01-01"),
        ("sign", "signed_on", "2023-12-31"),
        ("bring_into_force", "valid_from", "2024-07-21"),
        ("suspend", "suspended_on", "2024-01-01"),
        ("end", "ended_on", "2098-01-01"),
    ],
)
def test_a_day_that_cannot_be_is_told_at_its_field(
    cast: Cast, officer: Client, step: str, field: str, day: str
) -> None:
    state = sorted(AGREEMENT.steps[step].sources)[-1]
    agreement = in_state(state, cast.montevideo, cast.officer_uruguay)

    answer = officer.post(page_of(agreement, step), sent(step, **{field: day}))

    page = tight(answer.content.decode())
    assert answer.status_code == 422
    assert f'<a href="#id_{field}">' in page
    assert re.search(rf'<input [^>]*value="{day}"[^>]* aria-invalid="true"', page)
    assert f'id="id_{field}_error"' in page


def test_dates_in_a_refusal_are_written_as_the_language_does(cast: Cast, officer: Client) -> None:
    agreement = in_negotiation(cast.montevideo, cast.officer_uruguay)
    address = page_of(agreement, "sign").replace("/en/", "/es/", 1)

    answer = officer.post(address, sent("sign", signed_on="2023-12-31"))

    assert "(4 feb 2024)" in answer.content.decode()


def test_sign_without_one_of_the_parties_is_refused(cast: Cast, officer: Client) -> None:
    agreement = in_negotiation(cast.montevideo, cast.officer_uruguay)

    answer = officer.post(page_of(agreement, "sign"), sent("sign", signatory_2_party="other"))

    assert answer.status_code == 422
    assert "Name who signed for UNHCR, with the office." in answer.content.decode()
    assert '<a href="#id_signatory_2_party">' in answer.content.decode()


def test_sign_opens_the_further_rows_where_something_is_wrong_there(cast: Cast, officer: Client) -> None:
    agreement = in_negotiation(cast.montevideo, cast.officer_uruguay)

    before = officer.get(page_of(agreement, "sign")).content.decode()
    answer = officer.post(page_of(agreement, "sign"), sent("sign", signatory_4_organisation="HIAS"))

    page = tight(answer.content.decode())
    assert '<details class="more mb-5">' in before
    assert '<details class="more mb-5" open>' in page
    assert "Write the office in which this person signed." in page


def test_bring_into_force_without_approval_says_so_before_and_after(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    sentence = "Record the approval of the council, or decide with a reason that it is not needed."

    shown = officer.get(page_of(agreement, "bring_into_force")).content.decode()
    answer = officer.post(page_of(agreement, "bring_into_force"), TYPED["bring_into_force"])

    assert sentence in shown
    assert answer.status_code == 422
    assert answer.content.decode().count(sentence) == 1
    assert "/approval-need/" in answer.content.decode()
    assert 'value="2099-10-03"' in answer.content.decode()


def test_bring_into_force_after_a_reasoned_decision(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    need = f"/en/agreements/{agreement.pk}/approval-need/"

    refused = officer.post(need, {"need": "not_needed", "reason": "  "})
    decided = officer.post(need, {"need": "not_needed", "reason": "Clause 9"})
    answer = officer.post(page_of(agreement, "bring_into_force"), TYPED["bring_into_force"], follow=True)

    assert refused.status_code == 422
    assert decided.status_code == 302
    assert "No, as the officer decided: Clause 9" in tight(answer.content.decode())
    assert Agreement.objects.get(pk=agreement.pk).state == "in_force"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"valid_to": "2024-10-02"}, "The last day cannot come before the first day."),
        ({"valid_to": "", "is_indefinite": ""}, "Write the last day, or tick that there is none."),
        ({"is_indefinite": "on"}, "Write the last day, or tick that there is none."),
        ({"valid_from": "2024-02-30"}, "Write a real date with day, month and year."),
        (
            {"valid_from": "2024-07-21"},
            "The agreement cannot be in force before it was signed (22 Jul 2024).",
        ),
        ({"valid_from": "2098-01-01"}, "The agreement cannot be in force since a day still to come."),
    ],
)
def test_bring_into_force_with_impossible_dates(
    cast: Cast, officer: Client, typed: dict[str, str], sentence: str
) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    approve(agreement, cast.officer_uruguay)

    answer = officer.post(page_of(agreement, "bring_into_force"), {**TYPED["bring_into_force"], **typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_bring_into_force_tells_of_a_wrong_first_day_beside_a_wrong_last_day(
    cast: Cast, officer: Client
) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)

    answer = officer.post(
        page_of(agreement, "bring_into_force"), {"valid_from": "2098-01-01", "valid_to": "soon"}
    )

    page = answer.content.decode()
    assert "Write a real date with day, month and year." in page
    assert "The agreement cannot be in force since a day still to come (1 Jan 2098)." in page


def test_end_names_the_agreement_that_took_its_place(cast: Cast, officer: Client) -> None:
    old, new = (in_force(cast.montevideo, cast.officer_uruguay, title=title) for title in ("Old", "New"))
    typed = {**TYPED["end"], "superseded_by": str(new.pk)}

    refused = officer.post(page_of(old, "end"), typed)
    done = officer.post(page_of(old, "end"), {**typed, "reason": "superseded"}, follow=True)

    assert refused.status_code == 422
    assert f"/en/agreements/{new.pk}/" in done.content.decode()


def test_end_offers_no_agreement_of_another_place(cast: Cast, officer: Client) -> None:
    agreement = in_force(cast.montevideo, cast.officer_uruguay)
    other = in_force(cast.la_calera, cast.officer_chile)

    typed = {**TYPED["end"], "reason": "superseded", "superseded_by": str(other.pk)}

    assert officer.post(page_of(agreement, "end"), typed).status_code == 422


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        (("28", "", ""), "Write the votes for and against, or leave all three empty."),
        (("", "", "3"), "Write the votes for and against, or leave all three empty."),
        (("10", "10", ""), "With these votes the act was not approved."),
        (("-1", "0", ""), "greater than or equal to 0"),
    ],
)
def test_approval_with_votes_that_cannot_be(
    cast: Cast, officer: Client, votes: tuple[str, str, str], sentence: str
) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    typed = act(dict(zip(("votes_for", "votes_against", "votes_abstained"), votes, strict=True)))

    answer = officer.post(f"/en/agreements/{agreement.pk}/approvals/new/", typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not agreement.approvals.exists()


def test_approval_ratifies_and_is_shown_with_its_vote(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    votes = {"votes_for": "28", "votes_against": "2", "votes_abstained": "1"}

    answer = officer.post(f"/en/agreements/{agreement.pk}/approvals/new/", act(votes), follow=True)

    page = tight(answer.content.decode())
    assert "Ratified by the council" in page
    assert "28 for, 2 against, 1 abstention" in page
    assert "29 Sep 2024" in page


def test_a_decision_can_be_changed_from_what_it_was(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    need = f"/en/agreements/{agreement.pk}/approval-need/"
    officer.post(need, {"need": "not_needed", "reason": "Clause 9"})

    shown = tight(officer.get(f"/en/agreements/{agreement.pk}/").content.decode())
    form = tight(officer.get(need).content.decode())

    assert "Change the decision" in shown
    assert re.search(r'value="not_needed"[^>]* checked', form)
    assert "Clause 9</textarea>" in form


def test_act_recorded_by_mistake_is_taken_back_with_a_reason(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    wrong = approve(agreement, cast.officer_uruguay)
    address = f"/en/agreements/{agreement.pk}/approvals/{wrong.pk}/remove/"

    asked = tight(officer.get(address).content.decode())
    silent = officer.post(address, {"note": " "})
    done = officer.post(address, {"note": "Another agreement was meant"}, follow=True)

    assert f"<dd>{wrong.body}</dd>" in asked
    assert silent.status_code == 422
    assert "The act is taken back." in done.content.decode()
    assert not agreement.approvals.exists()


def test_act_on_which_the_force_rests_is_not_taken_back(cast: Cast, officer: Client) -> None:
    agreement = in_force(cast.montevideo, cast.officer_uruguay)
    address = f"/en/agreements/{agreement.pk}/approvals/{agreement.approvals.get().pk}/remove/"

    answer = officer.post(address, {"note": "A mistake"})

    assert answer.status_code == 422
    assert "Record the right act first, then take this one back." in answer.content.decode()
    assert agreement.approvals.exists()


def act(more: dict[str, str]) -> dict[str, str]:
    decree = term("decree", "act_kinds")
    return {
        "body_kind": "council",
        "body": "Junta Departamental",
        "act": str(decree.pk),
        "number": "00.000",
        "decided_on": "2024-09-29",
        "outcome": "approved",
        **more,
    }


@pytest.mark.parametrize("who", ["coordinator_montevideo", "bureau", "respondent_montevideo"])
def test_those_who_only_read_are_offered_no_step(
    cast: Cast, sign_in: Callable[[Any], Client], who: str
) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    reader = sign_in(getattr(cast, who))

    page = reader.get(f"/en/agreements/{agreement.pk}/").content.decode()
    answer = reader.post(page_of(agreement, "withdraw"), TYPED["withdraw"])

    assert "What can be done now" not in page
    assert answer.status_code == 403
    assert Agreement.objects.get(pk=agreement.pk).state == "candidate"
