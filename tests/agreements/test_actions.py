"""Entering, editing against somebody else, approvals, documents; and what each leaves in the audit."""

from typing import Any

import pytest

from agreements import actions
from agreements.actions import Signer, StaleAgreement
from agreements.models import Agreement, AgreementDocument
from solidarity.audit.models import Event
from solidarity.files.models import StoredFile
from solidarity.workflow import NotAllowed
from tests.agreements import making
from tests.agreements.making import D, paper
from tests.cast import Cast


def test_create_enters_a_candidate_with_a_permanent_key(cast: Cast) -> None:
    area = making.term("housing", "strategic_areas")

    agreement = making.candidate(cast.montevideo, cast.officer_uruguay, areas=[area])

    assert (agreement.state, agreement.origin, agreement.is_public) == ("candidate", "portal", False)
    assert agreement.slug.startswith("uy-montevideo-")
    assert list(agreement.areas.all()) == [area]
    assert Event.objects.get().verb == "agreement.created"


def test_create_marks_what_belongs_to_a_sample_city(cast: Cast) -> None:
    assert making.candidate(cast.hidden_uruguay, cast.officer_uruguay).is_sample
    assert not making.candidate(cast.montevideo, cast.officer_uruguay).is_sample


@pytest.mark.parametrize("who", ["officer_chile", "bureau", "coordinator_montevideo", "administrator"])
def test_create_is_for_the_officer_of_the_country(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        making.candidate(cast.montevideo, getattr(cast, who))

    assert not Agreement.objects.exists()


def edit(agreement: Agreement, by: Any, version: int, **changes: Any) -> Agreement:
    return actions.edit_agreement(agreement, by=by, expected_version=version, changes=changes)


def test_edit_saves_counts_and_records_what_changed(cast: Cast) -> None:
    agreement = making.candidate(cast.montevideo, cast.officer_uruguay)
    area = making.term("housing", "strategic_areas")

    row = edit(agreement, cast.officer_uruguay, 1, title="Other", notes="", areas=[area])

    assert (row.title, row.version) == ("Other", 2)
    assert "other" in row.search_text
    event = Event.objects.get(verb="agreement.edited")
    assert event.details == {"fields": ["areas", "title"]}


def test_edit_without_a_change_leaves_no_trace(cast: Cast) -> None:
    agreement = making.candidate(cast.montevideo, cast.officer_uruguay)

    assert edit(agreement, cast.officer_uruguay, 1, title=agreement.title).version == 1
    assert not Event.objects.filter(verb="agreement.edited").exists()


def test_edit_of_an_old_version_carries_both(cast: Cast) -> None:
    agreement = making.candidate(cast.montevideo, cast.officer_uruguay)
    edit(agreement, cast.officer_uruguay, 1, title="First")

    with pytest.raises(StaleAgreement) as stale:
        edit(agreement, cast.officer_uruguay, 1, title="Second")

    assert stale.value.current.title == "First"
    assert stale.value.submitted == {"title": "Second"}
    assert Agreement.objects.get().title == "First"


def test_edit_is_stale_after_a_step(cast: Cast) -> None:
    agreement = making.candidate(cast.montevideo, cast.officer_uruguay)
    actions.start_negotiation(agreement, by=cast.officer_uruguay, began_on=making.BEGAN)

    with pytest.raises(StaleAgreement):
        edit(agreement, cast.officer_uruguay, 1, title="Second")


@pytest.mark.parametrize(
    ("state", "changes", "words"),
    [
        ("signed", {"signed_on": D(2024, 2, 3)}, "before the negotiation began"),
        ("signed", {"place": ""}, "Say where"),
        ("in_force", {"valid_to": None}, "Say until when"),
        ("in_force", {"signed_on": D(2024, 10, 4)}, "before it was signed"),
        ("negotiation", {"negotiation_began_on": None}, "on which day the negotiation"),
        ("candidate", {"candidate_on": D(2999, 1, 1)}, "still to come"),
        ("candidate", {"candidate_on": D(1800, 1, 1)}, "too long ago"),
        ("candidate", {"valid_from": D(1, 1, 1)}, "too long ago"),
        ("in_force", {"valid_from": D(2024, 9, 28)}, "before the council approved it"),
    ],
)
def test_edit_keeps_what_the_state_needs(cast: Cast, state: str, changes: dict[str, Any], words: str) -> None:
    agreement = making.in_state(state, cast.montevideo, cast.officer_uruguay)

    with pytest.raises(NotAllowed, match=words):
        edit(agreement, cast.officer_uruguay, agreement.version, **changes)


def test_a_candidacy_cannot_be_moved_past_an_act_about_it(cast: Cast) -> None:
    agreement = making.candidate(cast.montevideo, cast.officer_uruguay)
    making.approve(agreement, cast.officer_uruguay, decided_on=D(2023, 9, 1))

    with pytest.raises(NotAllowed, match="after the first act about it"):
        edit(agreement, cast.officer_uruguay, 2, candidate_on=D(2023, 9, 2))

    assert edit(agreement, cast.officer_uruguay, 2, candidate_on=D(2023, 9, 1)).version == 3


def test_edit_changes_the_signatories(cast: Cast) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)
    signers = [Signer("unhcr", "Representación"), Signer("authority", "Intendencia")]

    row = actions.edit_agreement(
        agreement, by=cast.officer_uruguay, expected_version=agreement.version, changes={}, signers=signers
    )

    assert [item.party for item in row.signatories.all()] == ["unhcr", "authority"]
    with pytest.raises(NotAllowed, match="for UNHCR"):
        actions.edit_agreement(
            row, by=cast.officer_uruguay, expected_version=row.version, changes={}, signers=signers[1:]
        )
    assert row.signatories.count() == 2


def test_edit_refuses_fields_that_steps_own(cast: Cast) -> None:
    agreement = making.candidate(cast.montevideo, cast.officer_uruguay)

    with pytest.raises(ValueError, match="state"):
        edit(agreement, cast.officer_uruguay, 1, state="signed")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"decided_on": None, "decided_precision": ""}, "on which day"),
        ({"decided_on": D(2999, 1, 1)}, "still to come"),
        ({"decided_on": D(1900, 1, 1)}, "too long ago"),
        ({"decided_on": D(2023, 8, 11)}, "before the candidacy"),
        ({"votes_for": 3}, "together"),
        ({"votes_abstained": 3}, "together"),
        ({"votes_for": 3, "votes_against": 3}, "as many votes"),
    ],
)
def test_approval_refuses_impossible_acts(cast: Cast, facts: dict[str, Any], words: str) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)

    with pytest.raises(NotAllowed, match=words):
        making.approve(agreement, cast.officer_uruguay, document=paper(), **facts)

    assert not agreement.approvals.exists()
    assert agreement.documents.count() == 1


def test_approval_keeps_its_paper_and_its_votes(cast: Cast) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)

    approval = making.approve(
        agreement, cast.officer_uruguay, document=paper(), votes_for=28, votes_against=2, votes_abstained=1
    )

    assert approval.ratifies
    assert approval.document.kind == "approval"
    event = Event.objects.get(verb="agreement.approval_recorded")
    assert event.details == {"name": "Junta Departamental 00.000", "outcome": "approved"}


@pytest.mark.parametrize("state", ["ended", "withdrawn"])
def test_approval_is_not_for_what_is_over(cast: Cast, state: str) -> None:
    agreement = making.in_state(state, cast.montevideo, cast.officer_uruguay)

    with pytest.raises(NotAllowed, match="not open"):
        making.approve(agreement, cast.officer_uruguay)


def test_approval_that_holds_the_agreement_in_force_stays(cast: Cast) -> None:
    type(cast.uruguay).objects.update(ratification_usual="yes")
    agreement = making.in_force(cast.montevideo, cast.officer_uruguay)
    approval = agreement.approvals.get()

    with pytest.raises(NotAllowed, match="because of this act"):
        actions.remove_approval(approval, by=cast.officer_uruguay, note="Mistake")
    assert agreement.approvals.count() == 1

    second = making.approve(agreement, cast.officer_uruguay)
    actions.remove_approval(approval, by=cast.officer_uruguay, note="Entered twice")
    assert agreement.approvals.get() == second


def test_the_need_of_approval_takes_a_reason(cast: Cast) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)

    with pytest.raises(NotAllowed, match="why"):
        actions.decide_approval_need(agreement, by=cast.officer_uruguay, need="not_needed", reason=" ")
    row = actions.decide_approval_need(
        agreement, by=cast.officer_uruguay, need="not_needed", reason="Legal advice"
    )
    assert (row.approval_rule, row.approval_decided_by) == ("not_needed", cast.officer_uruguay)
    row = actions.decide_approval_need(row, by=cast.officer_uruguay, need="country", reason="")
    assert (row.approval_decided_by, row.approval_need_reason) == (None, "")


def add(agreement: Agreement, cast: Cast, **facts: Any) -> AgreementDocument:
    facts = {"received": paper("Anexo"), "kind": "annex", "title": "Anexo I", **facts}
    return actions.add_document(agreement, by=cast.officer_uruguay, **facts)


def test_document_versions_replace_each_other(cast: Cast) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)
    first = add(agreement, cast)

    second = add(agreement, cast, replaces=first, received=paper("Anexo corregido"))

    assert (second.version, second.series, second.replaces) == (2, first.series, first)
    assert second in agreement.documents.current()
    assert first not in agreement.documents.current()
    with pytest.raises(NotAllowed, match="Another version"):
        add(agreement, cast, replaces=first)
    with pytest.raises(NotAllowed, match="latest version"):
        actions.remove_document(first, by=cast.officer_uruguay, note="Mistake")


def test_document_of_another_agreement_is_not_replaced(cast: Cast) -> None:
    other = add(making.signed(cast.montevideo, cast.officer_uruguay), cast)

    with pytest.raises(NotAllowed, match="Another version"):
        add(making.signed(cast.montevideo, cast.officer_uruguay), cast, replaces=other)


def test_document_is_removed_with_its_file(cast: Cast) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)
    first = add(agreement, cast)
    second = add(agreement, cast, replaces=first)

    actions.remove_document(second, by=cast.officer_uruguay, note="Wrong scan")

    assert first in agreement.documents.current()
    assert not StoredFile.objects.filter(pk=second.file_id).exists()
    event = Event.objects.get(verb="agreement.document_removed")
    assert (event.note, event.details) == ("Wrong scan", {"name": "Anexo I", "version": 2})


def test_the_signed_text_of_a_signed_agreement_stays(cast: Cast) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)

    with pytest.raises(NotAllowed, match="Add a new version of it instead"):
        actions.remove_document(agreement.documents.get(), by=cast.officer_uruguay, note="Mistake")

    assert agreement.documents.get().file.size > 0


@pytest.mark.parametrize("who", ["coordinator_montevideo", "officer_chile", "bureau"])
def test_documents_are_for_the_officer_of_the_country(cast: Cast, who: str) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)

    with pytest.raises(NotAllowed, match="role"):
        actions.add_document(agreement, by=getattr(cast, who), received=paper(), kind="annex", title="Anexo")
    with pytest.raises(NotAllowed, match="role"):
        actions.remove_document(agreement.documents.get(), by=getattr(cast, who), note="Mistake")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer_uruguay", True),
        ("coordinator_montevideo", True),
        ("respondent_montevideo", True),
        ("partner_montevideo", True),
        ("bureau", True),
        ("bureau_reader", True),
        ("officer_chile", False),
        ("coordinator_la_calera", False),
        ("api_client_chile", False),
        ("administrator", False),
        ("nobody", False),
    ],
)
def test_what_is_entered_here_is_seen_in_its_territory(cast: Cast, who: str, sees: bool) -> None:
    agreement = making.signed(cast.montevideo, cast.officer_uruguay)
    fact = making.public_fact(cast.montevideo)
    person = getattr(cast, who)

    assert (agreement in Agreement.objects.visible_to(person)) is sees
    assert AgreementDocument.objects.visible_to(person).exists() is sees
    assert fact in Agreement.objects.visible_to(person)
