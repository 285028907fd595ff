"""What can be seen, and named ways to narrow and annotate it."""

from typing import TYPE_CHECKING

from django.db import models

from networks.access import Person, territory_of
from networks.search import in_order_of, words

if TYPE_CHECKING:
    from networks.models import Country, Event, Municipality, Network, Practice  # noqa: F401


class CountryQuerySet(models.QuerySet["Country"]):
    def visible_to(self, user: Person) -> "CountryQuerySet":  # noqa: ARG002
        """Countries are public."""
        return self.all()

    def taking_part(self) -> "CountryQuerySet":
        """Countries with at least one public municipality."""
        return self.filter(municipalities__is_public=True).distinct()


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def visible_to(self, user: Person) -> "MunicipalityQuerySet":
        """Public places for everybody, and the rest of one's own territory."""
        return self.filter(models.Q(is_public=True) | territory_of(user).condition())

    def of_territory(self, user: Person) -> "MunicipalityQuerySet":
        """Only one's own places: those a posting covers."""
        return territory_of(user).narrow(self)

    def search(self, query: str) -> "MunicipalityQuerySet":
        """Places whose name, first level or country holds every word, whatever accents and capitals."""
        return self.filter(*(models.Q(search_text__contains=word) for word in words(query)))

    def for_page(self) -> "MunicipalityQuerySet":
        """With what a list row shows, in one query."""
        return self.select_related("country", "source")


class NetworkQuerySet(models.QuerySet["Network"]):
    def visible_to(self, user: Person) -> "NetworkQuerySet":
        """Public networks for everybody; the rest for whoever serves one of the members."""
        territory = territory_of(user)
        if territory.everywhere:
            return self.all()
        mine = self.model._default_manager.filter(territory.condition("members")).values("pk")
        return self.filter(models.Q(is_public=True) | models.Q(pk__in=mine))

    def for_page(self) -> "NetworkQuerySet":
        """With what a list row shows, in a fixed number of queries."""
        return self.select_related("kind", "as_member").prefetch_related("countries", "sources")

    def programme_first(self) -> "NetworkQuerySet":
        """Networks of the programme, then related bodies; each A to Z in the active language."""
        return self.order_by(models.F("link").desc(), in_order_of("name"), "slug")

    def with_member_count(self) -> "NetworkQuerySet":
        """`member_count`: how many members sources name."""
        return self.annotate(member_count=models.Count("memberships", distinct=True))


class PracticeQuerySet(models.QuerySet["Practice"]):
    def visible_to(self, user: Person) -> "PracticeQuerySet":
        """Published practices for everybody, and those of one's own territory."""
        return self.filter(models.Q(is_public=True) | territory_of(user).condition("municipality"))

    def search(self, query: str) -> "PracticeQuerySet":
        """Practices whose title, summary or place holds every word, in any language."""
        return self.filter(*(models.Q(search_text__contains=word) for word in words(query)))

    def for_page(self) -> "PracticeQuerySet":
        """With what a card shows, in a fixed number of queries."""
        return self.select_related("municipality", "country", "theme", "source").prefetch_related("criteria")

    def alphabetical(self) -> "PracticeQuerySet":
        """A to Z by title in the active language."""
        return self.order_by(in_order_of("title"), "slug")

    def similar_to(self, practice: "Practice") -> "PracticeQuerySet":
        """Others that share criteria: most shared criteria first, then the same theme, then A to Z."""
        shared = models.Q(criteria__in=practice.criteria.all())
        return (
            self.exclude(pk=practice.pk)
            .filter(shared)
            .annotate(
                shared_criteria=models.Count("criteria", filter=shared, distinct=True),
                same_theme=models.Case(models.When(theme=practice.theme_id, then=1), default=0),
            )
            .order_by("-shared_criteria", "-same_theme", in_order_of("title"), "slug")
        )


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Person) -> "EventQuerySet":
        """Public events for everybody; the rest for whoever serves a city that took part."""
        territory = territory_of(user)
        if territory.everywhere:
            return self.all()
        mine = self.model._default_manager.filter(territory.condition("municipalities")).values("pk")
        return self.filter(models.Q(is_public=True) | models.Q(pk__in=mine))

    def for_page(self) -> "EventQuerySet":
        """With what a list row shows, in a fixed number of queries."""
        return self.select_related("kind", "country", "source")

    def newest_first(self) -> "EventQuerySet":
        """The latest first; those without a date last."""
        return self.order_by(models.F("starts_on").desc(nulls_last=True), "slug")
