"""The list of networks and the page of one network."""

from functools import partial
from typing import Any, ClassVar

from django.db.models import Count, Q

from networks.filters.chips import chips, ways_out
from networks.filters.networks import NetworkFilter
from networks.models import Event, Municipality, Network
from solidarity.web.views import ScopedDetail, ScopedList

OTHERS = 5


class NetworkList(ScopedList):
    """Networks of the programme and related bodies, with what sources say of each."""

    model = Network
    shows: ClassVar[tuple[str, ...]] = ("for_page", "programme_first")
    filterset_class = NetworkFilter
    template_name = "networks/networks/list.html"
    rows_template = "networks/networks/_rows.html"

    def visible(self) -> Any:
        """With `member_count`: the members a source names, as far as this person may see them."""
        seen = Municipality.objects.visible_to(self.request.user).order_by().values("pk")
        return (
            super()
            .visible()
            .annotate(member_count=Count("members", filter=Q(members__in=seen), distinct=True))
        )

    def context(self, narrowed: Any, rows: Any) -> dict[str, Any]:
        """The filters in use, and which of them to take away when nothing fits."""
        return {"chips": chips(narrowed), "ways_out": partial(ways_out, narrowed)}


class NetworkDetail(ScopedDetail):
    """What is known of one network: its members where a source names them, its meetings, its sources."""

    model = Network
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    key = "slug"
    template_name = "networks/networks/detail.html"

    def context(self) -> dict[str, Any]:
        """Members, events and other networks, each as far as this person may see them."""
        user, network = self.request.user, self.object
        places = Municipality.objects.visible_to(user)
        return {
            "members": places.filter(networks=network).for_page().order_by("search_text"),
            "as_member": places.filter(pk=network.as_member_id).first() if network.as_member_id else None,
            "events": Event.objects.visible_to(user).filter(networks=network).for_page().newest_first(),
            "others": Network.objects.visible_to(user).exclude(pk=network.pk).programme_first()[:OTHERS],
        }
