"""What is known of a place on the map, and the shape that says it."""

from dataclasses import dataclass
from typing import Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mark(TextChoices):
    """What is known of a place. Two marks of one shape never stand on the same map."""

    MEMBER = "member", _("Member by agreement")
    IN_FORCE = "in_force", _("Agreement in force")
    SIGNED = "signed", _("Signed or ratified")
    NEGOTIATION = "negotiation", _("In negotiation")
    RECOGNITION = "recognition", _("Member by recognition")
    CANDIDATE = "candidate", _("Candidate")
    OBSERVER = "observer", _("Observer")
    NOT_ESTABLISHED = "not_established", _("Status of the agreement not established")
    ANNULLED = "annulled", _("Agreement declared unlawful")

    @classmethod
    def of(cls, route: str, standing: str) -> Self:
        """The mark of a municipality by the codes of its route and standing."""
        if standing == "member":
            return cls("recognition" if route == "recognition" else "member")
        known = {"agreement_annulled": "annulled", "candidate": "candidate", "observer": "observer"}
        return cls(known.get(standing, "not_established"))

    @property
    def shape(self) -> "Shape":
        return SHAPES[self]


@dataclass(frozen=True)
class Shape:
    """How a mark is drawn around 0,0: its class on pages, and the same as attributes for the PDF."""

    css: str
    data: str
    fill: str
    stroke: str
    thickness: float
    dashes: str = ""


def _circle(radius: float) -> str:
    half = f"a{radius:g} {radius:g} 0 1 0 "
    return f"M{-radius:g} 0{half}{2 * radius:g} 0{half}{-2 * radius:g} 0z"


_DISC = Shape("dot", _circle(5.5), "#0072BC", "#FFFFFF", 1.75)
_DASHED = Shape("dot3", _circle(5), "#FFFFFF", "#5A6975", 2, "2.5 2")
SHAPES = {
    Mark.MEMBER: _DISC,
    Mark.IN_FORCE: _DISC,
    Mark.SIGNED: Shape("dot2", _circle(5), "#FFFFFF", "#0072BC", 3),
    Mark.NEGOTIATION: _DASHED,
    Mark.RECOGNITION: Shape("dot", "M0-6.5l6.5 6.5-6.5 6.5-6.5-6.5z", "#0072BC", "#FFFFFF", 1.75),
    Mark.CANDIDATE: _DASHED,
    Mark.OBSERVER: Shape("dot4", "M0-5.5l6 10h-12z", "#FFFFFF", "#5A6975", 2),
    Mark.NOT_ESTABLISHED: Shape("dot4", "M-4-4h8v8h-8z", "#FFFFFF", "#5A6975", 2),
    Mark.ANNULLED: Shape("dot4", "M-4-4l8 8m0-8l-8 8", "none", "#5A6975", 2),
}
