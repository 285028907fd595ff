"""What a person may do at a place, for pages that link to a page of a higher storey."""

from typing import Any

from django import template

from networks.access import may
from networks.models import Municipality
from networks.roles import Permission

register = template.Library()


@register.inclusion_tag("components/ask_for_report.html", takes_context=True)
def ask_for_report(context: dict[str, Any], city: Municipality) -> dict[str, Any]:
    """The button that asks for a report of `city`; nothing for those who may not. Needs `user`."""
    return {"city": city, "is_offered": may(context["user"], Permission.MAKE_REPORTS, city)}
