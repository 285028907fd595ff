"""What may be typed to come in, and about oneself."""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.entrance.typed import typed_person
from solidarity.entrance.zones import Groups

PASSWORD_HELP = _("At least 12 characters. A sentence that only you would write is easy to keep in mind.")


WRITE_EMAIL = _("Write your email address.")
WRONG_EMAIL = _("Write a whole email address, such as name@example.org.")
WRITE_NEW = _("Write the new password.")
WRITE_AGAIN = _("Write the new password once more.")


def _word(form: forms.BaseForm, name: str, label: Any, required: Any, help_text: Any = "") -> None:
    field = form.fields[name]
    field.label = label
    field.help_text = help_text
    field.error_messages |= {"required": required, "invalid": WRONG_EMAIL}
    field.widget.attrs.pop("placeholder", None)


class SignInForm(allauth_forms.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", _("Email address"), WRITE_EMAIL)
        _word(self, "password", _("Password"), _("Write your password."))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """The e-mail address to send a link to. Known or not, the answer is the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", _("Email address"), WRITE_EMAIL)

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Write down that a link was asked for, and send it where there is an account."""
        with transaction.atomic():
            email: str = super().save(request, **kwargs)
            record("user.password_reset_asked", typed_person(email), by=None)
        return email


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password1", _("New password"), WRITE_NEW, PASSWORD_HELP)
        _word(self, "password2", _("New password, once more"), WRITE_AGAIN)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The present password, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", _("Present password"), _("Write your present password."))
        _word(self, "password1", _("New password"), WRITE_NEW, PASSWORD_HELP)
        _word(self, "password2", _("New password, once more"), WRITE_AGAIN)


class ProfileForm(forms.ModelForm[User]):
    """What people decide about themselves."""

    class Meta:
        model = User
        fields = ["name", "language", "time_zone", "theme"]
        labels = {"name": _("Name"), "language": _("Language"), "theme": _("Appearance")}
        help_texts = {"language": _("The portal and its messages to you use it.")}
        error_messages: ClassVar[dict[str, Any]] = {"name": {"required": _("Write your name.")}}
        widgets = {"language": forms.RadioSelect, "theme": forms.RadioSelect}

    def __init__(self, *args: Any, zones: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"), help_text=_("Times and dates are shown as they are there."), choices=zones
        )


class EndSessionForm(forms.Form):
    """Which session to end; all the others when none is named."""

    session = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
