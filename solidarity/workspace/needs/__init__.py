"""What needs this person: one small function for each kind of need, each need with one action."""

from solidarity.workspace.desk import Desk
from solidarity.workspace.needs.agreements import (
    agreements_ending,
    approvals_missing,
    candidates_without_news,
)
from solidarity.workspace.needs.assessments import (
    assessments_to_finish,
    assessments_to_validate,
    items_returned,
)
from solidarity.workspace.needs.need import Need, Urgency
from solidarity.workspace.needs.reports import reports_ready

__all__ = ["Need", "Urgency", "needs_of"]

KINDS = (
    approvals_missing,
    agreements_ending,
    candidates_without_news,
    assessments_to_validate,
    items_returned,
    assessments_to_finish,
    reports_ready,
)


def needs_of(desk: Desk) -> list[Need]:
    """Everything that needs this person, the most urgent first. No query beyond those of the desk."""
    kinds = (reports_ready,) if desk.is_of_region else KINDS
    found = (need for kind in kinds for need in kind(desk))
    return sorted(found, key=lambda need: (need.urgency, need.day, need.place))
