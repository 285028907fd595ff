"""What happens when someone is given or loses a role."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from networks.models import Posting
from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.audit.verbs import add_sentences

add_sentences(
    {
        "posting.given": _("{actor} gave {person} the posting {object}"),
        "posting.changed": _("{actor} changed a posting of {person} to {object}"),
        "posting.withdrawn": _("{actor} withdrew the posting {object} of {person}"),
    }
)


def give_posting(posting: Posting, *, by: User | None) -> Posting:
    """Save a new or edited posting and record it; `by=None` means the portal itself."""
    verb = "posting.given" if posting._state.adding else "posting.changed"
    with transaction.atomic():
        posting.save()
        record(verb, posting, by=by, person=str(posting.user))
    return posting


def withdraw_posting(posting: Posting, *, by: User) -> None:
    """Delete a posting and record it: the person loses the role at once."""
    with transaction.atomic():
        record("posting.withdrawn", posting, by=by, person=str(posting.user))
        posting.delete()
