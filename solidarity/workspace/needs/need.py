"""A need: something to do, why, and where it is done."""

import datetime
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class Urgency(IntEnum):
    """How needs are grouped, the most urgent first."""

    LATE = 0
    NOW = 1
    COMING = 2

    @property
    def label(self) -> str | Promise:
        """The heading of the group."""
        return HEADINGS[self]

    @property
    def tone(self) -> str:
        """The colour of the symbol."""
        return ("bad", "info", "warn")[self]


HEADINGS = {
    Urgency.LATE: gettext_lazy("Waiting for long"),
    Urgency.NOW: gettext_lazy("Waiting for you"),
    Urgency.COMING: gettext_lazy("Coming up"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """Something to do: what, why, since or until when, and the page and its object where it is done."""

    urgency: Urgency
    day: datetime.date
    icon: str
    title: str
    reason: str
    due: str
    page: str
    pk: UUID
    action: str
    place: str
    is_sample: bool = False


def days_ago(days: int) -> str:
    """How long something has waited, in words."""
    if days <= 0:
        return _("today")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}
