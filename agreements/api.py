"""Agreements over REST."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from agreements.filters import AgreementFilter
from agreements.models import Agreement
from agreements.records import AGREEMENT
from networks.api import BySlug
from solidarity.web.policy import Access
from solidarity.web.viewsets import ScopedReadOnlyViewSet


class AgreementAPIFilter(AgreementFilter, BySlug):
    """As on the page, and by key."""


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
