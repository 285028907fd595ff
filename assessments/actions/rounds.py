"""Rounds are opened, and corrected."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.models import Questionnaire, Round
from networks.access import may_in_country
from networks.models import Country
from networks.roles import Permission
from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.workflow import About, NotAllowed


class StaleRound(Exception):
    """Somebody else saved first. `current` is what the portal holds."""

    def __init__(self, current: Round) -> None:
        self.current = current
        super().__init__(f"version {current.version} is newer")


def open_round(
    *,
    by: User,
    names: Mapping[str, str],
    questionnaire: Questionnaire,
    country: Country | None,
    opens_on: datetime.date,
    closes_on: datetime.date | None = None,
    is_sample: bool = False,
) -> Round:
    """Open a round of `country`, or of the region for None. `names` by the code of the language.

    Raises NotAllowed.
    """
    opened = Round(
        questionnaire=questionnaire,
        country=country,
        opens_on=opens_on,
        closes_on=closes_on,
        is_sample=is_sample,
        **_columns(names),
    )
    _refuse_unless_allowed(by, opened)
    with transaction.atomic():
        _save(opened)
        record("round.opened", opened, by=by)
    return opened


def edit_round(
    in_round: Round,
    *,
    by: User,
    expected_version: int,
    names: Mapping[str, str],
    opens_on: datetime.date,
    closes_on: datetime.date | None,
) -> Round:
    """Correct names and days if nobody saved since `expected_version`; StaleRound otherwise.

    Raises NotAllowed.
    """
    with transaction.atomic():
        row = Round.objects.select_for_update().get(pk=in_round.pk)
        _refuse_unless_allowed(by, row)
        if row.version != expected_version:
            raise StaleRound(row)
        wanted = {**_columns(names), "opens_on": opens_on, "closes_on": closes_on}
        before = {name: getattr(row, name) for name in wanted}
        changed = sorted(name for name in wanted if (before[name] or "") != (wanted[name] or ""))
        for name in changed:
            setattr(row, name, wanted[name])
        if "opens_on" in changed and (sentence := row.why_not_from(opens_on)):
            raise NotAllowed([About(sentence, "opens_on")], kind="missing")
        if changed:
            row.version += 1
            _save(row, update_fields=[*changed, "version", "updated_at"])
            # A round has no history of its own: the event keeps what stood there.
            former = {name: str(before[name] or "") for name in changed}
            record("round.edited", row, by=by, fields=changed, before=former)
    return row


def _columns(names: Mapping[str, str]) -> dict[str, str]:
    return {field: names.get(code, "").strip() for code, field in Round.name_fields().items()}


def _refuse_unless_allowed(by: User, in_round: Round) -> None:
    if not may_in_country(by, Permission.OPEN_ROUNDS, in_round.country_id):
        raise NotAllowed([_("Your role does not include this step.")], kind="permission")


def _save(row: Round, **options: Any) -> None:
    """Write it, or say in words which rule of the database it breaks."""
    if not any(row.names.values()):
        raise NotAllowed([_("Write the name in at least one language.")], kind="missing")
    if row.closes_on is not None and row.closes_on < row.opens_on:
        sentence = _("The round cannot close before it opens.")
        raise NotAllowed([About(sentence, "closes_on")], kind="missing")
    try:
        with transaction.atomic():
            row.save(**options)
    except IntegrityError:
        twin = Round.objects.twin_of(row)
        if twin is None:
            raise
        sentence = _(
            "There is a round for the same cities, with the same questionnaire and the same first day "
            "already: “%(name)s”. Correct that one, or choose another day."
        )
        raise NotAllowed([About(sentence % {"name": twin}, "opens_on")], kind="state") from None
