"""The list of places and the page of one place."""

from typing import Any, ClassVar

from django_filters import FilterSet

from networks.access import territory_of
from networks.filters.chips import chips, ways_out
from networks.filters.cities import CityListFilter
from networks.maps import MOST_PLACES, map_around, map_of
from networks.models import Event, Municipality, Network, Practice
from networks.querysets import MunicipalityQuerySet
from solidarity.audit.history import history_of
from solidarity.web.views import ScopedDetail, ScopedList


class CityList(ScopedList):
    """All places this person may see, with filters, order, a map and downloads."""

    model = Municipality
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    filterset_class = CityListFilter
    template_name = "networks/cities/list.html"
    rows_template = "networks/cities/_rows.html"

    def context(self, narrowed: FilterSet, rows: MunicipalityQuerySet) -> dict[str, Any]:
        """The filters in use, what else would be found, and the matches on the map."""
        city_map = map_of(rows, self.request.user, listed_at="#places")
        return {
            "chips": chips(narrowed),
            "map": city_map,
            "most_on_map": MOST_PLACES,
            "ways_out": [] if city_map.places else ways_out(narrowed),
        }


class CityDetail(ScopedDetail):
    """What is known of one place, each fact with its source."""

    model = Municipality
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    key = "slug"
    template_name = "networks/cities/detail.html"

    def context(self) -> dict[str, Any]:
        """The neighbours of the place in the data, as far as this person may see them."""
        user, place = self.request.user, self.object
        return {
            "part_of": self.visible().filter(pk=place.part_of_id).first(),
            "parts": self.visible().filter(part_of=place),
            "networks": Network.objects.visible_to(user).filter(members=place).for_page().programme_first(),
            "as_network": Network.objects.visible_to(user).filter(as_member=place).first(),
            "practices": Practice.objects.visible_to(user)
            .filter(municipality=place)
            .for_page()
            .alphabetical(),
            "events": Event.objects.visible_to(user).filter(municipalities=place).for_page().newest_first(),
            "map": map_around(place, user),
            "history": self._history(),
        }

    def _history(self) -> Any:
        """What people did with this place, for those who serve it; None for everybody else."""
        if not territory_of(self.request.user).contains(self.object):
            return None
        return history_of(self.object)
