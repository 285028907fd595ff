"""Places on the map of the region. A later storey may know more of a place than its standing (`mark_by`)."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from networks.access import Person
from networks.models import Municipality
from networks.querysets import MunicipalityQuerySet
from solidarity.charts.map import LocalMap, Mark, Place, RegionalMap, local_map, regional_map

MOST_PLACES = 500  # more marks than this hide each other


Known = Mapping[UUID, Mark]
Marking = Callable[[Known, Person], Known]
_MARKINGS: list[Marking] = []


def mark_by(marking: Marking) -> None:
    """Let `marking` turn the marks by standing into better ones: it gets and gives marks by place."""
    _MARKINGS.append(marking)


def marks_of(places: Iterable[tuple[UUID, str, str]], user: Person) -> Known:
    """The mark of each place (id, route, standing), as far as `user` may know."""
    marks: Known = {pk: Mark.of(route, standing) for pk, route, standing in places}
    for marking in _MARKINGS:
        marks = marking(marks, user)
    return marks


def map_of(rows: MunicipalityQuerySet, user: Person, *, listed_at: str) -> RegionalMap:
    """The first `MOST_PLACES` of `rows`. `listed_at` is where the page lists them."""
    facts = rows.values_list("pk", "route", "standing", "name", "longitude", "latitude")[:MOST_PLACES]
    found = list(facts)
    marks = marks_of((fact[:3] for fact in found), user)
    places = [Place(*fact[3:], marks[fact[0]]) for fact in found]
    title = _("The places of the list on the map")
    return regional_map(places, prefix="map", title=title, listed_at=listed_at, most_names=0)


def map_around(place: Municipality, user: Person) -> LocalMap | None:
    """The surroundings of one place; None where its point is not known."""
    if place.point is None:
        return None
    mark = marks_of([(place.pk, place.route, place.standing)], user)[place.pk]
    return local_map(Place(place.name, place.longitude, place.latitude, mark), prefix="map")
