"""A person's own signed-in devices: the list, and ending them."""

import datetime
import time
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from solidarity.accounts.middleware import BEGAN, SEEN, is_over
from solidarity.accounts.models import User
from solidarity.entrance.devices import Device, device_of


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One device on which a person is signed in. Forms name it by `number`; the key stays here."""

    number: int
    device: Device
    began_at: datetime.datetime
    seen_at: datetime.datetime
    is_current: bool


def sessions_of(user: User, *, current_key: str | None) -> list[OwnSession]:
    """Every session of `user` that still works: this one first, then the latest. Two queries."""
    rows = UserSession.objects.filter(user=user)
    keys = [row.session_key for row in rows]
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    data = {session.session_key: session.get_decoded() for session in alive}
    found = [
        _own_session(row, data[row.session_key], is_current=row.session_key == current_key)
        for row in rows
        if _works(data.get(row.session_key), user)
    ]
    return sorted(found, key=lambda item: (item.is_current, item.seen_at), reverse=True)


def end_sessions_of(user: User, *, keep: str | None = None, only: int | None = None) -> int:
    """End the sessions of `user` but the one with the key `keep`; with `only`, just that number.

    Returns how many ended. To be called inside a transaction.
    """
    rows = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    if only is not None:
        rows = rows.filter(pk=only)
    keys = list(rows.values_list("session_key", flat=True))
    ended, _tables = Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return ended


def _works(data: dict[str, object] | None, user: User) -> bool:
    if data is None or data.get(HASH_SESSION_KEY) != user.get_session_auth_hash():
        return False
    return not is_over(data, int(time.time()))


def _own_session(row: UserSession, data: dict[str, int], *, is_current: bool) -> OwnSession:
    began = data.get(BEGAN) or int(row.created_at.timestamp())
    seen = int(time.time()) if is_current else data.get(SEEN, began)
    return OwnSession(
        number=row.pk,
        device=device_of(row.user_agent),
        began_at=_moment(began),
        seen_at=_moment(seen),
        is_current=is_current,
    )


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC)
