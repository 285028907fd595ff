"""The base of every API view: policy, language, parameters, caching and cross-origin rules in one place."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotAcceptable, ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, is_success
from rest_framework.views import APIView

from solidarity.web import bodies, parameters
from solidarity.web.outputs import Sentence
from solidarity.web.parameters import Parameter
from solidarity.web.policy import READS, Access
from solidarity.web.readonly import reading_only
from solidarity.web.renderers import JSONRenderer
from solidarity.web.writes import Write

LANGUAGES: Mapping[str, str] = {"es": "es", "pt": "pt-br", "pt-br": "pt-br", "en": "en"}
PUBLIC_SECONDS = 60
EXPOSED = (
    "Content-Language, ETag, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-ID"
)
ACCEPTED = "Accept, Accept-Language, Content-Type, If-None-Match"


class Negotiation(DefaultContentNegotiation):
    """`?format=` decides where it is given, whatever the Accept header says; an unknown one is a 406."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The renderer and its media type."""
        asked = request.query_params.get("format")
        view = request.parser_context and request.parser_context.get("view")
        if getattr(view, "files", ()):
            return JSONRenderer(), JSONRenderer.media_type  # for its errors alone
        if asked is None:
            chosen: tuple[BaseRenderer, str] = super().select_renderer(request, renderers, format_suffix)
            return chosen
        for renderer in renderers:
            if renderer.format == asked:
                return renderer, renderer.media_type
        raise NotAcceptable(_("Formats offered here: %(names)s.") % {"names": self._names(renderers)})

    @staticmethod
    def _names(renderers: Iterable[BaseRenderer]) -> str:
        return ", ".join(renderer.format for renderer in renderers)


class Endpoint(APIView):
    """A view of the API. `access` says who may call it; `own_parameters()` what its address may hold."""

    access: ClassVar[Access]
    title: ClassVar[Sentence]
    about: ClassVar[Sentence]  # what it gives, for OpenAPI and its page
    answer: ClassVar[Mapping[str, Any]] = {}  # the JSON schema of a view that has no record
    files: ClassVar[Sequence[str]] = ()  # media types of a view that gives a file, whatever is accepted
    problems: ClassVar[Sequence[int]] = ()  # statuses of a GET beside those of every call
    is_versioned: ClassVar[bool] = False  # its ETag is the version of a row, to be sent as If-Match
    writes: ClassVar[Mapping[str, Write]] = {}  # "PUT", "POST": what they take and give
    content_negotiation_class = Negotiation
    guard: ExitStack

    def own_parameters(self) -> Sequence[Parameter]:
        """The parameters beside `lang` and `format`."""
        return []

    def parameters(self) -> Sequence[Parameter]:
        """Every parameter of this view."""
        formats = [renderer.format for renderer in self.renderer_classes]
        return [
            *self.own_parameters(),
            Parameter(
                name="lang",
                meaning=gettext_lazy("Language of labels and texts; before Accept-Language."),
                schema={"type": "string", "enum": list(LANGUAGES)},
            ),
            Parameter(
                name="format",
                meaning=gettext_lazy("Form of the answer; before the Accept header."),
                schema={"type": "string", "enum": formats},
            ),
        ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in the language asked for, with writes refused while reading."""
        language = LANGUAGES.get(
            request.GET.get("lang", ""), translation.get_language() or settings.LANGUAGE_CODE
        )
        with translation.override(language), ExitStack() as self.guard:
            response = super().dispatch(request, *args, **kwargs)
            if isinstance(response, Response):
                response.render()
            response.headers["Content-Language"] = language
            if request.method in {"GET", "HEAD"} and isinstance(response, HttpResponse):
                return self._unless_known(request, response)
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who asks comes first; then form, policy and limits; then what the address holds."""
        self.perform_authentication(request)
        super().initial(request, *args, **kwargs)
        if request.method in READS:
            self.guard.enter_context(reading_only())
        if request.method != "OPTIONS":
            parameters.check(request.query_params, self.parameters())
            if request.query_params.get("lang", "es") not in LANGUAGES:
                raise ValidationError({"lang": [_("Languages: es, pt, pt-br, en.")]})
        write = self.writes.get(request.method or "")
        if write and write.takes:
            bodies.check(request)

    def options(self, *_args: Any, **_kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """Which methods there are; also the answer to a browser that asks before a cross-origin call."""
        return HttpResponse(status=204)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Say who may keep the answer, and which pages elsewhere may read it."""
        if isinstance(response, Response) and response.exception:
            request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept", "Accept-Language", "Authorization"])
        is_open = "Authorization" not in request.headers
        if is_open and is_success(response.status_code):
            response.headers["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}"
        else:
            response.headers["Cache-Control"] = "no-store, private"
        if is_open and self.access is Access.PUBLIC:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = EXPOSED
        if is_open and request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = ACCEPTED
        return response

    def _unless_known(self, request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
        """304 when the client has this very content; right for every person and language by nature.

        The version of a row says nothing of the language, so there the answer is always whole.
        """
        if response.status_code != HTTP_200_OK or self.is_versioned:
            return response
        digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
        etag = f'"{digest}"'
        response.headers["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response
