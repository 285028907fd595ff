"""Every rule of the database, each with a row that breaks it and nothing else."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from agreements.models import (
    Agreement,
    AgreementDocument,
    AgreementEvent,
    Approval,
    RelatedInstrument,
    Ruling,
    Signatory,
)
from tests.agreements import making
from tests.agreements.making import D
from tests.cast import Cast

NOW = datetime.datetime(2026, 5, 14, tzinfo=datetime.UTC)
SELF, ANOTHER = "the row itself", "another row"
BREAKS: list[tuple[str, str, dict[str, Any]]] = [
    ("agreement_state_known", "public", {"state": "lost"}),
    ("agreement_origin_known", "candidate", {"origin": "hearsay"}),
    ("agreement_need_known", "public", {"approval_need": "perhaps"}),
    ("agreement_end_reason_known", "ended", {"end_reason": "boredom"}),
    ("agreement_made_here_has_state", "candidate", {"state": "not_established"}),
    ("agreement_made_here_complete", "candidate", {"title": ""}),
    ("agreement_made_here_complete", "candidate", {"created_by": None}),
    ("agreement_sample_never_public", "candidate", {"is_sample": True, "is_public": True}),
    ("agreement_sample_is_no_public_fact", "public", {"is_sample": True, "is_public": False}),
    ("agreement_version_counts", "candidate", {"version": 0}),
    ("agreement_signed_date_paired", "public", {"signed_on": D(2009, 1, 1)}),
    ("agreement_signed_date_paired", "public", {"signed_precision": "year"}),
    ("agreement_signed_date_paired", "public", {"signed_on": D(2009, 1, 1), "signed_precision": "week"}),
    ("agreement_not_after_paired", "public", {"signed_not_after": D(2009, 1, 1)}),
    ("agreement_term_paired", "public", {"valid_to": D(2009, 1, 1)}),
    ("agreement_term_paired", "public", {"valid_precision": "day"}),
    (
        "agreement_end_or_indefinite",
        "public",
        {"valid_to": D(2009, 1, 1), "valid_precision": "day", "is_indefinite": True},
    ),
    (
        "agreement_limit_only_without_date",
        "public",
        {
            "signed_on": D(2009, 1, 1),
            "signed_precision": "day",
            "signed_not_after": D(2010, 1, 1),
            "signed_not_after_precision": "year",
        },
    ),
    ("agreement_candidate_before_negotiation", "negotiation", {"candidate_on": D(2024, 2, 5)}),
    ("agreement_negotiation_before_signature", "signed", {"signed_on": D(2024, 2, 3)}),
    ("agreement_signed_before_in_force", "in_force", {"valid_from": D(2024, 7, 21)}),
    ("agreement_signed_before_end_of_term", "signed", {"valid_to": D(2024, 7, 21), "valid_precision": "day"}),
    ("agreement_term_in_order", "in_force", {"valid_to": D(2024, 10, 2)}),
    ("agreement_signed_before_suspension", "suspended", {"suspended_on": D(2024, 7, 21)}),
    ("agreement_signed_before_end", "ended", {"ended_on": D(2024, 7, 21)}),
    ("agreement_signed_paired", "public", {"signed_at": NOW}),
    ("agreement_in_force_paired", "public", {"in_force_at": NOW}),
    ("agreement_approval_decided_paired", "public", {"approval_decided_at": NOW}),
    ("agreement_suspended_paired", "public", {"suspended_at": NOW}),
    ("agreement_ended_paired", "public", {"ended_at": NOW}),
    ("agreement_withdrawn_paired", "public", {"withdrawn_at": NOW}),
    ("agreement_negotiation_has_date", "negotiation", {"negotiation_began_on": None}),
    ("agreement_signed_has_facts", "signed", {"signed_on": None, "signed_precision": ""}),
    ("agreement_signed_has_facts", "signed", {"place": ""}),
    ("agreement_signed_has_facts", "signed", {"signed_at": None, "signed_by": None}),
    ("agreement_in_force_has_facts", "in_force", {"valid_to": None}),
    ("agreement_in_force_has_facts", "in_force", {"valid_from": None}),
    ("agreement_suspension_has_facts", "suspended", {"suspension_reason": ""}),
    ("agreement_suspension_has_facts", "suspended", {"suspended_on": None}),
    ("agreement_suspension_has_facts", "signed", {"suspension_reason": "Left behind"}),
    ("agreement_end_has_facts", "ended", {"ended_on": None}),
    ("agreement_end_has_facts", "ended", {"end_reason": ""}),
    ("agreement_end_has_facts", "signed", {"end_reason": "annulled"}),
    ("agreement_end_has_person", "ended", {"ended_at": None, "ended_by": None}),
    ("agreement_withdrawal_has_facts", "withdrawn", {"withdrawal_reason": ""}),
    ("agreement_withdrawal_has_facts", "candidate", {"withdrawal_reason": "Left behind"}),
    ("agreement_superseded_by_another", "ended", {"end_reason": "superseded", "superseded_by": SELF}),
    ("agreement_superseded_by_another", "signed", {"superseded_by": ANOTHER}),
    ("agreement_need_has_reason", "signed", {"approval_need": "needed"}),
    ("agreement_need_has_reason", "signed", {"approval_need_reason": "Left behind"}),
]


def _breaking(change: Any, constraint: str) -> None:
    is_named = connection.vendor == "postgresql" or not constraint.endswith("_unique")
    told = constraint if is_named else "UNIQUE constraint failed"  # SQLite names the columns
    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        change()


@pytest.mark.parametrize(("constraint", "start", "values"), BREAKS)
def test_the_database_refuses_an_impossible_agreement(
    cast: Cast, constraint: str, start: str, values: dict[str, Any]
) -> None:
    place, officer = cast.montevideo, cast.officer_uruguay
    row = making.public_fact(place) if start == "public" else making.in_state(start, place, officer)
    stands_for = {SELF: row.pk, ANOTHER: making.public_fact(place, slug="another").pk}
    given = {
        name: stands_for.get(value, value) if name == "superseded_by" else value
        for name, value in values.items()
    }

    _breaking(lambda: Agreement.objects.filter(pk=row.pk).update(**given), constraint)


def test_every_rule_of_an_agreement_is_tried() -> None:
    rules = {rule.name for rule in Agreement._meta.constraints}

    assert rules == {constraint for constraint, _start, _values in BREAKS}


@pytest.mark.parametrize("start", ["public", *making.STATES])
def test_the_rules_leave_room_for_every_state(cast: Cast, start: str) -> None:
    """The control: what the tests above start from is accepted."""
    place, officer = cast.montevideo, cast.officer_uruguay
    row = making.public_fact(place) if start == "public" else making.in_state(start, place, officer)

    Agreement.objects.filter(pk=row.pk).update(updated_at=timezone.now())


@pytest.mark.parametrize(
    ("constraint", "model", "values"),
    [
        ("signatory_position_unique", Signatory, {"position": 1}),
        ("signatory_party_known", Signatory, {"party": "stranger"}),
        ("signatory_has_office", Signatory, {"office": ""}),
        ("signatory_named_by_public_source", Signatory, {"name": "Someone"}),
        ("approval_position_unique", Approval, {"position": 1}),
        ("approval_body_kind_known", Approval, {"body_kind": "club"}),
        ("approval_outcome_known", Approval, {"outcome": "maybe"}),
        ("approval_has_body", Approval, {"body": ""}),
        ("approval_date_paired", Approval, {"decided_precision": ""}),
        ("approval_votes_for_and_against", Approval, {"votes_for": 28}),
        ("approval_votes_for_and_against", Approval, {"votes_abstained": 1}),
        ("approval_carried_by_votes", Approval, {"votes_for": 14, "votes_against": 14}),
        ("approval_made_here_complete", Approval, {"decided_on": None, "decided_precision": ""}),
        ("approval_made_here_complete", Approval, {"recorded_by": None}),
        ("document_version_unique", AgreementDocument, {"version": 1}),
        ("document_later_version_replaces", AgreementDocument, {"version": 2}),
        ("document_kind_known", AgreementDocument, {"kind": "poem"}),
        ("document_has_title", AgreementDocument, {"title": ""}),
    ],
)
def test_the_database_refuses_impossible_parts(
    cast: Cast, constraint: str, model: type[models.Model], values: dict[str, Any]
) -> None:
    agreement = making.in_force(cast.montevideo, cast.officer_uruguay)
    making.approve(agreement, cast.officer_uruguay, document=making.paper())
    latest = model._default_manager.filter(agreement=agreement).order_by("pk").first()
    assert latest
    if constraint.endswith("_unique"):
        first = model._default_manager.filter(agreement=agreement).exclude(pk=latest.pk).first()
        assert first
        values = {**values, **({"series": getattr(first, "series", None)} if "version" in values else {})}
        number = "position" if "position" in values else "version"
        values[number] = getattr(first, number)

    _breaking(lambda: model._default_manager.filter(pk=latest.pk).update(**values), constraint)


def test_the_database_refuses_half_dates_of_public_facts(cast: Cast) -> None:
    row = making.public_fact(cast.montevideo)
    kind = making.term("signed", "agreement_status_events")
    day = D(2022, 10, 14)

    _breaking(
        lambda: AgreementEvent.objects.create(agreement=row, position=1, kind=kind, happened_on=day),
        "agreement_event_date_paired",
    )
    AgreementEvent.objects.create(agreement=row, position=1, kind=kind)
    _breaking(
        lambda: AgreementEvent.objects.create(agreement=row, position=1, kind=kind),
        "agreement_event_position_unique",
    )
    _breaking(
        lambda: AgreementEvent.objects.create(agreement=row, position=2, kind=kind, later_agreement=row),
        "agreement_event_names_another",
    )
    _breaking(
        lambda: Ruling.objects.create(slug="r", country=cast.chile, body="B", number="1", decided_on=day),
        "ruling_date_paired",
    )
    _breaking(
        lambda: RelatedInstrument.objects.create(
            slug="r", country=cast.chile, place_name="P", kind=row.kind, signed_on=day
        ),
        "related_signed_date_paired",
    )
