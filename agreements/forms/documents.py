"""What may be typed about a document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.fields import ReasonField, words_field
from agreements.models import Agreement, AgreementDocument
from solidarity.files.forms import ReceivedField


class DocumentForm(forms.Form):
    """A paper: what it is, its title, and the file."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=AgreementDocument.Kind.choices, widget=forms.RadioSelect
    )
    title = words_field(_("Title"), required=True, error_messages={"required": _("Write the title.")})
    language = forms.ChoiceField(label=_("Language of the document"), choices=Agreement.Language.choices)
    received = ReceivedField()


class RemovalForm(forms.Form):
    """Why it goes: a document, or an act recorded by mistake."""

    note = ReasonField(label=_("Reason"))
