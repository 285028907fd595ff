"""What is impossible about the dates of an agreement, in sentences."""

import datetime

from django.utils.translation import gettext as _

from agreements.days import EARLIEST, local_day
from agreements.models import Agreement, Approval
from solidarity.web.templatetags.portal import partial_date
from solidarity.workflow import About, Sentence

State = Agreement.State


def wrong_dates(agreement: Agreement) -> list[Sentence]:
    """What is impossible about the dates, in sentences: later before earlier, long ago, or not here yet."""
    return [
        *_wrong_orders(agreement),
        *_wrong_acts(agreement),
        *_wrong_years(agreement),
        *_wrong_futures(agreement),
    ]


def _wrong_orders(agreement: Agreement) -> list[Sentence]:
    by_day = agreement.signed_precision == "day"
    by_days = by_day and agreement.valid_precision == "day"
    was_in_force = agreement.valid_precision == "day" and agreement.in_force_at is not None
    orders = (
        (
            "candidate_on",
            "negotiation_began_on",
            True,
            _("The negotiation cannot begin before the candidacy (%s)."),
        ),
        (
            "negotiation_began_on",
            "signed_on",
            by_day,
            _("The signature cannot be before the negotiation began (%s)."),
        ),
        (
            "signed_on",
            "valid_from",
            by_days,
            _("The agreement cannot be in force before it was signed (%s)."),
        ),
        ("signed_on", "valid_to", by_days, _("The term cannot end before the signature (%s).")),
        ("valid_from", "valid_to", True, _("The term cannot end before it begins (%s).")),
        ("signed_on", "suspended_on", by_day, _("The suspension cannot begin before the signature (%s).")),
        (
            "valid_from",
            "suspended_on",
            was_in_force,
            _("The suspension cannot begin before the agreement was in force (%s)."),
        ),
        ("signed_on", "ended_on", by_day, _("The agreement cannot end before it was signed (%s).")),
        ("valid_from", "ended_on", was_in_force, _("The agreement cannot end before it was in force (%s).")),
    )
    wrong: list[Sentence] = []
    for earlier, later, comparable, sentence in orders:
        first, last = getattr(agreement, earlier), getattr(agreement, later)
        if first and last and comparable and last < first:
            wrong.append(About(sentence % partial_date(first), later, earlier))
    return wrong


def _wrong_acts(agreement: Agreement) -> list[Sentence]:
    """An act of a council or another body is about something that has begun."""
    if agreement._state.adding or agreement.candidate_on is None:
        return []
    first = agreement.approvals.filter(decided_on__lt=agreement.candidate_on).order_by("decided_on").first()
    if first is None:
        return []
    sentence = _("The candidacy cannot begin after the first act about it (%s).")
    return [About(sentence % partial_date(first.decided_on), "candidate_on")]


def _wrong_years(agreement: Agreement) -> list[Sentence]:
    names = ("candidate_on", "negotiation_began_on", "signed_on", "valid_from", "valid_to", "suspended_on")
    days = {name: getattr(agreement, name) for name in (*names, "ended_on")}
    return [long_ago(day, name) for name, day in days.items() if day and day < EARLIEST]


def long_ago(day: datetime.date, name: str) -> About:
    """That a day lies before there could be anything to agree on."""
    return About(_("Check the year: %s is too long ago.") % partial_date(day), name)


def _wrong_futures(agreement: Agreement) -> list[Sentence]:
    today = local_day(agreement.municipality)
    facts = {
        "candidate_on": _("A city cannot be a candidate since a day still to come (%s)."),
        "negotiation_began_on": _("The negotiation cannot begin on a day still to come (%s)."),
        "signed_on": _("The signature cannot be on a day still to come (%s)."),
        "suspended_on": _("The suspension cannot begin on a day still to come (%s)."),
        "ended_on": _("The end cannot be on a day still to come (%s)."),
    }
    if agreement.state == State.IN_FORCE:
        facts["valid_from"] = _("The agreement cannot be in force since a day still to come (%s).")
    days = {name: getattr(agreement, name) for name in facts}
    return [About(facts[name] % partial_date(day), name) for name, day in days.items() if day and day > today]


def wrong_start(agreement: Agreement, approval: Approval) -> list[Sentence]:
    """What the council has to approve holds from that day at the earliest."""
    if not (agreement.valid_from and approval.decided_on and agreement.valid_from < approval.decided_on):
        return []
    sentence = _("The agreement cannot be in force before the council approved it (%s).")
    return [About(sentence % partial_date(approval.decided_on), "valid_from")]
