"""The first page after signing in."""

from typing import Any

from django.utils import timezone

from networks.access import may, roles_of
from networks.roles import Permission, Role
from solidarity.accounts.person import person_of
from solidarity.web.views import PlainPage
from solidarity.workspace import overview


class Workspace(PlainPage):
    """Who one is here, what is one's own, and what changed in it; only what exists is shown."""

    template_name = "workspace/workspace.html"

    def context(self) -> dict[str, Any]:
        """What the template needs; a box without content is not there."""
        user = person_of(self.request)
        postings = overview.postings_of(user)
        return {
            "greeting": overview.greeting(),
            "office": overview.office(postings),
            "today": timezone.localdate(),
            "long_date": overview.long_date(timezone.localdate()),
            "postings": postings,
            "places": overview.own_places(postings),
            "cities": overview.cities_of(user),
            "countries": overview.countries_of(user),
            "changes": overview.changes_for(user),
            "reads_by_machine": Role.API_CLIENT in roles_of(user),
            "keeps_tokens": may(user, Permission.KEEP_TOKENS),
            "administers": may(user, Permission.ADMINISTER),
        }
