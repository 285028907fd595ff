"""The agreements of a city with everything that happened to them."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _

from agreements.models import Agreement as Row
from agreements.models import Approval as Act
from agreements.models import Signatory
from networks.access import Person
from networks.models import Municipality
from solidarity.reports.progress.contents import Agreement, Approval, Day, Document, Source
from solidarity.web.templatetags.portal import partial_date

RELATED = (
    "signatories",
    "approvals__act",
    "documents__file",
    "sources",
    "areas",
    "events__kind",
    "events__ruling",
)
SIGNED = "signed"  # the event that stands in the row of the signature already
NOT_SIGNED = frozenset({Row.Status.CANDIDATE, Row.Status.NEGOTIATION, Row.Status.WITHDRAWN})


def agreements_of(place: Municipality, reader: Person) -> tuple[Agreement, ...]:
    """Those that `reader` may see, what says most about today first, in a fixed number of queries."""
    rows = Row.objects.visible_to(reader).filter(municipality=place).for_page().newest_first()
    in_order = sorted(rows.prefetch_related(*RELATED), key=lambda row: row.telling)
    return tuple(_agreement(row) for row in in_order)


def _agreement(row: Row) -> Agreement:
    return Agreement(
        title=str(row),
        title_language=row.language if row.title else "",
        kind=str(row.kind),
        status=row.status,
        status_label=row.status_label,
        is_signed=row.status not in NOT_SIGNED,
        signed=Day(row.signed_on, row.signed_precision) if row.signed_on else None,
        facts=tuple(_facts(row)),
        approvals=tuple(_approval(act) for act in row.approvals.all()),
        approval_note=_approval_note(row),
        documents=tuple(_documents(row)),
        sources=tuple(Source(source.title, source.address) for source in row.sources.all()),
        is_sample=row.is_sample,
    )


def _facts(row: Row) -> Iterator[tuple[str, str]]:
    """Label and text of what is known, in the order of its life; what nobody knows is not printed."""
    facts = (
        (_("Reference"), row.reference),
        (_("Negotiation since"), partial_date(row.negotiation_began_on)),
        (_("Signed"), _signing(row)),
        (_("Signatories"), " · ".join(_signatory(each) for each in row.signatories.all())),
        (_("In force since"), partial_date(row.valid_from, row.valid_precision)),
        (_("Valid through"), _end(row)),
        (_("Areas"), ", ".join(sorted(str(area) for area in row.areas.all()))),
    )
    yield from ((label, text) for label, text in facts if text)
    yield from _interruptions(row)
    for event in row.events.all():
        ruling = f"{event.ruling}. {event.ruling.summary}" if event.ruling else ""
        text = _dated(ruling, event.happened_on, event.happened_precision)
        if text and event.kind.code != SIGNED:
            yield str(event.kind), text


def _signing(row: Row) -> str:
    if row.signed_on:
        return ", ".join(filter(None, [partial_date(row.signed_on, row.signed_precision), row.place]))
    return "" if row.status in NOT_SIGNED else _("date not established")


def _end(row: Row) -> str:
    return _("without an end date") if row.is_indefinite else partial_date(row.valid_to, row.valid_precision)


def _interruptions(row: Row) -> Iterator[tuple[str, str]]:
    if row.suspended_on and row.status == Row.Status.SUSPENDED:
        yield _("Suspended"), _dated(row.suspension_reason, row.suspended_on)
    if row.ended_on or row.end_reason:
        words = [row.get_end_reason_display() if row.end_reason else "", row.end_note]
        yield _("Ended"), _dated(". ".join(filter(None, words)), row.ended_on)
    if row.withdrawal_reason:
        yield _("Withdrawn"), row.withdrawal_reason


def _dated(text: str, day: datetime.date | None, precision: str = "day") -> str:
    return ": ".join(filter(None, [partial_date(day, precision or "day"), text]))


def _signatory(each: Signatory) -> str:
    """By office: reports name no persons."""
    return f"{each.office}, {each.organisation}" if each.organisation else each.office


def _approval(act: Act) -> Approval:
    return Approval(
        body=act.body,
        act=" ".join(filter(None, [str(act.act), act.number])),
        on=Day(act.decided_on, act.decided_precision) if act.decided_on else None,
        outcome=act.get_outcome_display(),
        votes=_votes(act),
    )


def _documents(row: Row) -> Iterator[Document]:
    """The current version of each paper."""
    papers = list(row.documents.all())
    replaced = {paper.replaces_id for paper in papers}
    for paper in papers:
        if paper.pk not in replaced:
            yield Document(
                title=paper.title,
                kind=paper.get_kind_display(),
                version=paper.version,
                sha256=paper.file.sha256,
            )


def _votes(act: Act) -> str:
    if act.votes_for is None:
        return ""
    votes = _("%(in_favour)d in favour, %(against)d against") % {
        "in_favour": act.votes_for,
        "against": act.votes_against,
    }
    if act.votes_abstained:
        votes += _(", %(abstained)d abstained") % {"abstained": act.votes_abstained}
    return votes


def _approval_note(row: Row) -> str:
    """What is needed before it is in force, for agreements made here; public facts do not say."""
    if not row.was_made_here:
        return ""
    rule = {
        "needed": _("Approval by the council is needed."),
        "not_needed": _("Approval by the council is not needed."),
    }.get(row.approval_rule, _("Whether the council has to approve it is not established."))
    return f"{rule} {row.approval_need_reason}".strip()
