"""Everything one's own places have in the portal, read once: what the boxes of the workspace are made of."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from agreements.models import Agreement
from assessments.models import Assessment
from networks.access import territory_of
from networks.models import Municipality
from solidarity.accounts.models import User
from solidarity.reports.models import Report

REPORT_IS_NEWS = datetime.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class CityRow:
    """One city with the agreement that tells most, its newest self-assessment, and its latest score."""

    city: Municipality
    agreement: Agreement | None
    assessment: Assessment | None
    score: Decimal | None


class Desk:
    """The rows of one's own territory, each kind in one query and only when it is asked for.

    For people with a country or a city. Those who serve the whole region get totals instead.
    """

    def __init__(self, user: User) -> None:
        self.user = user
        self.now = timezone.now()
        self.is_of_region = territory_of(user).everywhere

    @cached_property
    def cities(self) -> list[Municipality]:
        """One's own cities, A to Z."""
        rows = Municipality.objects.visible_to(self.user).of_territory(self.user)
        return list(rows.for_page().order_by("search_text", "id"))

    @cached_property
    def agreements(self) -> list[Agreement]:
        """Their agreements with the status of today, the latest signature first."""
        rows = Agreement.objects.visible_to(self.user).of_territory(self.user)
        return list(rows.for_page().newest_first())

    @cached_property
    def assessments(self) -> list[Assessment]:
        """Their self-assessments, the newest first."""
        rows = Assessment.objects.visible_to(self.user).for_page()
        # The order is said again: a query that counts forgets the one of the model.
        return list(rows.with_latest_score().with_returned().order_by("-opened_at", "id"))

    @cached_property
    def new_reports(self) -> list[Report]:
        """One's own reports that became ready in the last days."""
        rows = Report.objects.visible_to(self.user).for_page().with_state()
        made = rows.filter(made_at__gt=self.now - REPORT_IS_NEWS)
        return [report for report in made if report.state == Report.State.READY]

    @property
    def place_ids(self) -> set[UUID]:
        """Where one serves: the cities that a posting names, and those of one's countries."""
        territory = territory_of(self.user)
        own = {city.pk for city in self.cities} if territory.countries else set()
        return own | territory.municipalities

    def rows(self) -> Iterator[CityRow]:
        """The cities with what is known of each."""
        for city in self.cities:
            yield self.row(city)

    def row(self, city: Municipality) -> CityRow:
        """One city with what is known of it."""
        mine = [agreement for agreement in self.agreements if agreement.municipality_id == city.pk]
        telling = min(mine, key=lambda one: one.telling, default=None)
        rounds = [one for one in self.assessments if one.municipality_id == city.pk]
        scores = (one.latest_municipal for one in rounds)  # type: ignore[attr-defined]
        score = next((score for score in scores if score is not None), None)
        return CityRow(city, telling, next(iter(rounds), None), score)
