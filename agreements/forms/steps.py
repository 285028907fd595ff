"""What may be typed to take a step: shape only; whether the step is open is for the action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.fields import ReasonField, words_field
from agreements.forms.signatories import SignatoryForm
from agreements.models import Agreement, AgreementDocument, Approval
from networks.models import Term
from solidarity.files.forms import ReceivedField
from solidarity.web.forms import DayField

ACTS = "act_kinds"


class NegotiationForm(forms.Form):
    """When the talks began."""

    negotiation_began_on = DayField(label=_("Negotiation began on"))


class SigningForm(SignatoryForm):
    """Date, place, who signed by office, and the signed document."""

    signed_on = DayField(label=_("Signed on"))
    place = words_field(
        _("Place of signature"),
        required=True,
        most=160,
        error_messages={"required": _("Write where it was signed.")},
    )

    document = ReceivedField(label=_("Signed document"))

    def __init__(self, *sent: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*sent, **options)
        kept = agreement.documents.filter(kind=AgreementDocument.Kind.AGREEMENT).exists()
        self.fields["document"].required = not kept
        self.ask_for_signatories()


class ApprovalForm(forms.Form):
    """The act of a body: a dated fact, before or after signature."""

    body_kind = forms.ChoiceField(
        label=_("Kind of body"),
        choices=Approval.BodyKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of body.")},
    )
    body = words_field(
        _("Body"),
        required=True,
        help_text=_("Its full name, such as Junta Departamental de Montevideo."),
        error_messages={"required": _("Write the name of the body.")},
    )
    act = forms.ModelChoiceField(
        label=_("Kind of act"),
        queryset=Term.objects.of(ACTS).current(),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose the kind of act.")},
    )
    number = words_field(_("Number of the act"), most=80)
    decided_on = DayField(label=_("Date of the act"))
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Approval.Outcome.choices, widget=forms.RadioSelect, initial="approved"
    )
    votes_for = forms.IntegerField(label=_("Votes for"), required=False, min_value=0, max_value=999)
    votes_against = forms.IntegerField(label=_("Votes against"), required=False, min_value=0, max_value=999)
    votes_abstained = forms.IntegerField(label=_("Abstentions"), required=False, min_value=0, max_value=999)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    document = ReceivedField(label=_("Document of the act"), required=False)

    def clean(self) -> dict[str, Any]:
        """Votes all or none, and in keeping with the outcome."""
        typed: dict[str, Any] = super().clean() or {}
        yes, no, abstained = (typed.get(f"votes_{side}") for side in ("for", "against", "abstained"))
        if (yes is None) != (no is None) or (abstained is not None and yes is None):
            lacking = "votes_for" if yes is None else "votes_against"
            self.add_error(lacking, _("Write the votes for and against, or leave all three empty."))
        elif yes is not None and typed.get("outcome") == Approval.Outcome.APPROVED and yes <= no:
            self.add_error(
                "votes_for", _("With these votes the act was not approved. Check votes and outcome.")
            )
        typed["decided_precision"] = "day"
        return typed


class ApprovalNeedForm(forms.Form):
    """The officer's decision for one agreement, where the country has no rule."""

    need = forms.ChoiceField(
        label=_("Does this agreement need the approval of the council before it is in force?"),
        choices=[
            (Agreement.ApprovalNeed.NEEDED, _("Yes, it is needed")),
            (Agreement.ApprovalNeed.NOT_NEEDED, _("No, it is not needed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = ReasonField(label=_("Reason"), help_text=_("Such as the law or the clause it rests on."))


class InForceForm(forms.Form):
    """From when until when the agreement holds."""

    valid_from = DayField(label=_("In force since"))
    valid_to = DayField(
        label=_("Valid through"), required=False, help_text=_("The last day on which the agreement holds.")
    )
    is_indefinite = forms.BooleanField(label=_("It has no end date"), required=False)

    def clean(self) -> dict[str, Any]:
        """An end or none, and in order."""
        typed: dict[str, Any] = super().clean() or {}
        first, last = typed.get("valid_from"), typed.get("valid_to")
        if "valid_to" in self.errors:
            return typed
        if bool(last) == bool(typed.get("is_indefinite")):
            self.add_error("valid_to", _("Write the last day, or tick that there is none."))
        elif first and last and last < first:
            self.add_error("valid_to", _("The last day cannot come before the first day."))
        return typed


class SuspensionForm(forms.Form):
    """From when, and why."""

    suspended_on = DayField(label=_("Suspended on"))
    reason = ReasonField(label=_("Reason"))


class ResumeForm(forms.Form):
    """Why it goes on."""

    note = ReasonField(label=_("Reason"))


class WithdrawalForm(forms.Form):
    """Why it will not be signed."""

    reason = ReasonField(label=_("Reason"))


class EndForm(forms.Form):
    """When, how and why it ended, and what took its place."""

    ended_on = DayField(label=_("Ended on"))
    reason = forms.ChoiceField(
        label=_("How it ended"),
        choices=Agreement.EndReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )
    superseded_by = forms.ModelChoiceField(
        label=_("Superseded by"),
        queryset=Agreement.objects.none(),
        required=False,
        empty_label=_("None of the agreements in the portal"),
        help_text=_("Only where a newer agreement took its place."),
    )
    note = ReasonField(label=_("Reason"))

    def __init__(self, *sent: Any, others: Any, **options: Any) -> None:
        super().__init__(*sent, **options)
        self.fields["superseded_by"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Another agreement only where it took the place of this one."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("superseded_by") and typed.get("reason") != Agreement.EndReason.SUPERSEDED:
            self.add_error("superseded_by", _("Choose “Superseded” as well, or leave this empty."))
        return typed
