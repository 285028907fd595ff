"""What agreements say of places, for the pages of places: templates may look up, their code may not."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import template
from django.db.models import Prefetch

from agreements.models import Agreement, AgreementEvent
from networks.models import Municipality

register = template.Library()


@register.inclusion_tag("agreements/_of_city.html", takes_context=True)
def agreements_of(context: template.Context, city: Municipality) -> dict[str, Any]:
    """The agreements of a place that this person may see, the latest first, with rulings and sources."""
    user = context["request"].user
    ruled = AgreementEvent.objects.filter(ruling__isnull=False).select_related("ruling")
    rows = Agreement.objects.visible_to(user).filter(municipality=city).for_page().newest_first()
    shown = rows.prefetch_related("sources", Prefetch("events", ruled, to_attr="ruled"))
    return {"agreements": shown, "signed_in": user.is_authenticated}


@register.simple_tag(takes_context=True)
def agreements_by_city(
    context: template.Context, cities: Iterable[Municipality]
) -> Mapping[UUID, list[Agreement]]:
    """The agreements of these places by the id of the place, in one query.

    Without samples: on public pages those never stand beside facts.
    """
    rows = Agreement.objects.visible_to(context["request"].user).filter(is_sample=False)
    found: dict[UUID, list[Agreement]] = {}
    for agreement in rows.filter(municipality__in=[city.pk for city in cities]).for_page().newest_first():
        found.setdefault(agreement.municipality_id, []).append(agreement)
    return found


@register.filter
def of(found: Mapping[UUID, list[Agreement]], city: Municipality) -> Agreement | None:
    """Of what `agreements_by_city` found, the one of this place that says most about today."""
    return min(found.get(city.pk, []), key=lambda agreement: agreement.telling, default=None)
