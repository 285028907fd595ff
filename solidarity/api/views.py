"""The root of the API, its OpenAPI file and its documentation."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.renderers import OpenApiYamlRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from solidarity.api.documentation import described
from solidarity.api.schema import document
from solidarity.web.context import portal
from solidarity.web.endpoints import LANGUAGES, Endpoint
from solidarity.web.policy import Access
from solidarity.web.problems import problem_response
from solidarity.web.renderers import JSONRenderer
from solidarity.web.views import PlainPage
from solidarity.web.viewsets import ScopedReadOnlyViewSet


class Root(Endpoint):
    """Where everything is."""

    access = Access.PUBLIC
    title = _("Start")
    about = _("The resources of version 1, with their addresses.")
    answer = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}
    resources: ClassVar[Sequence[type[ScopedReadOnlyViewSet]]] = ()

    def get(self, request: Request) -> Response:
        """Name and address of each resource, of the OpenAPI file and of the documentation."""
        names = {item.resource: f"api:{item.resource}-list" for item in self.resources}
        names |= {"schema": "api:schema", "docs": "api:docs"}
        addresses = {name: reverse(address) for name, address in names.items()}
        return Response({name: request.build_absolute_uri(address) for name, address in addresses.items()})


class Schema(Endpoint):
    """The OpenAPI document."""

    access = Access.PUBLIC
    title = _("OpenAPI file")
    about = _("This description of the API: OpenAPI 3.1, as JSON or YAML.")
    answer = {"type": "object"}
    renderer_classes = (JSONRenderer, OpenApiYamlRenderer)

    def get(self, request: Request) -> Response:
        """In the language asked for."""
        return Response(document() | {"servers": [{"url": request.build_absolute_uri("/")[:-1]}]})


class Docs(PlainPage):
    """The same for people: a page that needs neither script nor network."""

    template_name = "api/docs.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """In the language of `?lang=`, else as the browser wishes."""
        wanted = LANGUAGES.get(request.GET.get("lang", ""), translation.get_language() or "es")
        with translation.override(wanted):
            languages = [
                {**item, "address": f"{request.path}?lang={item['code']}"}
                for item in portal(request)["languages"]
            ]
            context = {**described(request.build_absolute_uri("/")[:-1]), "languages": languages}
            response = TemplateResponse(request, self.template_name, context).render()
        response.headers["Content-Language"] = wanted
        return response

    def http_method_not_allowed(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """405 as everywhere in the API, although this address gives a page."""
        response = problem_response(405, str(_("This address can only be read.")))
        response.headers["Allow"] = "GET, HEAD, OPTIONS"
        return response
