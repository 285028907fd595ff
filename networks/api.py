"""Countries, municipalities, criteria, networks, practices and events over REST."""

from typing import Any, ClassVar

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response

from networks import records
from networks.filters.cities import MunicipalityFilter
from networks.filters.events import EventFilter
from networks.filters.networks import NetworkFilter
from networks.filters.practices import PracticeFilter
from networks.models import Country, Criterion, Event, Municipality, Network, Practice
from solidarity.web.records import Rows
from solidarity.web.renderers import GeoJSONRenderer
from solidarity.web.viewsets import ScopedReadOnlyViewSet


class BySlug(FilterSet):
    """One row by its permanent key."""

    slug = CharFilter(label=_("Permanent key: the one row that has it."))


class CountryAPIFilter(FilterSet):
    """One country by its code."""

    iso2 = CharFilter(label=_("ISO 3166-1 code, two letters"))
    iso3 = CharFilter(label=_("ISO 3166-1 code, three letters"))


class CriterionAPIFilter(BySlug):
    """One criterion by its code or key."""

    code = CharFilter(label=_("Permanent code"))


class MunicipalityAPIFilter(MunicipalityFilter, BySlug):
    """As on the page, and by key."""


class NetworkAPIFilter(NetworkFilter, BySlug):
    """As on the page, and by key."""


class PracticeAPIFilter(PracticeFilter, BySlug):
    """As on the page, and by key."""


class EventAPIFilter(EventFilter, BySlug):
    """As on the page, and by key."""


class CountryViewSet(ScopedReadOnlyViewSet):
    """Countries."""

    about = _("The countries of the Americas, with the words each uses.")
    model, record, filterset_class = Country, records.COUNTRY, CountryAPIFilter
    resource, title = "countries", _("Countries")


class MunicipalityViewSet(ScopedReadOnlyViewSet):
    """Municipalities, also as a map layer."""

    about = _(
        "Cities, provinces, departments, regions and associations of local governments. "
        "Everybody sees the public ones; with a token you also see those of your own territory."
    )
    model, record, filterset_class = Municipality, records.MUNICIPALITY, MunicipalityAPIFilter
    resource, title = "municipalities", _("Municipalities")
    list_renderers: ClassVar[tuple[type[BaseRenderer], ...]] = (
        *ScopedReadOnlyViewSet.list_renderers,
        GeoJSONRenderer,
    )

    def file(self, rows: Rows, form: str) -> HttpResponseBase:
        """Also as a map layer."""
        return Response(self._features(rows)) if form == GeoJSONRenderer.format else super().file(rows, form)

    def _features(self, rows: Rows) -> dict[str, Any]:
        """Every place with a point as a Feature (RFC 7946); `without_point` counts the others."""
        members = [
            member for table in self.record.pages(rows, self.request.user) for member in table.members()
        ]
        features = [_feature(member) for member in members if member["latitude"] is not None]
        return {
            "type": "FeatureCollection",
            "without_point": len(members) - len(features),
            "features": features,
        }


class CriterionViewSet(ScopedReadOnlyViewSet):
    """Criteria."""

    about = _("The ten core criteria. Titles and scopes are the project's working text.")
    model, record, filterset_class = Criterion, records.CRITERION, CriterionAPIFilter
    resource, title = "criteria", _("Criteria")


class NetworkViewSet(ScopedReadOnlyViewSet):
    """Networks."""

    about = _("Networks of cities and related bodies. Members are those that a source names.")
    model, record, filterset_class = Network, records.NETWORK, NetworkAPIFilter
    resource, title = "networks", _("Networks")


class PracticeViewSet(ScopedReadOnlyViewSet):
    """Practices."""

    about = _("Good practices that public sources or cities describe.")
    model, record, filterset_class = Practice, records.PRACTICE, PracticeAPIFilter
    resource, title = "practices", _("Good practices")


class EventViewSet(ScopedReadOnlyViewSet):
    """Events."""

    about = _("Meetings, consultations, forums and signings.")
    model, record, filterset_class = Event, records.EVENT, EventAPIFilter
    resource, title = "events", _("Events")


def _feature(member: dict[str, Any]) -> dict[str, Any]:
    point = [member.pop("longitude"), member.pop("latitude")]
    return {
        "type": "Feature",
        "id": member["id"],
        "geometry": {"type": "Point", "coordinates": point},
        "properties": member,
    }
