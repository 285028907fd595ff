"""Home, and the pages that explain the programme and the portal."""

import datetime
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import F
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _

from networks.access import Person
from networks.maps import marks_of
from networks.models import Criterion, Municipality, Practice
from networks.search import fold
from solidarity.charts.map import Place, RegionalMap, regional_map
from solidarity.site.open_data import ENDPOINTS, ERRORS, FILES
from solidarity.web.views import PlainPage

MOST_PLACES = 500  # on the home page; the list of cities has them all
MOST_PRACTICES = 3


def root(request: HttpRequest) -> HttpResponseRedirect:
    """From "/" to the home page in the language of the account, or of the browser, or in Spanish."""
    user = request.user
    language = user.language if user.is_authenticated else get_language_from_request(request)
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


class Home(PlainPage):
    """The promise, the map, the figures, how it works, three practices, every place by name."""

    template_name = "site/home.html"

    def context(self) -> dict[str, Any]:
        """What is public, whoever reads: `places` in the order of the alphabet, `practices`, `map`."""
        user = self.request.user
        public = Municipality.objects.visible_to(user).filter(is_public=True)
        places = sorted(public.for_page()[:MOST_PLACES], key=lambda place: fold(place.name))
        practices = Practice.objects.visible_to(user).filter(is_public=True).for_page()
        return {
            "places": places,
            "total": public.count() if len(places) == MOST_PLACES else len(places),
            "countries": len({place.country_id for place in places if place.country_id}),
            "as_of": max((place.updated_at for place in places), default=None),
            "map": home_map(places, user),
            "practices": practices.order_by(F("year_reported").desc(nulls_last=True), "slug")[
                :MOST_PRACTICES
            ],
        }


def home_map(places: Sequence[Municipality], user: Person) -> RegionalMap:
    """The map of the region with every public place, linked to the list on the same page."""
    marks = marks_of(((place.pk, place.route, place.standing) for place in places), user)
    return regional_map(
        [
            Place(
                place.name,
                place.longitude,
                place.latitude,
                marks[place.pk],
                address=reverse("networks:city-detail", args=[place.slug]),
                population=place.population,
            )
            for place in places
        ],
        prefix="map",
        title=_("Map of the Cities of Solidarity"),
        listed_at="#places",
    )


class Initiative(PlainPage):
    """What a City of Solidarity is, the two routes, and how a municipality joins."""

    template_name = "site/initiative.html"

    def context(self) -> dict[str, Any]:
        """The ten criteria."""
        return {"criteria": Criterion.objects.visible_to(self.request.user)}


class OpenData(PlainPage):
    """The files, and how to use the API."""

    template_name = "site/open_data.html"

    def context(self) -> dict[str, Any]:
        """What can be taken, and the date to cite it with."""
        today = datetime.datetime.now(tz=datetime.UTC).date()
        return {"files": FILES, "endpoints": ENDPOINTS, "errors": ERRORS, "today": today}


class DataNotes(PlainPage):
    """What the data is, where it comes from, and what it cannot say."""

    template_name = "site/data_notes.html"


class Accessibility(PlainPage):
    """How accessible the portal is, and whom to tell."""

    template_name = "site/accessibility.html"


class Privacy(PlainPage):
    """What the portal knows of people."""

    template_name: ClassVar[str] = "site/privacy.html"
