"""An officer looks at what a city sent, and validates it or returns single questions."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import actions
from assessments.catalog import items_of
from assessments.forms.fields import LongText
from assessments.forms.steps import COMMENT, ReviewForm
from assessments.models import Assessment
from assessments.reviewing import review_sheet
from assessments.workflow import ASSESSMENT
from networks.access import may
from networks.roles import Permission
from solidarity.accounts.person import person_of
from solidarity.web.views import StepView


class ReviewAssessment(StepView):
    """Every answer with room for a comment; one button returns those with one, the other validates."""

    model = Assessment
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    template_name = "assessments/review/page.html"
    form_class = ReviewForm

    def allowed(self) -> bool:
        """Those who validate here."""
        return may(self.request.user, Permission.VALIDATE, self.object.municipality)

    def take(self, form: Any) -> str:
        """Return or validate."""
        by = person_of(self.request)
        if form.cleaned_data["decision"] == "validate":
            actions.validate_assessment(self.object, by=by, note=form.cleaned_data["note"])
            messages.success(self.request, _("The self-assessment was validated."))
        else:
            comments = form.comments()
            actions.return_assessment(self.object, by=by, comments=comments, note=form.cleaned_data["note"])
            told = ngettext("%(n)d question was returned.", "%(n)d questions were returned.", len(comments))
            messages.success(self.request, told % {"n": len(comments)})
        return reverse("assessments:detail", args=[self.object.pk])

    def context(self) -> dict[str, Any]:
        """Every item with its answer and what changed since the last return."""
        lines = LongText(required=False, strip=False)
        typed = {
            name: lines.to_python(text)
            for name, text in self.request.POST.items()
            if name.startswith(COMMENT)
        }
        steps = ASSESSMENT.open_to(person_of(self.request), self.object)
        names = {step.name for step in steps}
        return {
            **super().context(),
            "sheet": review_sheet(self.object, typed),
            "steps": names,
            "unsaved": [] if "validate" in names else self.unsaved(typed),
        }

    def unsaved(self, typed: Mapping[str, str]) -> list[tuple[str, str]]:
        """What was typed where nothing can be decided any more, each with its label: to be copied."""
        asked, note = _("What to correct"), self.request.POST.get("note", "")
        comments = [
            (f"{asked} – {item.label}", typed.get(f"{COMMENT}{code}", ""))
            for code, item in items_of(self.object.questionnaire_id).items()
        ]
        every = [*comments, (_("Note to the city, about the whole"), note)]
        return [(label, text) for label, text in every if text.strip()]
