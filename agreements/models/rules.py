"""The rules of an agreement that the database keeps, whoever writes the row.

Rules on completeness bind rows made in the portal (`PORTAL`): old facts from public sources are incomplete.
"""

from django.db.models import CheckConstraint, F, Q

from networks.models.dates import paired

PUBLIC = Q(origin="public_source")
STATES = (
    "candidate",
    "negotiation",
    "signed",
    "in_force",
    "suspended",
    "ended",
    "withdrawn",
    "not_established",
)
STAMPS = ("approval_decided", "signed", "in_force", "suspended", "ended", "withdrawn")
SIGNED_STATES = ("signed", "in_force", "suspended", "ended")


def _in_order(earlier: str, later: str, known: Q, name: str) -> CheckConstraint:
    """Two dates in order, where both are there and known well enough to be compared."""
    both = Q(**{f"{earlier}__isnull": True}) | Q(**{f"{later}__isnull": True})
    return CheckConstraint(condition=both | ~known | Q(**{f"{later}__gte": F(earlier)}), name=name)


def _stamped(stamp: str) -> CheckConstraint:
    """Every "when" has its "who"."""
    at, by = f"{stamp}_at__isnull", f"{stamp}_by__isnull"
    return CheckConstraint(
        condition=Q(**{at: True, by: True}) | Q(**{at: False, by: False}), name=f"agreement_{stamp}_paired"
    )


SIGNED_DAY, TERM_DAY = Q(signed_precision="day"), Q(valid_precision="day")

AGREEMENT_RULES = (
    CheckConstraint(condition=Q(state__in=STATES), name="agreement_state_known"),
    CheckConstraint(condition=Q(origin__in=["public_source", "portal"]), name="agreement_origin_known"),
    CheckConstraint(
        condition=Q(approval_need__in=["country", "needed", "not_needed"]), name="agreement_need_known"
    ),
    CheckConstraint(
        condition=Q(end_reason__in=["", "terminated", "superseded", "annulled"]),
        name="agreement_end_reason_known",
    ),
    CheckConstraint(condition=PUBLIC | ~Q(state="not_established"), name="agreement_made_here_has_state"),
    CheckConstraint(
        condition=PUBLIC | (~Q(title="") & Q(created_by__isnull=False)), name="agreement_made_here_complete"
    ),
    CheckConstraint(condition=Q(is_sample=False) | Q(is_public=False), name="agreement_sample_never_public"),
    CheckConstraint(condition=Q(is_sample=False) | ~PUBLIC, name="agreement_sample_is_no_public_fact"),
    CheckConstraint(condition=Q(version__gte=1), name="agreement_version_counts"),
    # dates
    paired("signed_on", "signed_precision", "agreement_signed_date_paired"),
    paired("signed_not_after", "signed_not_after_precision", "agreement_not_after_paired"),
    CheckConstraint(
        condition=Q(valid_from__isnull=True, valid_to__isnull=True, valid_precision="")
        | (
            (Q(valid_from__isnull=False) | Q(valid_to__isnull=False))
            & Q(valid_precision__in=["day", "month", "year"])
        ),
        name="agreement_term_paired",
    ),
    CheckConstraint(
        condition=Q(is_indefinite=False) | Q(valid_to__isnull=True), name="agreement_end_or_indefinite"
    ),
    CheckConstraint(
        condition=Q(signed_on__isnull=True) | Q(signed_not_after__isnull=True),
        name="agreement_limit_only_without_date",
    ),
    _in_order("candidate_on", "negotiation_began_on", Q(), "agreement_candidate_before_negotiation"),
    _in_order("negotiation_began_on", "signed_on", SIGNED_DAY, "agreement_negotiation_before_signature"),
    _in_order("signed_on", "valid_from", SIGNED_DAY & TERM_DAY, "agreement_signed_before_in_force"),
    _in_order("signed_on", "valid_to", SIGNED_DAY & TERM_DAY, "agreement_signed_before_end_of_term"),
    _in_order("valid_from", "valid_to", Q(), "agreement_term_in_order"),
    _in_order("signed_on", "suspended_on", SIGNED_DAY, "agreement_signed_before_suspension"),
    _in_order("signed_on", "ended_on", SIGNED_DAY, "agreement_signed_before_end"),
    # who and when
    *(_stamped(stamp) for stamp in STAMPS),
    # state and its facts
    CheckConstraint(
        condition=PUBLIC
        | ~Q(state__in=["negotiation", *SIGNED_STATES])
        | Q(negotiation_began_on__isnull=False),
        name="agreement_negotiation_has_date",
    ),
    CheckConstraint(
        condition=PUBLIC
        | ~Q(state__in=SIGNED_STATES)
        | (Q(signed_on__isnull=False, signed_at__isnull=False) & ~Q(place="")),
        name="agreement_signed_has_facts",
    ),
    CheckConstraint(
        condition=PUBLIC
        | ~Q(state="in_force")
        | (
            Q(valid_from__isnull=False, in_force_at__isnull=False)
            & (Q(valid_to__isnull=False) | Q(is_indefinite=True))
        ),
        name="agreement_in_force_has_facts",
    ),
    CheckConstraint(
        condition=PUBLIC
        | (
            Q(state="suspended", suspended_on__isnull=False, suspended_at__isnull=False)
            & ~Q(suspension_reason="")
        )
        | (
            ~Q(state="suspended")
            & Q(suspended_on__isnull=True, suspended_at__isnull=True, suspension_reason="")
        ),
        name="agreement_suspension_has_facts",
    ),
    CheckConstraint(
        condition=(Q(state="ended", ended_on__isnull=False) & ~Q(end_reason=""))
        | (~Q(state="ended") & Q(ended_on__isnull=True, end_reason="")),
        name="agreement_end_has_facts",
    ),
    CheckConstraint(
        condition=PUBLIC | ~Q(state="ended") | Q(ended_at__isnull=False), name="agreement_end_has_person"
    ),
    CheckConstraint(
        condition=PUBLIC
        | (Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""))
        | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True, withdrawal_reason="")),
        name="agreement_withdrawal_has_facts",
    ),
    CheckConstraint(
        condition=Q(superseded_by__isnull=True) | (Q(end_reason="superseded") & ~Q(superseded_by=F("id"))),
        name="agreement_superseded_by_another",
    ),
    CheckConstraint(
        condition=PUBLIC
        | Q(approval_need="country", approval_decided_at__isnull=True, approval_need_reason="")
        | (~Q(approval_need="country") & Q(approval_decided_at__isnull=False) & ~Q(approval_need_reason="")),
        name="agreement_need_has_reason",
    ),
)
