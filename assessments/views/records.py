"""What is kept beside an answer: its versions, and its evidence."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions, items
from assessments.catalog import item_of, items_of
from assessments.forms.steps import PlainForm
from assessments.models import AnswerRevision, Assessment, Evidence
from assessments.versions import versions_of
from solidarity.accounts.person import person_of
from solidarity.files.serving import serve
from solidarity.web.views import ReadOnlyView, Scoped, ScopedDetail, StepView


class AnswerHistory(ScopedDetail):
    """Every save of one answer: who, when, and what it changed."""

    model = Assessment
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    template_name = "assessments/item/history.html"

    def context(self) -> dict[str, Any]:
        """The versions, the latest first; Http404 for an unknown item."""
        code = self.kwargs["code"]
        item = items_of(self.object.questionnaire_id).get(code)
        if item is None:
            raise Http404
        revisions = AnswerRevision.objects.about(self.object, item.question)
        return {
            "item": item,
            "question": item.question,
            "versions": versions_of(revisions, items.labels_of(self.object)),
        }


class EvidenceFile(Scoped, ReadOnlyView):
    """The file of one piece of evidence, as a download."""

    model = Evidence
    shows: ClassVar[tuple[str, ...]] = ("for_page",)

    def get(self, _request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The file; links have none."""
        evidence: Evidence = self.find("pk", kwargs["pk"])
        if evidence.file is None:
            raise Http404
        return serve(evidence.file)


class RemoveEvidence(StepView):
    """Ask once, then take a piece of evidence away."""

    model = Evidence
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    template_name = "assessments/item/remove.html"
    form_class = PlainForm

    def allowed(self) -> bool:
        """Those who answer here."""
        return items.answers_here(self.request.user, self.object.assessment)

    def context(self) -> dict[str, Any]:
        """With the item it belongs to."""
        item = item_of(self.object.assessment.questionnaire_id, self.object.question.code)
        return {**super().context(), "item": item}

    def take(self, form: Any) -> str:
        """Remove it, and back to the item."""
        evidence = self.object
        actions.remove_evidence(evidence, by=person_of(self.request))
        messages.success(self.request, _("The evidence was removed."))
        return reverse("assessments:item", args=[evidence.assessment_id, evidence.question.code])
