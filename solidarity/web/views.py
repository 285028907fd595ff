"""The base classes of every page: a scoped list, a scoped object, a step."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views import View
from django_filters import FilterSet

from solidarity.web.fragments import vary_on_piece, wants_piece
from solidarity.web.readonly import reading_only
from solidarity.workflow import NotAllowed, Sentence

PAGE_ROWS = 25
UNPROCESSABLE = 422


class ReadOnlyView(View):
    """GET only, rendered with writes refused, so that reading can never change anything."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]  # type: ignore[misc]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and render inside the guard."""
        with reading_only():
            response = super().dispatch(request, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
        return response


class PlainPage(ReadOnlyView):
    """A page without an object. `template_name`, and `context()` for what it shows."""

    template_name: ClassVar[str]

    def context(self) -> dict[str, Any]:
        """What the template needs."""
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The page."""
        return TemplateResponse(request, self.template_name, self.context())


class Scoped:
    """Everything starts from `visible_to(user)`; a subclass names annotations, never a queryset."""

    model: ClassVar[type[models.Model]]
    shows: ClassVar[tuple[str, ...]] = ()  # names of queryset methods, applied in this order
    request: HttpRequest

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if {"queryset", "get_queryset"} & cls.__dict__.keys():
            raise TypeError(f"{cls.__name__} may not set a queryset: name queryset methods in `shows`.")

    def visible(self) -> Any:
        """The rows this person may see, with what the page shows."""
        rows = self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]
        for name in self.shows:
            rows = getattr(rows, name)()
        return rows

    def find(self, key: str, value: Any) -> Any:
        """The visible row whose `key` is `value`; Http404 when absent or out of sight."""
        try:
            return self.visible().get(**{key: value})
        except ObjectDoesNotExist:
            raise Http404 from None


class ScopedList(Scoped, ReadOnlyView):
    """A filtered, paged list. htmx gets `rows_template` alone: the same piece the page includes.

    Context: `filter` (the bound FilterSet), `page` (Page), `total` (rows that match).
    """

    template_name: ClassVar[str]
    rows_template: ClassVar[str]
    filterset_class: ClassVar[type[FilterSet]]
    page_rows: ClassVar[int] = PAGE_ROWS

    def context(self, narrowed: FilterSet, rows: Any) -> dict[str, Any]:
        """What the template needs beside the list: `rows` are all that match, not only this page's."""
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The page or its piece; 400 with the reasons at the fields when a filter makes no sense."""
        narrowed = self.filterset_class(request.GET, queryset=self.visible(), request=request)
        valid = narrowed.is_valid()
        rows = narrowed.qs if valid else narrowed.queryset.none()
        page: Page[Any] = Paginator(rows, self.page_rows).get_page(request.GET.get("page"))
        shown = {"filter": narrowed, "page": page, "total": page.paginator.count}
        context = {**shown, **self.context(narrowed, rows)}
        name = self.rows_template if wants_piece(request) else self.template_name
        response = TemplateResponse(request, name, context, status=200 if valid else 400)
        vary_on_piece(response)
        return response


class ScopedDetail(Scoped, ReadOnlyView):
    """One object that this person may see, or "not found". Context: `object`."""

    template_name: ClassVar[str]
    key: ClassVar[str] = "pk"  # the field and the name in the address

    def context(self) -> dict[str, Any]:
        """What the template needs beside the object (`self.object`)."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page of the object."""
        self.object = self.find(self.key, kwargs[self.key])
        return TemplateResponse(request, self.template_name, {"object": self.object, **self.context()})


class FormPage(View):
    """A form that does something: GET shows it, POST takes it, a refusal shows why (422).

    A subclass sets `form_class` and `take(form)`, which calls the action. `allowed()` is the gate of doing:
    failing it is 403, for reading the form and for sending it alike. What the action would refuse in a form
    that is wrong anyway is for `foreseen(form)`, so that a person learns of everything at once.
    """

    template_name: ClassVar[str]
    form_class: ClassVar[type[Any]]

    def allowed(self) -> bool:
        """Whether this person may do this here at all."""
        return True

    def build_form(self, *sent: Any) -> Any:
        """The form, bound to what was `sent` (data and files) or fresh."""
        return self.form_class(*sent)

    def take(self, form: Any) -> str:
        """Call the action with the cleaned form; return the address to go to."""
        raise NotImplementedError

    def foreseen(self, form: Any) -> Sequence[Sentence]:
        """What the action would refuse as well, as far as an invalid `form` allows to say."""
        return []

    def context(self) -> dict[str, Any]:
        """What the template needs beside the form."""
        return {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those who may do this."""
        if not self.allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The form; showing it changes nothing."""
        with reading_only():
            return self._page(self.build_form(), 200).render()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do it, or show the form again with everything typed and what is wrong."""
        form = self.build_form(request.POST, request.FILES)
        if not form.is_valid():
            return self._refused(form, self.foreseen(form))
        try:
            return redirect(self.take(form))
        except NotAllowed as refusal:
            return self._refused(form, refusal.sentences)

    def _refused(self, form: Any, sentences: Sequence[Sentence]) -> TemplateResponse:
        for sentence in sentences:
            shown_at = getattr(form, "shown_at", {})  # where a fact is asked for under another name
            names = [shown_at.get(fact, fact) for fact in getattr(sentence, "facts", ())]
            form.add_error(next((name for name in names if name in form.fields), None), str(sentence))
        return self._page(form, UNPROCESSABLE)

    def _page(self, form: Any, status: int) -> TemplateResponse:
        context = {"form": form, **self.context()}
        return TemplateResponse(self.request, self.template_name, context, status=status)


class StepView(Scoped, FormPage):
    """One step on one visible object: the object is found first (or 404), then the form answers."""

    key: ClassVar[str] = "pk"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the object among what this person may see, then answer."""
        self.object = self.find(self.key, kwargs[self.key])
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """The object; a subclass adds to it."""
        return {"object": self.object}
