"""Places on the map of the region."""

from django.utils.translation import gettext as _

from networks.models import Municipality
from networks.querysets import MunicipalityQuerySet
from solidarity.charts.map import LocalMap, Mark, Place, RegionalMap, local_map, regional_map

MOST_PLACES = 500  # more marks than this hide each other


def map_of(rows: MunicipalityQuerySet, *, listed_at: str) -> RegionalMap:
    """The first `MOST_PLACES` of `rows`, in one query. `listed_at` is where the page lists them."""
    facts = rows.values_list("name", "longitude", "latitude", "route", "standing")
    places = [
        Place(name, longitude, latitude, Mark.of(route, standing))
        for name, longitude, latitude, route, standing in facts[:MOST_PLACES]
    ]
    title = _("The places of the list on the map")
    return regional_map(places, prefix="map", title=title, listed_at=listed_at, most_names=0)


def map_around(place: Municipality) -> LocalMap | None:
    """The surroundings of one place; None where its point is not known."""
    if place.point is None:
        return None
    mark = Mark.of(place.route, place.standing)
    return local_map(Place(place.name, place.longitude, place.latitude, mark), prefix="map")
