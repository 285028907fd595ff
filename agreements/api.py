"""Agreements over REST."""

from typing import ClassVar
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from agreements.filters import AgreementFilter
from agreements.models import Agreement
from agreements.records import AGREEMENT
from agreements.views.documents import document_of
from networks.api import BySlug
from solidarity.files.kinds import CONTENT_TYPES
from solidarity.files.serving import serve
from solidarity.web.endpoints import Endpoint
from solidarity.web.parameters import Parameter
from solidarity.web.policy import Access
from solidarity.web.views import Scoped
from solidarity.web.viewsets import ScopedReadOnlyViewSet


class AgreementAPIFilter(AgreementFilter, BySlug):
    """As on the page, and by key."""


class DownloadDocumentView(Scoped, Endpoint):
    """The file of a document, for those who see its agreement."""

    access = Access.TOKEN
    model = Agreement
    resource = "agreements"
    title = _("Download a document")
    about = _("One of the documents that the agreement alone comes with: the file, as it was added.")
    files = tuple(CONTENT_TYPES.values())
    writes_file = True
    request: Request

    def parameters(self) -> list[Parameter]:
        """The file is what it is, so there is no format to choose."""
        return [item for item in super().parameters() if item.name != "format"]

    def get(self, request: Request, pk: UUID, document: UUID) -> HttpResponseBase:  # noqa: ARG002
        """The file, under its own name."""
        return serve(document_of(self.find("pk", pk), document).file)


class AgreementViewSet(ScopedReadOnlyViewSet):
    """Agreements."""

    access = Access.TOKEN
    about = _(
        "Instruments between local authorities and UNHCR: those that public sources name, and those of your "
        "own territory. One alone comes with signatories, approvals, documents and dated facts."
    )
    model, record, filterset_class = Agreement, AGREEMENT, AgreementAPIFilter
    shows: ClassVar[tuple[str, ...]] = ("with_status",)
    resource, title = "agreements", _("Agreements")
