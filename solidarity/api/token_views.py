"""One's own tokens: what there is, one more, one less."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views import View

from networks.access import may
from networks.roles import Permission
from solidarity.accounts.person import person_of
from solidarity.api.actions import make_token, revoke_token
from solidarity.api.forms import TokenForm
from solidarity.api.models import Token
from solidarity.web.readonly import reading_only
from solidarity.web.views import UNPROCESSABLE
from solidarity.workflow import NotAllowed


class KeepsTokens(View):
    """Only for those whose role may have tokens."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not may(person_of(request), Permission.KEEP_TOKENS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Tokens(KeepsTokens):
    """The list, and the form for one more."""

    form_classes = (TokenForm,)

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Every token, the latest first."""
        with reading_only():
            return self._page(TokenForm(), 200)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make one and show it, this once: the answer is not kept anywhere."""
        person, form = person_of(request), TokenForm(request.POST)
        if not form.is_valid():
            return self._page(form, UNPROCESSABLE)
        try:
            made, text = make_token(person, by=person, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, refusal.sentences[0])
            return self._page(form, UNPROCESSABLE)
        return self._page(TokenForm(), 201, made=made, text=text)

    def _page(self, form: TokenForm, status: int, **made: Any) -> HttpResponse:
        context = {"form": form, "tokens": Token.objects.of(person_of(self.request)), **made}
        return TemplateResponse(self.request, "accounts/tokens.html", context, status=status).render()


class RevokeToken(KeepsTokens):
    """Asks once more, then ends the token."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The question."""
        with reading_only():
            context = {"token": self._mine(pk)}
            return TemplateResponse(request, "accounts/tokens_revoke.html", context).render()

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The end of it."""
        revoke_token(self._mine(pk), by=person_of(request))
        return redirect("tokens")

    def _mine(self, pk: UUID) -> Token:
        token = Token.objects.of(person_of(self.request)).filter(pk=pk).first()
        if token is None:
            raise Http404
        return token
