"""The steps of an agreement, each on its own page that works as a plain form."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import actions
from agreements.forms import steps as forms
from agreements.forms.days import wrong_days
from agreements.models import Agreement
from agreements.wording import standing
from agreements.workflow import AGREEMENT, WRITE, may_write, missing_approval, missing_parties
from solidarity.accounts.models import User
from solidarity.accounts.person import person_of
from solidarity.web.views import StepView
from solidarity.workflow import Sentence


class AgreementForm(StepView):
    """What every form about one agreement shares: who may send it, and what stands around it.

    A subclass sets its words, `form_class`, and `act(by, typed)`, which calls the action.
    """

    model = Agreement
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    template_name = "agreements/step.html"
    heading: ClassVar[Promise]
    intro: ClassVar[Promise]
    verb: ClassVar[Promise] = gettext_lazy("Save")
    done: ClassVar[Promise]
    open_in: ClassVar[frozenset[str]] = frozenset(Agreement.State.values)
    is_final: ClassVar[bool] = False  # whether nothing in the portal takes it back

    def allowed(self) -> bool:
        """Only those who write agreements of this place, and only about what was entered here."""
        return may_write(person_of(self.request), WRITE, self.object)

    def act(self, by: User, typed: dict[str, Any]) -> object:
        """Call the action."""
        raise NotImplementedError

    def missing(self) -> Sequence[Sentence]:
        """What is lacking and cannot be typed here."""
        return []

    def foreseen(self, form: Any) -> Sequence[Sentence]:
        """Days that cannot be: a file that was refused has to be chosen again, at best once."""
        return wrong_days(form, self.object)

    def take(self, form: Any) -> str:
        """Act, say so, and go back to the agreement."""
        self.act(person_of(self.request), form.cleaned_data)
        messages.success(self.request, str(self.done))
        return self.after()

    def after(self) -> str:
        """Where to go when it is done."""
        return reverse("agreements:agreement-detail", args=[self.object.pk])

    def context(self) -> dict[str, Any]:
        """The words around the form, and why there is none where the step is not open."""
        return {
            **super().context(),
            "heading": self.heading,
            "intro": self.intro,
            "verb": self.verb,
            "is_final": self.is_final,
            "back": self.after(),
            "sentence": standing(self.object),
            "missing": self.missing(),
            "closed": "" if self.object.state in self.open_in else self._closed(),
        }

    def _closed(self) -> str:
        state = {"state": self.object.get_state_display()}
        return _("This step is not open now. The present state is “%(state)s”.") % state


class TakeStep(AgreementForm):
    """A step of the workflow by its name, whose sources say when it is open. The button says what it is."""

    step: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        step = AGREEMENT.steps[cls.step]
        cls.heading, cls.open_in = cls.verb, step.sources


class StartNegotiation(TakeStep):
    step = "start_negotiation"
    form_class = forms.NegotiationForm
    intro = gettext_lazy("From this day on the city and UNHCR talk about the text of the agreement.")
    verb = gettext_lazy("Start the negotiation")
    done = gettext_lazy("The negotiation has started.")

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.start_negotiation(self.object, by=by, began_on=typed["negotiation_began_on"])


class SignAgreement(TakeStep):
    step = "sign"
    template_name = "agreements/sign.html"
    form_class = forms.SigningForm
    intro = gettext_lazy("When and where it was signed, and by whom. People are named by their office.")
    verb = gettext_lazy("Record the signature")
    done = gettext_lazy("The signature is recorded.")

    def build_form(self, *sent: Any) -> Any:
        """The document is asked for unless it is there already."""
        return self.form_class(*sent, agreement=self.object)

    def foreseen(self, form: Any) -> Sequence[Sentence]:
        """Also a party for which nobody signed."""
        known = not any(name.startswith("signatory_") for name in form.errors)
        signed = {signer.party for signer in form.cleaned_data["signers"]}
        return [*(missing_parties(signed) if known else ()), *super().foreseen(form)]

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.sign_agreement(self.object, by=by, **typed)


class BringIntoForce(TakeStep):
    step = "bring_into_force"
    form_class = forms.InForceForm
    intro = gettext_lazy("From this day on both sides apply the agreement.")
    verb = gettext_lazy("Bring into force")
    done = gettext_lazy("The agreement is in force.")

    def missing(self) -> Sequence[Sentence]:
        """The approval, as the country's rule or the officer's decision asks for it."""
        return missing_approval(self.object)

    def build_form(self, *sent: Any) -> Any:
        """With the term that was noted before."""
        known = ("valid_from", "valid_to", "is_indefinite")
        form = self.form_class(*sent)
        form.initial = {name: getattr(self.object, name) for name in known}
        return form

    def foreseen(self, form: Any) -> Sequence[Sentence]:
        """Also a first day that is still to come."""
        return wrong_days(form, self.object, state=Agreement.State.IN_FORCE)

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.bring_into_force(self.object, by=by, **typed)


class SuspendAgreement(TakeStep):
    step = "suspend"
    form_class = forms.SuspensionForm
    intro = gettext_lazy("For a time neither side applies the agreement. It can be resumed.")
    verb = gettext_lazy("Suspend the agreement")
    done = gettext_lazy("The agreement is suspended.")

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.suspend_agreement(self.object, by=by, **typed)


class ResumeAgreement(TakeStep):
    step = "resume"
    form_class = forms.ResumeForm
    intro = gettext_lazy("The suspension ends, and the agreement is again what it was before.")
    verb = gettext_lazy("Resume the agreement")
    done = gettext_lazy("The agreement was resumed.")

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.resume_agreement(self.object, by=by, **typed)


class EndAgreement(TakeStep):
    step = "end"
    form_class = forms.EndForm
    intro = gettext_lazy("An agreement that has ended stays in the portal and is not opened again.")
    verb = gettext_lazy("Record the end")
    done = gettext_lazy("The end of the agreement is recorded.")
    is_final = True

    def build_form(self, *sent: Any) -> Any:
        """With the other agreements of the place, one of which may have taken its place."""
        others = self.visible().filter(municipality=self.object.municipality).exclude(pk=self.object.pk)
        return self.form_class(*sent, others=others)

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.end_agreement(self.object, by=by, **typed)


class WithdrawAgreement(TakeStep):
    step = "withdraw"
    form_class = forms.WithdrawalForm
    intro = gettext_lazy("It will not be signed. It stays in the portal and is not opened again.")
    verb = gettext_lazy("Withdraw the agreement")
    done = gettext_lazy("The agreement was withdrawn.")
    is_final = True

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.withdraw_agreement(self.object, by=by, **typed)


ADDRESSES: dict[str, tuple[str, Callable[..., Any]]] = {
    "start_negotiation": ("start-negotiation", StartNegotiation.as_view()),
    "sign": ("sign", SignAgreement.as_view()),
    "bring_into_force": ("bring-into-force", BringIntoForce.as_view()),
    "suspend": ("suspend", SuspendAgreement.as_view()),
    "resume": ("resume", ResumeAgreement.as_view()),
    "end": ("end", EndAgreement.as_view()),
    "withdraw": ("withdraw", WithdrawAgreement.as_view()),
}


def open_steps(user: User, agreement: Agreement) -> list[dict[str, Any]]:
    """The steps to offer as links, with what each still lacks; those that end it are not forward."""
    return [
        {
            "name": step.name,
            "label": step.label,
            "address": reverse(f"agreements:agreement-{ADDRESSES[step.name][0]}", args=[agreement.pk]),
            "missing": missing_approval(agreement) if step.name == "bring_into_force" else [],
            "is_forward": step.name in {"start_negotiation", "sign", "bring_into_force", "resume"},
        }
        for step in AGREEMENT.open_to(user, agreement)
    ]
