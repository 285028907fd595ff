"""Who one is here, and what frames the boxes of the workspace: greeting, office, countries, changes."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.models import Agreement
from assessments.models import Assessment, Round
from assessments.verbs import with_labels
from networks.access import may
from networks.models import Country, Municipality, Posting
from networks.roles import COUNTRY_ROLES, Permission, Role
from networks.search import fold
from solidarity.accounts.models import User
from solidarity.audit.history import latest_about
from solidarity.audit.models import Event
from solidarity.web.dates import written
from solidarity.workspace.desk import CityRow, Desk

FIRST_CITIES = 25
FIRST_CHANGES = 8
NOON, EVENING, NIGHT_ENDS = 12, 19, 5  # hours of the day
# Where several postings meet, the widest names the page.
WIDEST_FIRST = (
    Role.BUREAU,
    Role.BUREAU_READER,
    Role.COUNTRY_OFFICER,
    Role.COUNTRY_READER,
    Role.MUNICIPAL_COORDINATOR,
    Role.MUNICIPAL_RESPONDENT,
    Role.PARTNER,
    Role.API_CLIENT,
    Role.ADMINISTRATOR,
)


def greeting() -> str:
    """Good morning, afternoon or evening, by the clock of the person's own time zone."""
    hour = timezone.localtime().hour
    if NIGHT_ENDS <= hour < NOON:
        return _("Good morning")
    return _("Good afternoon") if NOON <= hour < EVENING else _("Good evening")


def long_date(day: datetime.date) -> str:
    """The day with its weekday, as one writes it in the active language."""
    return written(day, pgettext("date format", "l j F Y"))


def postings_of(user: User) -> list[Posting]:
    """Who one is here, the widest first. One query."""
    rows = user.postings.select_related("municipality__country", "country", "organisation")
    return sorted(rows, key=lambda posting: (WIDEST_FIRST.index(Role(posting.role)), str(posting)))


def office(postings: Sequence[Posting]) -> str:
    """Whose workspace it is: UNHCR in a country, the bureau, a municipality, an organisation."""
    if not postings:
        return ""
    first = postings[0]
    if first.role in COUNTRY_ROLES:
        offices = [posting for posting in postings if posting.role in COUNTRY_ROLES]
        return _("UNHCR %(country)s") % {"country": ", ".join(str(posting.country) for posting in offices)}
    if first.role in {Role.BUREAU, Role.BUREAU_READER}:
        return _("UNHCR, Regional Bureau for the Americas")
    return str(first.organisation or first.municipality or "")


def own_places(postings: Iterable[Posting]) -> list[Municipality]:
    """The municipalities that a posting names, each once."""
    places = [posting.municipality for posting in postings if posting.municipality]
    return list(dict.fromkeys(places))


@dataclass(frozen=True, slots=True)
class Cities:
    """The first of one's own cities with what is known of each, and the country where it is only one."""

    rows: Sequence[CityRow]
    left_out: int
    country: Country | None


def cities_of(desk: Desk) -> Cities:
    """The cities of one's own countries, by name. No query beyond those of the desk."""
    countries = {city.country for city in desk.cities}
    return Cities(
        [desk.row(city) for city in desk.cities[:FIRST_CITIES]],
        max(0, len(desk.cities) - FIRST_CITIES),
        countries.pop() if len(countries) == 1 else None,
    )


def countries_of(user: User) -> list[Country]:
    """Every country with places, and how many: for those who serve the whole region. One query.

    Annotated with `places`, `members`, `candidates` and `unpublished`.
    """
    standing = Municipality.Standing
    rows = (
        Country.objects.visible_to(user)
        .annotate(
            places=Count("municipalities"),
            members=Count("municipalities", filter=Q(municipalities__standing=standing.MEMBER)),
            candidates=Count("municipalities", filter=Q(municipalities__standing=standing.CANDIDATE)),
            unpublished=Count("municipalities", filter=Q(municipalities__is_public=False)),
        )
        .filter(places__gt=0)
    )
    return sorted(rows, key=lambda country: fold(country.name))


def changes_for(desk: Desk) -> list[Event]:
    """The newest events about one's own places, their agreements and self-assessments. One query more."""
    about = (Municipality, Agreement, Assessment)
    if desk.is_of_region:
        return list(latest_about(about, None)[:FIRST_CHANGES])
    ids = {*desk.place_ids, *(row.pk for row in (*desk.agreements, *desk.assessments))}
    return with_labels(latest_about(about, ids)[:FIRST_CHANGES], desk.assessments) if ids else []


def needs_round(user: User) -> bool:
    """Whether this person opens rounds and sees none that is under way or to come. One query."""
    rounds = Round.objects.visible_to(user).not_over(timezone.localdate())
    return may(user, Permission.OPEN_ROUNDS) and not rounds.exists()
