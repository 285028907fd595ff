"""All components and their states on one page, for those who build and those who check."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from solidarity.web.views import PAGE_ROWS, PlainPage

NARROWED = QueryDict("q=lima&level=2")
STATES = ("done", "done", "now", "todo")
LEVELS = (_("Not started"), _("Initial"), _("Developing"), _("Established"), _("Leading"))


class Specimen(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label=_("Name"), help_text=_("As it should be printed."))
    email = forms.EmailField(label=_("E-mail address"), required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    level = forms.ChoiceField(
        label=_("Level"), choices=list(enumerate(LEVELS)), widget=forms.RadioSelect, required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    topics = forms.MultipleChoiceField(
        label=_("Languages of the report"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label=_("I have read this"), help_text=_("Needed to go on."))
    proof = forms.FileField(label=_("File"), required=False)


class Narrowing(forms.Form):
    """A form of filters."""

    q = forms.CharField(label=_("Name"), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=list(enumerate(LEVELS)), required=False)


class Gallery(PlainPage):
    """The gallery; there is none outside development and demonstration."""

    template_name = "site/gallery.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page, or 404."""
        if not (settings.DEBUG or settings.DEMO):
            raise Http404
        return super().get(request, **kwargs)

    def context(self) -> dict[str, Any]:
        """Example values for each component."""
        wrong = Specimen({"email": "nobody", "language": "xx"})
        wrong.is_valid()
        return {
            "specimen": Specimen(prefix="empty"),
            "wrong": wrong,
            "narrowing": Narrowing(NARROWED, auto_id="narrow_%s"),
            "narrowed": NARROWED,
            "source": {
                "title": "ACNUR Brasil: Cidades Solidárias Brasil",
                "address": "https://acnur.org/br/node/1584",
            },
            "events": [{"at": timezone.now(), "actor_label": "A", "sentence": _("Saved")}],
            "page": Paginator(range(PAGE_ROWS * 20), PAGE_ROWS).get_page(self.request.GET.get("page")),
            "levels": list(enumerate(LEVELS)),
            "icons": ICONS,
            "skylines": (
                "uy-montevideo",
                "mx-tapachula",
                "ec-quito",
                "cl-la-calera",
                "br-manaus",
                "gt-flores",
            ),
            "steps": [
                {"name": name, "state": state}
                for name, state in zip(
                    (_("Agreement"), _("Self-assessment"), _("Action plan"), _("Network")),
                    STATES,
                    strict=True,
                )
            ],
        }


ICONS = [
    "al", "alert", "ar", "back", "bars", "bell", "board", "build", "cal", "check", "circ", "clock",
    "cloud", "dl", "doc", "down", "eye", "filter", "flag", "half", "info", "key", "list", "lock",
    "msg", "net", "okc", "pen", "plus", "print", "refresh", "right", "search", "star", "up",
    "users", "x", "xc",
]  # fmt: skip
