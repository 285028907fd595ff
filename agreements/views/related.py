"""What public sources tell of places that none of them names as members."""

from typing import Any, ClassVar

from agreements.models import RelatedInstrument
from solidarity.web.views import PlainPage, Scoped


class RelatedList(Scoped, PlainPage):
    """All of them, with their sources: a page of its own, so that nobody counts them as agreements."""

    model = RelatedInstrument
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    template_name = "agreements/related.html"

    def context(self) -> dict[str, Any]:
        """Few and from reference data, so on one page."""
        return {"instruments": self.visible()}
