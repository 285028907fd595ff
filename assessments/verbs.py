"""The words of this app's audit verbs."""

from django.utils.translation import gettext_lazy as _

from solidarity.audit.verbs import add_sentences

add_sentences(
    {
        "round.opened": _("{actor} opened the round {object}"),
        "assessment.opened": _("{actor} opened the self-assessment {object}"),
        "assessment.submitted": _("{actor} submitted the self-assessment {object}"),
        "assessment.returned": _("{actor} returned items of the self-assessment {object}: {items}"),
        "assessment.validated": _("{actor} validated the self-assessment {object}"),
        "evidence.added": _("{actor} added evidence to {question} of {object}: {title}"),
        "evidence.removed": _("{actor} removed evidence from {question} of {object}: {title}"),
    }
)
