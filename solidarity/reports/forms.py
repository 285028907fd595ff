"""What one says when asking for a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.models import Municipality
from solidarity.accounts.models import User
from solidarity.reports.models import Report


class ReportForm(forms.Form):
    """City, language and format. Cities are those of one's own territory."""

    municipality = forms.ModelChoiceField(
        label=_("City"), queryset=Municipality.objects.none(), empty_label=_("Choose a city")
    )
    language = forms.ChoiceField(label=_("Language"), choices=User.Language.choices, widget=forms.RadioSelect)
    format = forms.ChoiceField(label=_("Format"), choices=Report.Format.choices, widget=forms.RadioSelect)

    def __init__(self, *sent: Any, person: User, **options: Any) -> None:
        super().__init__(*sent, **options)
        own = Municipality.objects.visible_to(person).of_territory(person)
        self.fields["municipality"].queryset = own.order_by("search_text", "id")  # type: ignore[attr-defined]
