"""Coming in, and one's own account: who one is here, and where one is signed in."""

import copy
from typing import Any

from allauth.account.views import LoginView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from networks.access import may
from networks.roles import Permission
from solidarity.accounts.person import person_of
from solidarity.entrance.actions import end_sessions, save_profile
from solidarity.entrance.carrying import FIELD, Carried
from solidarity.entrance.ended import told, typed_page
from solidarity.entrance.forms import EndSessionForm, ProfileForm
from solidarity.entrance.sessions import sessions_of
from solidarity.entrance.zones import zones_for
from solidarity.web.readonly import reading_only
from solidarity.web.views import UNPROCESSABLE


class SignIn(LoginView):
    """Signing in; what was typed before goes along, also past a wrong password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was typed, sealed as it came."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        sealed = self.request.POST.get(FIELD, "")
        if carried := Carried.opened(sealed):
            context |= told(carried, sealed)
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """In, and on to what was typed."""
        response: HttpResponse = super().form_valid(form)
        sealed = self.request.POST.get(FIELD)
        if sealed is None or not self.request.user.is_authenticated:
            return response
        if carried := Carried.opened(sealed):
            return typed_page(self.request, carried)
        messages.warning(self.request, _("What you had typed is no longer there: it is kept for one day."))
        return response


class Account(View):
    """Name, language, time zone and appearance."""

    form_classes = (ProfileForm,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        with reading_only():
            person = person_of(request)
            return self._page(ProfileForm(instance=person, zones=zones_for(person)), 200)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save, and show the page again in the language just chosen."""
        person = person_of(request)
        # A copy, since a form changes its instance even when it refuses what was typed.
        form = ProfileForm(request.POST, instance=copy.copy(person), zones=zones_for(person))
        if not form.is_valid():
            return self._page(form, UNPROCESSABLE)
        saved = save_profile(person, by=person, **form.cleaned_data)
        with translation.override(saved.language):
            messages.success(request, _("Your account was saved."))
            return redirect("account")

    def _page(self, form: ProfileForm, status: int) -> HttpResponse:
        context = {"form": form, "keeps_tokens": may(self.request.user, Permission.KEEP_TOKENS)}
        return TemplateResponse(self.request, "account/profile.html", context, status=status).render()


class Sessions(View):
    """Where one is signed in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, this device first."""
        with reading_only():
            found = sessions_of(person_of(request), current_key=request.session.session_key)
            others = [item for item in found if not item.is_current]
            context = {"sessions": found, "others": others}
            return TemplateResponse(request, "account/sessions.html", context).render()

    def post(self, request: HttpRequest) -> HttpResponse:
        """End one session, named by `session`, or all but this one."""
        form = EndSessionForm(request.POST)
        person, here = person_of(request), request.session.session_key
        if form.is_valid() and (
            ended := end_sessions(person, by=person, keep=here, only=form.cleaned_data["session"])
        ):
            text = ngettext("Signed out of %(count)d device.", "Signed out of %(count)d devices.", ended)
            messages.success(request, text % {"count": ended})
        return redirect("account-sessions")
