"""The words of this app's audit verbs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.catalog import Item, items_of
from assessments.models import Assessment
from solidarity.audit.models import Event
from solidarity.audit.verbs import add_sentences

NAMING = ("question", "items")  # details that name questions

add_sentences(
    {
        "round.opened": _("{actor} opened the round {object}"),
        "round.edited": _("{actor} changed the round {object}"),
        "assessment.opened": _("{actor} opened the self-assessment {object}"),
        "assessment.submitted": _("{actor} submitted the self-assessment {object}"),
        "assessment.returned": _("{actor} returned questions of the self-assessment {object}: {items}"),
        "assessment.validated": _("{actor} validated the self-assessment {object}"),
        "evidence.added": _("{actor} added evidence to question {question} of {object}: {title}"),
        "evidence.removed": _("{actor} removed evidence from question {question} of {object}: {title}"),
    }
)


def with_labels(events: Iterable[Event], assessments: Iterable[Assessment]) -> list[Event]:
    """Older events name questions by codes: those about `assessments` say here what people call them."""
    shown = list(events)
    versions = {str(assessment.pk): assessment.questionnaire_id for assessment in assessments}
    for event in shown:
        if event.object_id in versions:
            event.details = event.details | _labelled(event.details, items_of(versions[event.object_id]))
    return shown


def _labelled(details: Mapping[str, Any], items: Mapping[str, Item]) -> dict[str, str]:
    named = {name: details[name].split(", ") for name in NAMING if name in details}
    return {
        name: ", ".join(items[code].label if code in items else code for code in codes)
        for name, codes in named.items()
    }
