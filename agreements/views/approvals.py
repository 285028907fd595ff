"""Acts of councils and others, and whether the council's approval is needed."""

from typing import Any

from django.utils.translation import gettext_lazy

from agreements import actions
from agreements.forms import steps as forms
from agreements.models import Agreement
from agreements.views.steps import AgreementForm
from solidarity.accounts.models import User

State = Agreement.State
BEFORE_FORCE = frozenset({State.CANDIDATE.value, State.NEGOTIATION.value, State.SIGNED.value})


class AddApproval(AgreementForm):
    """An act of a body, before or after signature."""

    form_class = forms.ApprovalForm
    template_name = "agreements/approval.html"
    heading = gettext_lazy("Record an approval")
    intro = gettext_lazy("The act of a council, an executive or another body about this agreement.")
    verb = gettext_lazy("Record the act")
    done = gettext_lazy("The act is recorded.")
    open_in = BEFORE_FORCE | {State.IN_FORCE.value, State.SUSPENDED.value}

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.record_approval(self.object, by=by, **typed)


class DecideApprovalNeed(AgreementForm):
    """The officer's reasoned decision for one agreement."""

    form_class = forms.ApprovalNeedForm
    heading = gettext_lazy("Decide on the approval of the council")
    intro = gettext_lazy("Countries differ. Decide it for this agreement and say what the decision rests on.")
    verb = gettext_lazy("Save the decision")
    done = gettext_lazy("The decision is recorded.")
    open_in = BEFORE_FORCE

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.decide_approval_need(self.object, by=by, **typed)
