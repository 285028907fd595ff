"""The names behind the codes of a criterion's cross-walk to related frameworks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.models import Term
from solidarity.web.texts import in_language

PILLARS = "mirps-local-governance"  # the framework whose pillars the cross-walk names
VOCABULARIES: Mapping[str, str | Promise] = {
    "outcome_areas": _("UNHCR outcome areas"),
    "brazil_themes": _("Themes of the reports of Brazil"),
    "urban_inclusion_areas": _("Areas of urban inclusion"),
}

Names = Mapping[tuple[str, str], str]  # by list and code


@dataclass(frozen=True, slots=True)
class Related:
    """What one framework calls the subject of a criterion."""

    heading: str | Promise
    names: list[str]


def names() -> Names:
    """Every name that a cross-walk may need, in the active language. One query."""
    found: dict[tuple[str, str], str] = {}
    wanted = Term.objects.filter(vocabulary__code__in=[*VOCABULARIES, "frameworks"])
    for term in wanted.select_related("vocabulary"):
        found[term.vocabulary.code, term.code] = term.name
        if term.code == PILLARS:
            for pillar in term.details.get("pillars", []):
                found["mirps_pillars", pillar["code"]] = in_language(pillar["name"])
    return found


def related(crosswalk: Mapping[str, Any], known: Names) -> Iterable[Related]:
    """The frameworks of one cross-walk with something to say; an unknown code stands for itself."""
    headings = {
        **VOCABULARIES,
        "mirps_pillars": known.get(("frameworks", PILLARS), PILLARS),
        "sdg_targets": _("Targets of the Sustainable Development Goals"),
    }
    for key, heading in headings.items():
        if codes := crosswalk.get(key):
            yield Related(heading, [known.get((key, code), code) for code in codes])
