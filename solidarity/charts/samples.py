"""A chart of each kind with invented values, for the gallery of components and for looking at a PDF."""

from django.utils.translation import gettext

from solidarity.charts.bars import Bar, bar_chart
from solidarity.charts.change import change_chart
from solidarity.charts.chart import Chart
from solidarity.charts.map import Mark, Place, local_map, regional_map
from solidarity.charts.radar import radar_chart
from solidarity.charts.series import Criterion, Series

NOW = (3.2, 2.8, 2.6, 2.3, 3.0, 2.2, None, 1.6, 2.9, 3.1)
BEFORE = (2.8, 2.1, 2.5, 1.6, 2.7, 2.3, 1.5, 1.4, 2.0, 2.6)
PEERS = (2.4, 2.2, 2.3, 1.9, 2.5, 1.8, 2.0, 1.7, 2.2, 2.1)
PLACES = (
    ("Quito", -78.52, -0.23, Mark.MEMBER, 2781641),
    ("Montevideo", -56.19, -34.9, Mark.SIGNED, 1270737),
    ("Tapachula", -92.26, 14.91, Mark.NEGOTIATION, 353706),
    ("Maringá", -51.94, -23.43, Mark.RECOGNITION, 409657),
    ("San José", -84.08, 9.93, Mark.OBSERVER, 342188),
    ("Rosario", -60.64, -32.95, Mark.NOT_ESTABLISHED, 948312),
    ("Arica", -70.3, -18.48, Mark.ANNULLED, 241653),
)


def gallery_charts() -> list[Chart]:
    """Radar with numbers and with titles, change, bars of both colours, map, piece of the map, no data."""
    criteria = [Criterion(n, gettext("Criterion %(number)d") % {"number": n}) for n in range(1, len(NOW) + 1)]
    now, before = Series("2026", NOW), Series("2024", BEFORE)
    peers = Series(gettext("Peer median"), PEERS)
    places = [Place(name, east, north, mark, population=size) for name, east, north, mark, size in PLACES]
    profile, values = gettext("Profile across the criteria"), zip(criteria, NOW, strict=True)
    return [
        radar_chart(criteria, now, previous=before, peers=peers, prefix="sample-radar", title=profile),
        change_chart(
            criteria,
            now,
            previous=before,
            peers=peers,
            prefix="sample-change",
            title=gettext("Change since 2024"),
        ),
        radar_chart(criteria, now, previous=before, prefix="sample-titles", title=profile, titled=True),
        bar_chart(
            [Bar(criterion.title, value) for criterion, value in values],
            prefix="sample-levels",
            title=profile,
            measure=gettext("Maturity"),
            maturity=True,
        ),
        bar_chart(
            [Bar("Argentina", 14), Bar("Chile", 12), Bar("Uruguay", 5), Bar("Paraguay", 0)],
            prefix="sample-bars",
            title=gettext("Places by country"),
            measure=gettext("Places"),
        ),
        regional_map(places, prefix="sample-map", title=gettext("Map of the region")),
        local_map(places[0], prefix="sample-place"),
        radar_chart(criteria, Series("2026", [None] * len(NOW)), prefix="sample-none", title=profile),
    ]
