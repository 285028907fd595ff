"""The steps of a self-assessment: open → submitted → validated, and the way back for single items."""

from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from networks.access import may
from networks.roles import Permission
from solidarity.accounts.models import User
from solidarity.workflow import Step, Workflow

State = Assessment.State


def _may(user: User, permission: str, assessment: Assessment) -> bool:
    """The role decides; but who submitted does not also judge."""
    if permission == Permission.VALIDATE and assessment.submitted_by_id == user.pk:
        return False
    return may(user, Permission(permission), assessment.municipality)


ASSESSMENT = Workflow(
    Assessment,
    (
        Step(
            name="submit",
            label=_("Submit"),
            sources=frozenset({State.OPEN}),
            target=State.SUBMITTED,
            permission=Permission.SUBMIT,
            verb="assessment.submitted",
            missing=Assessment.missing_to_submit,
            stamp="submitted",
        ),
        Step(
            name="return",
            label=_("Return items"),
            sources=frozenset({State.SUBMITTED}),
            target=State.OPEN,
            permission=Permission.VALIDATE,
            verb="assessment.returned",
            stamp="returned",
        ),
        Step(
            name="validate",
            label=_("Validate"),
            sources=frozenset({State.SUBMITTED}),
            target=State.VALIDATED,
            permission=Permission.VALIDATE,
            verb="assessment.validated",
            stamp="validated",
        ),
    ),
    may=_may,
)
