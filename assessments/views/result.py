"""The result of an assessment, and how each of its numbers came about."""

from typing import Any, ClassVar

from django.http import Http404

from assessments.freezing import result_of
from assessments.models import Assessment
from assessments.results import Report
from assessments.scoring import LEAST_CRITERIA
from assessments.workflow import ASSESSMENT
from solidarity.accounts.person import person_of
from solidarity.web.views import ScopedDetail


class ResultPage(ScopedDetail):
    """Both readings, strengths and gaps, and what others would have to do."""

    model = Assessment
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    template_name = "assessments/result/page.html"

    def context(self) -> dict[str, Any]:
        """The frozen result; before the first submission a preview."""
        result = result_of(self.object)
        report = Report(self.object, result)
        steps = ASSESSMENT.open_to(person_of(self.request), self.object)
        return {
            "report": report,
            "snapshot": result.snapshot,
            "minimum": result.minimum_coverage,
            "least": LEAST_CRITERIA,
            "chart": report.chart(listed_at="#table"),
            "steps": {step.name for step in steps},
        }


class ResultCriterion(ScopedDetail):
    """The answers, weights and exclusions behind the numbers of one criterion."""

    model = Assessment
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    template_name = "assessments/result/criterion.html"

    def context(self) -> dict[str, Any]:
        """The account of each reading; Http404 for an unknown criterion."""
        result = result_of(self.object)
        report = Report(self.object, result)
        slug = self.kwargs["slug"]
        found = [criterion for criterion in report.criteria if criterion.slug == slug]
        if not found:
            raise Http404
        return {
            "criterion": found[0],
            "criteria": report.criteria,
            "accounts": report.accounts(found[0]),
            "minimum": result.minimum_coverage,
            "snapshot": result.snapshot,
        }
