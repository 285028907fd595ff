"""What can be seen, the one computation of status, and named ways to narrow."""

import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from agreements.days import LocalDay, over_before
from networks.access import Person, territory_of
from networks.search import in_order_of, words

if TYPE_CHECKING:
    from agreements.models import Agreement, AgreementDocument  # noqa: F401

RENEWAL_DAYS = 180
ZONES = "municipality__country__time_zones"
CURRENT = ("signed", "ratified", "in_force", "renewal", "suspended")


class PublicFactQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Person) -> "PublicFactQuerySet":  # noqa: ARG002
        """Facts from public sources are public."""
        return self.all()


class RelatedInstrumentQuerySet(PublicFactQuerySet):
    def for_page(self) -> "RelatedInstrumentQuerySet":
        """A to Z by country and place, with all that the page shows."""
        rows = self.select_related("country", "kind").prefetch_related("areas", "sources")
        return rows.order_by(in_order_of("country__name"), "place_name", "slug")


class DocumentQuerySet(models.QuerySet["AgreementDocument"]):
    def visible_to(self, user: Person) -> "DocumentQuerySet":
        """The papers of one's own territory, and those of public agreements."""
        return self.filter(
            Q(agreement__is_public=True) | territory_of(user).condition("agreement__municipality")
        )

    def current(self) -> "DocumentQuerySet":
        """The latest version of each."""
        return self.filter(replaced_by=None)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: Person) -> "AgreementQuerySet":
        """Public facts for everybody, and all of one's own territory."""
        return self.filter(Q(is_public=True) | territory_of(user).condition("municipality"))

    def of_territory(self, user: Person) -> "AgreementQuerySet":
        """Only those of one's own places."""
        return territory_of(user).narrow(self, "municipality")

    def made_here(self) -> "AgreementQuerySet":
        """Those that people entered in the portal."""
        return self.filter(origin="portal")

    def with_status(self, at: datetime.datetime | None = None) -> "AgreementQuerySet":
        """`status` at a moment (now), by the calendar of each place: the one place that computes it.

        `is_ratified` comes along: whether a council approved, before or after signature.
        """
        at = at or timezone.now()
        over = over_before(LocalDay(at, ZONES))
        soon = over_before(LocalDay(at, ZONES, RENEWAL_DAYS + 1))
        running = Q(state__in=["signed", "in_force", "suspended"])
        status = Case(
            When(running & over, then=Value("expired")),
            When(Q(state="in_force") & soon, then=Value("renewal")),
            When(state="signed", is_ratified=True, then=Value("ratified")),
            default="state",
            output_field=models.CharField(max_length=15),
        )
        return self.with_ratification().annotate(**{"status": status})

    def with_ratification(self) -> "AgreementQuerySet":
        """`is_ratified`: whether a council approved it."""
        acts = self.model._meta.get_field("approvals").related_model._default_manager
        council = acts.filter(agreement=OuterRef("pk"), body_kind="council", outcome="approved")
        return self.annotate(**{"is_ratified": Exists(council)})

    def with_status_of(self, *statuses: str, at: datetime.datetime | None = None) -> "AgreementQuerySet":
        """Those whose status is one of `statuses`."""
        return self.with_status(at).filter(**{"status__in": statuses})

    def current(self, at: datetime.datetime | None = None) -> "AgreementQuerySet":
        """Signed and neither over nor ended: what an authority holds now."""
        return self.with_status_of(*CURRENT, at=at)

    def ending_within(self, days: int, at: datetime.datetime | None = None) -> "AgreementQuerySet":
        """In force, and over within so many days from the day at its place."""
        at = at or timezone.now()
        over = over_before(LocalDay(at, ZONES))
        return self.filter(over_before(LocalDay(at, ZONES, days + 1)), state="in_force").exclude(over)

    def ending_before(self, day: datetime.date) -> "AgreementQuerySet":
        """Whose term is over before a day."""
        return self.filter(over_before(Value(day, output_field=models.DateField())))

    def awaiting_approval(self) -> "AgreementQuerySet":
        """Signed here and not approved by the council, where that is needed or not decided yet."""
        rule = Q(approval_need="needed") | (
            Q(approval_need="country") & ~Q(municipality__country__ratification_usual="no")
        )
        unapproved = {"is_ratified": False}
        return self.made_here().with_ratification().filter(rule, state="signed", **unapproved)

    def candidates_without_news(self, since: datetime.datetime) -> "AgreementQuerySet":
        """Candidates and negotiations that nobody touched after `since`."""
        return self.made_here().filter(state__in=["candidate", "negotiation"], updated_at__lt=since)

    def search(self, query: str) -> "AgreementQuerySet":
        """Those whose title, kind, reference or place holds every word, whatever accents and capitals."""
        found = (
            Q(search_text__contains=word) | Q(municipality__search_text__contains=word)
            for word in words(query)
        )
        return self.filter(*found)

    def for_page(self) -> "AgreementQuerySet":
        """With what a list row shows, and its status, in one query."""
        return self.select_related("municipality__country", "kind").with_status()

    def newest_first(self) -> "AgreementQuerySet":
        """The latest signature first; those without a date by what changed last, at the end."""
        return self.order_by(models.F("signed_on").desc(nulls_last=True), "slug")

    def by_place(self) -> "AgreementQuerySet":
        """A to Z by country and place."""
        return self.order_by(in_order_of("municipality__country__name"), "municipality__name", "slug")
