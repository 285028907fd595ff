"""The mark of a place on a map, by what is known of its agreements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import F

from agreements.models import Agreement
from networks.access import Person
from solidarity.charts.marks import Mark

BY_STANDING = (Mark.MEMBER, Mark.CANDIDATE, Mark.NOT_ESTABLISHED)  # an agreement may say more than these
HELD = {"in_force", "renewal"}
SIGNED = {"signed", "ratified"}


def by_agreement(marks: Mapping[UUID, Mark], user: Person) -> Mapping[UUID, Mark]:
    """Better marks where agreements are known; a member without one that is known is not established.

    Sample data never marks a place, and neither does a recognition: it has a mark of its own.
    """
    open_to_more = [pk for pk, mark in marks.items() if mark in BY_STANDING]
    rows = Agreement.objects.visible_to(user).filter(municipality__in=open_to_more, is_sample=False)
    agreements = rows.exclude(kind__code="recognition").with_status()
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in agreements.only("municipality", "state").order_by(F("signed_on").asc(nulls_first=True)):
        found[row.municipality_id].append(row.status)
    return {pk: _mark(found[pk], mark) if mark in BY_STANDING else mark for pk, mark in marks.items()}


def _mark(statuses: Sequence[str], by_standing: Mark) -> Mark:
    """What the agreements of a place, from the oldest to the latest, add up to."""
    if HELD.intersection(statuses):
        return Mark.IN_FORCE
    if statuses and statuses[-1] in SIGNED:  # the latest one: an older signature may long be over
        return Mark.SIGNED
    if "negotiation" in statuses:
        return Mark.NEGOTIATION
    if by_standing == Mark.CANDIDATE or "candidate" in statuses:
        return Mark.CANDIDATE
    return Mark.NOT_ESTABLISHED
