"""What the reader should know of the data: what is missing, how old it is, where it comes from."""

import datetime
from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.models import Municipality
from solidarity.reports.progress.contents import Agreement, Quality, Result, Source
from solidarity.web.templatetags.portal import zoned_moment


def quality_of(
    place: Municipality,
    agreements: Sequence[Agreement],
    result: Result | None,
    progress: tuple[int, int] | None,
) -> Quality:
    """Judged by what the report itself shows, so that it never says more than its reader may see."""
    return Quality(
        missing=tuple(_missing(place, agreements, result, progress)),
        dates=tuple(_dates(place, result)),
        sources=tuple(_sources(place, agreements)),
    )


def _missing(
    place: Municipality,
    agreements: Sequence[Agreement],
    result: Result | None,
    progress: tuple[int, int] | None,
) -> Iterator[str]:
    if not agreements:
        yield _("No agreement of this city with UNHCR is recorded.")
    for agreement in agreements:
        yield from _missing_of(agreement)
    if place.joined_on is None:
        yield _("Since when it is a City of Solidarity is not established.")
    if result is None:
        yield _open(progress)
        return
    yield from _missing_in(result)


def _missing_of(agreement: Agreement) -> Iterator[str]:
    if agreement.status == "not_established":
        yield _("The present status of “%(title)s” is not established.") % {"title": agreement.title}
    if agreement.status == "signed" and not agreement.approvals:
        yield _("No approval of “%(title)s” is recorded.") % {"title": agreement.title}
    if not agreement.sources and not agreement.documents:
        yield _("“%(title)s” has neither a document nor a source in the portal.") % {"title": agreement.title}


def _open(progress: tuple[int, int] | None) -> str:
    if progress is None:
        return _("There is no self-assessment of this city yet.")
    return _("The self-assessment is not handed in yet: %(done)d of %(all)d questions are answered.") % {
        "done": progress[0],
        "all": progress[1],
    }


def _missing_in(result: Result) -> Iterator[str]:
    for item in result.criteria:
        if item.municipal is None:
            yield _(
                "Criterion %(number)d, %(title)s, has no score: %(coverage)d%% of its weight is known, "
                "%(least)d%% are needed."
            ) % {
                "number": item.number,
                "title": item.title,
                "coverage": item.coverage,
                "least": result.minimum_coverage,
            }
    if result.unknown:
        yield ngettext(
            "%(count)d question is answered with “not known yet”.",
            "%(count)d questions are answered with “not known yet”.",
            result.unknown,
        ) % {"count": result.unknown}
    if result.not_applicable:
        yield ngettext(
            "%(count)d question does not apply here and is left out of the count.",
            "%(count)d questions do not apply here and are left out of the count.",
            result.not_applicable,
        ) % {"count": result.not_applicable}
    unnamed = sum(not (item.area and item.time_frame) for item in result.commitments)
    if unnamed:
        yield ngettext(
            "%(count)d commitment names no responsible area or no time frame.",
            "%(count)d commitments name no responsible area or no time frame.",
            unnamed,
        ) % {"count": unnamed}
    if not result.is_validated:
        yield _("Nobody has validated the self-assessment yet.")


def _dates(place: Municipality, result: Result | None) -> Iterator[tuple[str, str]]:
    if result is not None:
        yield _("Self-assessment handed in"), _local(result.submitted_at) or _("not known")
        yield _("Self-assessment validated"), _local(result.validated_at) or _("not yet")
    yield _("City's record last changed"), _local(place.updated_at)


def _local(when: datetime.datetime | None) -> str:
    return zoned_moment(timezone.localtime(when)) if when else ""


def _sources(place: Municipality, agreements: Sequence[Agreement]) -> list[Source]:
    """Each source once, those of the city first."""
    own = [Source(place.source.title, place.source.address)] if place.source else []
    return list(dict.fromkeys([*own, *(source for each in agreements for source in each.sources)]))
