"""Acts of councils and others, and whether the council's approval is needed."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy

from agreements import actions
from agreements.actions.approvals import wrong_day
from agreements.forms import steps as forms
from agreements.forms.documents import RemovalForm
from agreements.models import Agreement
from agreements.views.steps import AgreementForm
from solidarity.accounts.models import User
from solidarity.workflow import Sentence

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

    def foreseen(self, form: Any) -> Sequence[Sentence]:
        """A day still to come, though the file or something else is wrong too."""
        day = form.cleaned_data.get("decided_on")
        return wrong_day(self.object, day) if day else []

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.record_approval(self.object, by=by, **typed)


class RemoveApproval(AgreementForm):
    """Takes back an act that was recorded by mistake."""

    form_class = RemovalForm
    template_name = "agreements/remove_approval.html"
    heading = gettext_lazy("Take back an act")
    intro = gettext_lazy("Only for what was recorded by mistake. The history keeps that it was taken back.")
    verb = gettext_lazy("Take back the act")
    done = gettext_lazy("The act is taken back.")
    is_final = True

    def allowed(self) -> bool:
        """Found among the acts about the agreement first, then as every form."""
        acts = self.object.approvals.select_related("act")
        self.approval = acts.filter(pk=self.kwargs["approval"]).first()
        if self.approval is None:
            raise Http404
        return super().allowed()

    def context(self) -> dict[str, Any]:
        """With the act, so that nobody takes back another one."""
        return {**super().context(), "approval": self.approval}

    def act(self, by: User, typed: dict[str, Any]) -> None:
        actions.remove_approval(self.approval, by=by, **typed)


class DecideApprovalNeed(AgreementForm):
    """The officer's reasoned decision for one agreement."""

    form_class = forms.ApprovalNeedForm
    heading = gettext_lazy("Decide on the approval of the council")
    intro = gettext_lazy("Countries differ. Decide it for this agreement and say what the decision rests on.")
    verb = gettext_lazy("Save the decision")
    done = gettext_lazy("The decision is recorded.")
    open_in = BEFORE_FORCE

    def build_form(self, *sent: Any) -> forms.ApprovalNeedForm:
        """With what was decided before."""
        form = forms.ApprovalNeedForm(*sent)
        form.initial = {"need": self.object.approval_need, "reason": self.object.approval_need_reason}
        return form

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.decide_approval_need(self.object, by=by, **typed)
