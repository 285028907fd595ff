"""The library of good practices and the page of one practice."""

from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django_filters import FilterSet

from networks.access import territory_of
from networks.filters.chips import chips, ways_out
from networks.filters.practices import PracticeFilter
from networks.models import Municipality, Practice
from solidarity.web.views import ScopedDetail, ScopedList

LIBRARY_CARDS = 24
SIMILAR_CARDS = 3


def gaps_of(practice: Practice) -> Iterator[str]:
    """What the sources leave open, in whole sentences."""
    if not practice.year_from:
        yield _("In which years it took place, and whether it goes on.")
    elif not practice.year_to:
        yield _("Whether it still goes on.")
    if practice.people_reached is None:
        yield _("How many people it reached.")
    if not practice.partners:
        yield _("Which other institutions took part.")


class PracticeList(ScopedList):
    """All practices this person may see, with facets, search and a download."""

    model = Practice
    shows: ClassVar[tuple[str, ...]] = ("for_page", "alphabetical")
    filterset_class = PracticeFilter
    template_name = "networks/practices/list.html"
    rows_template = "networks/practices/_rows.html"
    page_rows = LIBRARY_CARDS

    def context(self, narrowed: FilterSet, rows: Any) -> dict[str, Any]:
        """The filters in use, and which to take away when nothing fits; facets come from the filter set."""
        return {"chips": chips(narrowed), "ways_out": partial(ways_out, narrowed)}


class PracticeDetail(ScopedDetail):
    """What is known of one practice and what is not, with its sources."""

    model = Practice
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    key = "slug"
    template_name = "networks/practices/detail.html"

    def context(self) -> dict[str, Any]:
        """The place if this person may see its page, what no source says, and similar practices."""
        practice = self.object
        return {
            "place": self._place_with_a_page(),
            "gaps": list(gaps_of(practice)),
            "similar": self.visible().similar_to(practice)[:SIMILAR_CARDS],
        }

    def _place_with_a_page(self) -> Municipality | None:
        place: Municipality | None = self.object.municipality
        if place and (place.is_public or territory_of(self.request.user).contains(place)):
            return place
        return None
