"""Where an agreement stands and how it came there, in whole sentences and dated stages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.days import local_day
from agreements.models import Agreement
from solidarity.web.templatetags.portal import partial_date

Status = Agreement.Status
ICONS = {
    Status.CANDIDATE: "circ",
    Status.NEGOTIATION: "msg",
    Status.SIGNED: "pen",
    Status.RATIFIED: "build",
    Status.IN_FORCE: "okc",
    Status.RENEWAL: "refresh",
    Status.SUSPENDED: "alert",
    Status.EXPIRED: "clock",
    Status.ENDED: "xc",
    Status.WITHDRAWN: "back",
    Status.NOT_ESTABLISHED: "info",
}
RUNNING = (Status.IN_FORCE, Status.RENEWAL)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a life: `state` is done, now or todo; `words` are its date or what is known of it."""

    name: str | Promise
    state: str
    icon: str
    words: str


STANDINGS = {
    Status.CANDIDATE: gettext_lazy("The negotiation has not begun yet."),
    Status.NEGOTIATION: gettext_lazy("In negotiation since %(began)s. It has not been signed yet."),
    Status.SIGNED: gettext_lazy("Signed on %(signed)s."),
    Status.RATIFIED: gettext_lazy("The council approved it. It has not been brought into force yet."),
    Status.SUSPENDED: gettext_lazy("Suspended since %(suspended)s."),
    Status.EXPIRED: gettext_lazy("Its term ended on %(until)s."),
    Status.ENDED: gettext_lazy("Ended on %(ended)s: %(how)s."),
    Status.WITHDRAWN: gettext_lazy("It was given up before it was signed."),
    Status.NOT_ESTABLISHED: gettext_lazy("Public sources tell of it, but not whether it is in force today."),
}
ROUGHLY = {  # where the date is known to the month or the year only
    Status.SIGNED: gettext_lazy("Signed in %(signed)s."),
    Status.EXPIRED: gettext_lazy("Its term ended with %(until)s."),
}


def standing(agreement: Agreement) -> str:
    """Why it has its status, in a sentence or two. Needs `with_status()` and the country."""
    status = Status(agreement.status)
    until = partial_date(agreement.valid_to, agreement.valid_precision)
    if status == Status.IN_FORCE:
        return _in_force_in_words(agreement, until)
    if status == Status.RENEWAL:
        return _days_left(agreement, until)
    if status == Status.SIGNED and agreement.signed_on is None:
        return _("Signed, on a date that was not found.") + f" {_what_is_open(agreement)}"
    if status == Status.NOT_ESTABLISHED and _is_recognition(agreement):
        return _("Recognised by UNHCR, without an agreement.")
    words = {
        "began": partial_date(agreement.negotiation_began_on),
        "signed": partial_date(agreement.signed_on, agreement.signed_precision),
        "suspended": partial_date(agreement.suspended_on),
        "ended": partial_date(agreement.ended_on),
        "how": agreement.get_end_reason_display().lower(),
        "until": until,
    }
    precisions = {Status.SIGNED: agreement.signed_precision, Status.EXPIRED: agreement.valid_precision}
    table = STANDINGS if precisions.get(status, "day") == "day" else ROUGHLY
    sentence = str(table[status]) % words
    return f"{sentence} {_what_is_open(agreement)}" if status == Status.SIGNED else sentence


def _is_recognition(agreement: Agreement) -> bool:
    return agreement.kind.code == "recognition"


def _what_is_open(agreement: Agreement) -> str:
    """What stands between signature and force. Of a public fact nobody knows, so nothing is asked for."""
    if not agreement.was_made_here:
        return _("Public sources do not say whether it is in force today.")
    if agreement.approval_rule == "needed":
        return _("The approval of the council is still missing.")
    if agreement.approval_rule == "not_needed":
        return _("It needs no approval of the council, and has not been brought into force yet.")
    return _("Whether the council has to approve it is not decided yet.")


def _in_force_in_words(agreement: Agreement, end: str) -> str:
    since = partial_date(agreement.valid_from, agreement.valid_precision)
    if since and end:
        return _("In force from %(since)s through %(end)s.") % {"since": since, "end": end}
    if since:
        return _("In force since %(since)s, without an end date.") % {"since": since}
    return _("In force.")


def _days_left(agreement: Agreement, end: str) -> str:
    if agreement.valid_to is None or agreement.valid_precision != "day":
        return _("In force through %(end)s.") % {"end": end}
    days = (agreement.valid_to - local_day(agreement.municipality)).days
    return ngettext(
        "In force through %(end)s: %(days)s day is left to renew it.",
        "In force through %(end)s: %(days)s days are left to renew it.",
        days,
    ) % {"end": end, "days": days}


def stages(agreement: Agreement) -> list[Stage]:
    """The stages of its life in their order, past and next. Needs approvals and events prefetched."""
    if not agreement.was_made_here:
        return [*_told_by_sources(agreement)]
    reached = [*_reached(agreement)]
    return [*reached[:-1], *_present(agreement, reached[-1]), *_ahead(agreement)]


def _told_by_sources(agreement: Agreement) -> Iterator[Stage]:
    for event in agreement.events.all():
        when = partial_date(event.happened_on, event.happened_precision) or _("date not found")
        yield Stage(str(event.kind), "done", "check", when)
    if agreement.status in {Status.NOT_ESTABLISHED, Status.SIGNED} and not _is_recognition(agreement):
        yield Stage(_("Today"), "todo", "info", _("not established"))


def _reached(agreement: Agreement) -> Iterator[Stage]:
    """What has happened, each with its date."""
    approved = min(
        (act.decided_on for act in agreement.approvals.all() if act.ratifies and act.decided_on), default=None
    )
    facts = [
        (Status.CANDIDATE, agreement.candidate_on or local_day(agreement.municipality, agreement.created_at)),
        (Status.NEGOTIATION, agreement.negotiation_began_on),
        (Status.SIGNED, agreement.signed_on),
        (Status.RATIFIED, approved),
        (Status.IN_FORCE, agreement.valid_from if agreement.in_force_at else None),
    ]
    for status, day in sorted(((status, day) for status, day in facts if day), key=lambda fact: fact[1]):
        yield Stage(status.label, "done", "check", partial_date(day))


def _present(agreement: Agreement, last: Stage) -> Iterator[Stage]:
    """The last stage reached is where it stands now, unless something else came after it."""
    status = Status(agreement.status)
    if status in {Status.SUSPENDED, Status.ENDED, Status.WITHDRAWN, Status.EXPIRED}:
        yield last
        day = {
            Status.SUSPENDED: agreement.suspended_on,
            Status.ENDED: agreement.ended_on,
            Status.EXPIRED: agreement.valid_to,
            Status.WITHDRAWN: local_day(agreement.municipality, agreement.withdrawn_at),
        }[status]
        yield Stage(status.label, "now", ICONS[status], partial_date(day))
    else:
        shown = Status.IN_FORCE if status in RUNNING else status
        words = _("since %(date)s") % {"date": last.words} if status in RUNNING else last.words
        yield Stage(last.name, "now", ICONS[shown], words)


def _ahead(agreement: Agreement) -> Iterator[Stage]:
    """What comes next, as far as it can be told."""
    status = Status(agreement.status)
    before = {
        Status.CANDIDATE: [Status.NEGOTIATION, Status.SIGNED, Status.RATIFIED, Status.IN_FORCE],
        Status.NEGOTIATION: [Status.SIGNED, Status.RATIFIED, Status.IN_FORCE],
        Status.SIGNED: [Status.RATIFIED, Status.IN_FORCE],
        Status.RATIFIED: [Status.IN_FORCE],
    }.get(status, [])
    for later in before:
        if later != Status.RATIFIED or not (agreement.is_ratified or agreement.approval_rule == "not_needed"):
            yield Stage(later.label, "todo", ICONS[later], "")
    if status in RUNNING and agreement.valid_to:
        end = partial_date(agreement.valid_to, agreement.valid_precision)
        yield Stage(_("Renewal"), "todo", "refresh", _("before %(date)s") % {"date": end})
