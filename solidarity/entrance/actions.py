"""What people change about their own account."""

from django.db import transaction

from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.entrance.sessions import end_sessions_of


def save_profile(user: User, *, by: User, name: str, language: str, time_zone: str, theme: str) -> User:
    """Save what differs and return the saved person; nothing is written when nothing differs."""
    wanted = {"name": name, "language": language, "time_zone": time_zone, "theme": theme}
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        changed = sorted(field for field, value in wanted.items() if getattr(row, field) != value)
        for field in changed:
            setattr(row, field, wanted[field])
        if changed:
            row.save(update_fields=changed)
            record("user.profile_changed", row, by=by, fields=changed)
    return row


def end_sessions(user: User, *, by: User, keep: str | None, only: int | None = None) -> int:
    """End the other sessions of `user`, or `only` the one with that number; returns how many ended."""
    with transaction.atomic():
        ended = end_sessions_of(user, keep=keep, only=only)
        if ended:
            record("user.sessions_ended", user, by=by, count=ended)
    return ended
