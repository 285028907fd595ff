"""The first page after signing in."""

from typing import Any

from django.utils import timezone

from networks.access import may, roles_of
from networks.roles import COUNTRY_ROLES, Permission, Role
from solidarity.accounts.models import User
from solidarity.accounts.person import person_of
from solidarity.web.views import PlainPage
from solidarity.workspace import overview
from solidarity.workspace.answering import answering_on
from solidarity.workspace.desk import Desk
from solidarity.workspace.needs import needs_of
from solidarity.workspace.stages import stages_of_region, stages_on, totals_of_region

WORKING = {Permission.WRITE_AGREEMENTS, Permission.VALIDATE, Permission.ANSWER}
REGIONAL = {Role.BUREAU, Role.BUREAU_READER}
MUNICIPAL = {Role.MUNICIPAL_COORDINATOR, Role.MUNICIPAL_RESPONDENT, Role.PARTNER}


class Workspace(PlainPage):
    """Who one is here, what needs one, what is one's own and what changed; only what exists is shown."""

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
            "reads_by_machine": Role.API_CLIENT in roles_of(user),
            "keeps_tokens": may(user, Permission.KEEP_TOKENS),
            "administers": user.is_staff,
            "writes": may(user, Permission.WRITE_AGREEMENTS),
            "needs_round": overview.needs_round(user),
            **self.boxes(user, postings),
        }

    def boxes(self, user: User, postings: Any) -> dict[str, Any]:
        """By role: the region in totals, or one's own places row by row."""
        desk = Desk(user)
        roles = set(roles_of(user))
        if roles & REGIONAL:
            return _region(desk)
        if roles & set(COUNTRY_ROLES):
            return _country(desk) | _cities(desk, postings)
        return _cities(desk, postings) if roles & MUNICIPAL else {}


def _region(desk: Desk) -> dict[str, Any]:
    stages = stages_of_region(desk.user)
    return {
        "needs": needs_of(desk),
        "stages": stages,
        "totals": totals_of_region(desk.user, stages),
        "countries": overview.countries_of(desk.user),
        "changes": overview.changes_for(desk),
    }


def _country(desk: Desk) -> dict[str, Any]:
    return {"cities": overview.cities_of(desk), "stages": stages_on(desk)}


def _cities(desk: Desk, postings: Any) -> dict[str, Any]:
    works = any(may(desk.user, permission) for permission in WORKING)
    return {
        "needs": needs_of(desk),
        "works": works,
        "places": [desk.row(city) for city in overview.own_places(postings)],
        "answering": answering_on(desk),
        "changes": overview.changes_for(desk),
    }
