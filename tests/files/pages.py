"""Two addresses for tests: a form that takes a file, and the file given out."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

from solidarity.files.actions import keep
from solidarity.files.forms import ReceivedField
from solidarity.files.models import StoredFile
from solidarity.files.serving import serve
from solidarity.urls import handler400, handler404
from solidarity.urls import urlpatterns as portal

__all__ = ["handler400", "handler404", "urlpatterns"]


class HandIn(forms.Form):
    remark = forms.CharField()
    file = ReceivedField()


def hand_in(request: HttpRequest) -> HttpResponse:
    form = HandIn(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return HttpResponse(str(keep(form.cleaned_data["file"], by=None).pk))
    return HttpResponse(str(form), status=422 if request.method == "POST" else 200)


def give_out(request: HttpRequest, pk: str) -> HttpResponseBase:
    return serve(StoredFile.objects.get(pk=pk), inline="inline" in request.GET)


urlpatterns = [
    path("hand-in/", hand_in),
    path("give-out/<uuid:pk>/", give_out),
    *portal,
]
