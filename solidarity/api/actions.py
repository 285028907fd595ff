"""What happens to tokens."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from solidarity.accounts.models import User
from solidarity.api.models import Token
from solidarity.audit.record import record
from solidarity.workflow import NotAllowed

USUAL_DAYS, MOST_DAYS = 365, 365
MOST_LIVE = 20


def make_token(
    user: User, *, by: User | None, name: str, scope: str = Token.Scope.READ, days: int = USUAL_DAYS
) -> tuple[Token, str]:
    """A token of `user` that ends after `days`, and its text, which nobody can see again.

    `by=None` means the command line. Raises NotAllowed when the person has too many live tokens.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if Token.objects.of(user).live().count() >= MOST_LIVE:
            sentence = _("You have %(most)d tokens that are valid. Revoke one first.") % {"most": MOST_LIVE}
            raise NotAllowed([sentence], kind="state")
        ends = timezone.now() + datetime.timedelta(days=days)
        token, text = Token.fresh(user=user, name=name, scope=scope, expires_at=ends)
        token.save(force_insert=True)
        record("token.made", token, by=by, scope=scope, days=days)
    return token, text


def revoke_token(token: Token, *, by: User) -> Token:
    """End `token` now and return the saved row. Revoking twice changes nothing."""
    with transaction.atomic():
        row = Token.objects.select_for_update().get(pk=token.pk)
        if row.revoked_at is None:
            row.revoked_at = timezone.now()
            row.save(update_fields=["revoked_at"])
            record("token.revoked", row, by=by)
    return row
