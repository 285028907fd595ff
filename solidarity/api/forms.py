"""What may be typed on the token page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from solidarity.api.actions import MOST_DAYS
from solidarity.api.models import Token

LASTING = ((30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (MOST_DAYS, _("One year")))


class TokenForm(forms.ModelForm[Token]):
    """Name, scope and how long the token lasts."""

    days = forms.TypedChoiceField(label=_("Valid for"), choices=LASTING, coerce=int, initial=90)

    class Meta:
        model = Token
        fields = ["name", "scope"]
        labels = {"name": _("Name"), "scope": _("What it may do")}
        help_texts = {"name": _("So that you know later which program uses it.")}
        widgets = {"scope": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"] = forms.ChoiceField(
            label=_("What it may do"),
            choices=Token.Scope.choices,
            initial=Token.Scope.READ,
            widget=forms.RadioSelect,
        )
