"""The ten core criteria."""

from typing import Any

from networks import crosswalk
from networks.models import Criterion
from solidarity.web.views import PlainPage


class CriterionList(PlainPage):
    """The criteria with scope, related frameworks and what the debate of Quito added."""

    template_name = "networks/criteria/list.html"

    def context(self) -> dict[str, Any]:
        """`rows`: each criterion with what related frameworks call its subject; `source`: of the list."""
        names = crosswalk.names()
        criteria = list(Criterion.objects.visible_to(self.request.user).select_related("source"))
        return {
            "rows": [
                (criterion, list(crosswalk.related(criterion.crosswalk, names))) for criterion in criteria
            ],
            "source": next((criterion.source for criterion in criteria if criterion.source), None),
        }
