"""Reads everything a progress report says, as one person may see it, in the active language."""

from networks.access import Person
from networks.models import Municipality
from solidarity.reports.progress.agreements import agreements_of
from solidarity.reports.progress.contents import City, Day, Progress
from solidarity.reports.progress.quality import quality_of
from solidarity.reports.progress.results import latest_result, open_assessment


def build(place: Municipality, reader: Person) -> Progress:
    """The contents of the report. No request, no HTML, no PDF; a fixed number of queries."""
    agreements = agreements_of(place, reader)
    result = latest_result(place, reader)
    progress = None if result else open_assessment(place, reader)
    return Progress(
        city=_city(place),
        agreements=agreements,
        result=result,
        open_assessment=progress,
        quality=quality_of(place, agreements, result, progress),
    )


def _city(place: Municipality) -> City:
    country = place.country
    return City(
        name=place.name,
        kind=place.get_kind_display(),
        country=str(country or ""),
        region=place.admin1_name,
        council=country.council_term if country else "",
        joined=Day(place.joined_on, place.joined_precision) if place.joined_on else None,
        population=place.population,
        standing=place.get_standing_display(),
    )
