"""The base class of every resource that is read: scoped list and object, in all the forms of its record."""

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSetMixin

from solidarity.web import parameters
from solidarity.web.downloads import download, read_me
from solidarity.web.endpoints import Endpoint
from solidarity.web.paging import MOST_PAGE_ROWS, PAGE_ROWS, read_page
from solidarity.web.parameters import Parameter
from solidarity.web.policy import Access
from solidarity.web.records import Record, Rows
from solidarity.web.renderers import CSVFile, JSONRenderer, XLSXFile
from solidarity.web.views import Scoped

YES = {"type": "boolean", "default": False}
LIST_PARAMETERS = (
    Parameter(
        name="page_size",
        meaning=gettext_lazy("Rows on a page. Files are always whole."),
        schema={"type": "integer", "minimum": 1, "maximum": MOST_PAGE_ROWS, "default": PAGE_ROWS},
    ),
    Parameter(name="cursor", meaning=gettext_lazy("Where the page begins: follow next and previous.")),
    Parameter(name="count", meaning=gettext_lazy("Whether to count the rows that match."), schema=YES),
    Parameter(name="hxl", meaning=gettext_lazy("Whether a file has a row of HXL tags."), schema=YES),
)
SINCE = Parameter(
    name="updated_since",
    meaning=gettext_lazy("Only rows changed since this time. The first page also lists what was removed."),
    schema={"type": "string", "format": "date-time"},
)


class ScopedReadOnlyViewSet(ViewSetMixin, Scoped, Endpoint):
    """List and object of `model`, starting from what `visible_to` gives this person.

    A subclass names its record and filters; `resource` is its name in the address. It may not set a queryset.
    """

    access: ClassVar[Access] = Access.PUBLIC
    resource: ClassVar[str]
    record: ClassVar[Record]
    filterset_class: ClassVar[type[FilterSet] | None] = None
    lookup_value_converter = "uuid"
    list_renderers: ClassVar[tuple[type[BaseRenderer], ...]] = (JSONRenderer, CSVFile, XLSXFile)
    request: Request

    @property
    def renderer_classes(self) -> tuple[type[BaseRenderer], ...]:  # type: ignore[override]
        """A list has more forms than an object."""
        return self.list_renderers if self.action == "list" else (JSONRenderer,)

    @property
    def writes_file(self) -> bool:
        """Whether the answer is a whole file, which costs more than a page."""
        renderer: BaseRenderer | None = getattr(self.request, "accepted_renderer", None)
        return renderer is not None and renderer.format in {CSVFile.format, XLSXFile.format}

    @property
    def is_dated(self) -> bool:
        """Whether rows know when they changed."""
        return any(field.name == "updated_at" for field in self.model._meta.get_fields())

    def own_parameters(self) -> Sequence[Parameter]:
        """Filters and paging, on lists only."""
        if self.action != "list":
            return []
        since = [SINCE] if self.is_dated else []
        return [*self._filters, *since, *LIST_PARAMETERS]

    @cached_property
    def _filters(self) -> Sequence[Parameter]:
        return parameters.of_filters(self.filterset_class)

    def list(self, request: Request) -> HttpResponseBase:
        """The rows that match, in the form asked for."""
        rows = self._narrowed()
        form = request.accepted_renderer.format
        if form == JSONRenderer.format:
            return Response(self._page(rows))
        if "cursor" in request.query_params:
            raise ValidationError({"cursor": [_("Files are always whole.")]})
        return self.file(rows, form)

    def retrieve(self, request: Request, pk: Any) -> Response:
        """One row with its details, or "not found"."""
        table = self.record.read(self.visible().filter(pk=pk), request.user, detailed=True)
        if not table.keys:
            raise Http404
        return Response(table.members()[0])

    def file(self, rows: Rows, form: str) -> HttpResponseBase:
        """Every row as a file."""
        query = self.request.query_params
        notes = read_me(self.title, self.record, query, self.request.build_absolute_uri())
        hxl = parameters.flag(query, "hxl")
        return download(
            self.record, rows, self.request.user, form, resource=self.resource, notes=notes, hxl=hxl
        )

    def _narrowed(self) -> Rows:
        rows = self.visible()
        if self.filterset_class is not None and self._filters_used():
            narrowed = self.filterset_class(self.request.query_params, queryset=rows, request=self.request)
            if not narrowed.is_valid():
                raise ValidationError(narrowed.errors)
            rows = narrowed.qs
        since = parameters.moment(self.request.query_params, SINCE.name)
        narrowed_rows: Rows = rows.filter(updated_at__gte=since) if since else rows
        return narrowed_rows

    def _filters_used(self) -> bool:
        """Whether the address names a filter; without one, the form behind the filters need not be made."""
        names = {parameter.name for parameter in self._filters}
        return not names.isdisjoint(self.request.query_params)

    def _page(self, rows: Rows) -> dict[str, Any]:
        query = self.request.query_params
        if parameters.flag(query, "hxl"):
            raise ValidationError({"hxl": [_("Only files have a row of HXL tags.")]})
        size = parameters.whole_number(query, "page_size", default=PAGE_ROWS, most=MOST_PAGE_ROWS)
        cursor = query.get("cursor", "")
        page = read_page(self.record, rows, self.request.user, size=size, cursor=cursor)
        answer: dict[str, Any] = {"next": self._address(page.next), "previous": self._address(page.previous)}
        if parameters.flag(query, "count"):
            answer["count"] = rows.order_by().count()
        since = parameters.moment(query, SINCE.name)
        if since and not cursor:
            answer["removed"] = self.record.removed(since, self.request.user) if self.record.removed else []
        return answer | {"results": page.table.members()}

    def _address(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        rest = {name: values for name, values in self.request.query_params.lists() if name != "cursor"}
        return self.request.build_absolute_uri(f"?{urlencode({**rest, 'cursor': cursor}, doseq=True)}")
