"""Sessions in the database, read by a statement that is ready."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from solidarity.statements import Reading

FIND = Reading(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")
)


class SessionStore(db.SessionStore):
    """Django's own store, with its own rows: only the reading is ours."""

    def load(self) -> dict[str, Any]:
        """What the session holds; empty, and without a key, when it is unknown or over."""
        row = FIND.first(key=self.session_key, now=timezone.now())
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
