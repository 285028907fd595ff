"""The list of events and the page of one event."""

from functools import partial
from typing import Any, ClassVar

from networks.filters.chips import chips, ways_out
from networks.filters.events import EventFilter
from networks.models import Event, Municipality, Network
from solidarity.web.views import ScopedDetail, ScopedList


class EventList(ScopedList):
    """What happened, year by year, the latest first."""

    model = Event
    shows: ClassVar[tuple[str, ...]] = ("for_page", "newest_first")
    filterset_class = EventFilter
    template_name = "networks/events/list.html"
    rows_template = "networks/events/_rows.html"

    def context(self, narrowed: Any, rows: Any) -> dict[str, Any]:
        """The filters in use, and which of them to take away when nothing fits."""
        return {"chips": chips(narrowed), "ways_out": partial(ways_out, narrowed)}


class EventDetail(ScopedDetail):
    """One event as far as its source tells of it."""

    model = Event
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    key = "slug"
    template_name = "networks/events/detail.html"

    def context(self) -> dict[str, Any]:
        """The cities and networks that took part, as far as this person may see them."""
        user, event = self.request.user, self.object
        places = Municipality.objects.visible_to(user).filter(events=event)
        return {
            "places": places.for_page().order_by("search_text"),
            "networks": Network.objects.visible_to(user)
            .filter(events=event)
            .select_related("kind")
            .programme_first(),
        }
