"""What may be typed about an agreement itself."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from agreements.forms.fields import LONGEST_TEXT, words_field
from agreements.forms.signatories import SignatoryForm, typed_of
from agreements.models import Agreement
from networks.models import Municipality, Term
from solidarity.accounts.models import User
from solidarity.web.conflicts import VersionedForm
from solidarity.web.forms import DayField

STEP_FACTS = ("candidate_on", "negotiation_began_on", "signed_on", "place")
KINDS, AREAS, GROUPS = "instrument_kinds", "strategic_areas", "population_groups"


def chosen_terms(vocabulary: str, label: Any, help_text: Any = "") -> forms.ModelMultipleChoiceField[Term]:
    """Any number of entries of a controlled list."""
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=Term.objects.of(vocabulary).current(),
        required=False,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )


class AgreementForm(forms.Form):
    """Title, kind, term and areas. What a step decides (signing, ending) is not typed here."""

    kind = forms.ModelChoiceField(
        label=_("Kind of instrument"),
        queryset=Term.objects.of(KINDS).current(),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose the kind of instrument.")},
    )
    title = words_field(
        _("Title"),
        required=True,
        most=400,
        help_text=_("As the document writes it, in its own language."),
        error_messages={"required": _("Write the title.")},
    )
    language = forms.ChoiceField(label=_("Language of the title"), choices=Agreement.Language.choices)
    reference = words_field(
        _("Reference number"), most=60, help_text=_("The number your office files it under, if there is one.")
    )
    areas = chosen_terms(AREAS, _("Areas of cooperation"))
    groups = chosen_terms(GROUPS, _("Population groups"))
    valid_from = DayField(
        label=_("In force since"),
        required=False,
        help_text=_("As the text of the agreement says, if it does."),
    )
    valid_to = DayField(
        label=_("Valid through"), required=False, help_text=_("The last day on which the agreement holds.")
    )
    is_indefinite = forms.BooleanField(label=_("It has no end date"), required=False)
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Seen by UNHCR and by the city. No names of people."),
    )

    def clean(self) -> dict[str, Any]:
        """The term in its order, and either an end or none."""
        typed: dict[str, Any] = super().clean() or {}
        first, last = typed.get("valid_from"), typed.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day cannot come before the first day."))
        if last and typed.get("is_indefinite"):
            self.add_error("valid_to", _("Write a last day or tick that there is none, not both."))
        typed["valid_precision"] = "day" if first or last else ""  # a term typed here is exact
        return typed


class NewAgreementForm(AgreementForm):
    """The same, for a city of one's own."""

    municipality = forms.ModelChoiceField(
        label=_("City"),
        queryset=Municipality.objects.none(),
        empty_label=_("Choose one"),
        error_messages={
            "required": _("Choose the city."),
            "invalid_choice": _("Choose one of the cities in the list."),
        },
    )
    candidate_on = DayField(
        label=_("Candidate since"), required=False, help_text=_("Leave it empty if it is since today.")
    )
    field_order = ("municipality", "kind", "title", "language", "reference", "candidate_on")

    def __init__(self, *sent: Any, person: User, **options: Any) -> None:
        super().__init__(*sent, **options)
        mine = Municipality.objects.of_territory(person).order_by("search_text")
        self.fields["municipality"].queryset = mine.select_related("country")  # type: ignore[attr-defined]


class EditAgreementForm(AgreementForm, SignatoryForm, VersionedForm):
    """The same, with the facts that steps have set, and the version that the person has read."""

    candidate_on = DayField(label=_("Candidate since"))
    negotiation_began_on = DayField(label=_("Negotiation began on"))
    signed_on = DayField(label=_("Signed on"))
    place = words_field(
        _("Place of signature"),
        required=True,
        most=160,
        error_messages={"required": _("Write where it was signed.")},
    )
    field_order = (
        "kind", "title", "language", "reference", "candidate_on", "negotiation_began_on", "signed_on",
        "place", *SignatoryForm.names(), "valid_from", "valid_to", "is_indefinite", "areas", "groups",
        "notes",
    )  # fmt: skip

    def __init__(self, *sent: Any, agreement: Agreement, **options: Any) -> None:
        options["initial"] = self._values_of(agreement)
        super().__init__(*sent, **options)
        for name in STEP_FACTS:
            if not self.initial[name]:
                del self.fields[name]
        if "signed_on" in self.fields:
            self.ask_for_signatories()
            self.order_fields(self.field_order)

    def _values_of(self, agreement: Agreement) -> dict[str, Any]:
        values = {name: getattr(agreement, name) for name in self.base_fields}
        chosen = {name: [term.pk for term in values[name].all()] for name in ("areas", "groups")}
        signed = typed_of(agreement.signatories.all())
        return {**values, **chosen, **signed, "kind": agreement.kind_id}

    @property
    def last_of_signing(self) -> str:
        """The field after which the page shows who signed; empty before signing."""
        known = ("place", "signed_on") if self.asks_who_signed else ()
        return next((name for name in known if name in self.fields), "")

    @property
    def own_fields(self) -> list[BoundField]:
        """The visible fields that are not in the rows of signatories."""
        return [field for field in self.visible_fields() if not field.name.startswith("signatory_")]
