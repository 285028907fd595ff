"""People in the administration pages. What a person may do is a posting, in `networks`."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from solidarity.accounts.models import User

admin.site.unregister(Group)  # roles are postings; groups would be a second truth
admin.site.unregister(EmailAddress)  # so would be further addresses to sign in with
admin.site.unregister(UserSession)  # people end their own sessions; the keys are nobody's to read


class LowerCaseEmail(forms.ModelForm[User]):
    """An address is kept in lower case, however it is typed."""

    def clean_email(self) -> str:
        """The address in lower case."""
        return str(self.cleaned_data["email"]).lower()


class UserForm(LowerCaseEmail, UserChangeForm[User]):
    """Changes a person."""


class NewUserForm(LowerCaseEmail, AdminUserCreationForm[User]):
    """Makes a person, with a password or with the link that sets one."""

    class Meta:
        model = User
        fields = ("email", "name", "language", "time_zone")


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    """People are deactivated, never deleted."""

    form = UserForm
    add_form = NewUserForm
    list_display = ("email", "name", "language", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "joined_at")
    fieldsets = (
        (None, {"fields": ("email", "password", "name")}),
        (_("Preferences"), {"fields": ("language", "time_zone", "theme")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "joined_at")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "email",
                    "name",
                    "language",
                    "time_zone",
                    "usable_password",
                    "password1",
                    "password2",
                )
            },
        ),
    )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:  # noqa: ARG002
        """Never: what people did stays readable."""
        return False
