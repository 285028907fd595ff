"""The list of self-assessments, opening one, and the overview of one."""

from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import actions, overview
from assessments.filters import AssessmentFilter
from assessments.forms.steps import OpenForm, PlainForm
from assessments.items import answers_here
from assessments.models import Assessment, Round
from assessments.verbs import with_labels
from assessments.workflow import ASSESSMENT
from networks.access import may
from networks.filters.chips import chips, ways_out
from networks.models import Municipality
from networks.roles import Permission
from solidarity.accounts.person import person_of
from solidarity.audit.history import history_of
from solidarity.web.views import FormPage, ScopedDetail, ScopedList, StepView


class AssessmentList(ScopedList):
    """The self-assessments of one's own territory, the latest first."""

    model = Assessment
    shows: ClassVar[tuple[str, ...]] = ("for_page", "with_latest_score", "newest_first")
    filterset_class = AssessmentFilter
    template_name = "assessments/list/page.html"
    rows_template = "assessments/list/_rows.html"

    def context(self, narrowed: Any, rows: Any) -> dict[str, Any]:
        """The filters in use, and whether this person may open one."""
        return {
            "chips": chips(narrowed),
            "ways_out": partial(ways_out, narrowed),
            "may_open": may(self.request.user, Permission.OPEN_ASSESSMENTS),
            "may_open_round": may(self.request.user, Permission.OPEN_ROUNDS),
            "validates": may(self.request.user, Permission.VALIDATE),
        }


class OpenAssessment(FormPage):
    """Choose a city and a round, and open its self-assessment."""

    template_name = "assessments/list/open.html"
    form_class = OpenForm

    def allowed(self) -> bool:
        """Those who may open one somewhere."""
        return may(self.request.user, Permission.OPEN_ASSESSMENTS)

    def build_form(self, *sent: Any) -> OpenForm:
        """With the cities of one's own territory and the rounds under way."""
        user = self.request.user
        places = Municipality.objects.visible_to(user).of_territory(user).order_by("search_text")
        rounds = Round.objects.visible_to(user).under_way(timezone.localdate())
        chosen = {name: self.request.GET.get(name) for name in ("municipality", "round")}
        return OpenForm(*sent, municipalities=places, rounds=rounds, initial=chosen)

    def context(self) -> dict[str, Any]:
        """Which round comes next, and who opens one, for when none is under way."""
        coming = Round.objects.visible_to(self.request.user).to_come(timezone.localdate())
        return {
            "coming": coming.order_by("opens_on").first(),
            "may_open_round": may(self.request.user, Permission.OPEN_ROUNDS),
        }

    def take(self, form: Any) -> str:
        """Open it and go there."""
        data = form.cleaned_data
        opened = actions.open_assessment(
            data["municipality"], by=person_of(self.request), in_round=data["round"]
        )
        messages.success(self.request, _("The self-assessment was opened."))
        return reverse("assessments:detail", args=[opened.pk])


class AssessmentDetail(ScopedDetail):
    """The ten criteria with their progress, what is missing, and who answers."""

    model = Assessment
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    template_name = "assessments/overview.html"

    def context(self) -> dict[str, Any]:
        """Everything around the assessment."""
        user, assessment = person_of(self.request), self.object
        criteria = overview.progress_of(assessment)
        is_open = assessment.state == Assessment.State.OPEN
        return {
            "criteria": criteria,
            "phases": overview.phases(assessment),
            "go_on": overview.next_item(criteria),
            "returned": any(criterion.returned for criterion in criteria),
            "colleagues": overview.colleagues(assessment),
            "missing": assessment.missing_to_submit() if is_open else [],
            "steps": {step.name for step in ASSESSMENT.open_to(user, assessment)},
            "may_answer": is_open and answers_here(user, assessment),
            "history": with_labels(history_of(assessment), [assessment]),
        }


class SubmitAssessment(StepView):
    """Look once more, and send to UNHCR."""

    model = Assessment
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    template_name = "assessments/submit.html"
    form_class = PlainForm

    def allowed(self) -> bool:
        """Those whose role includes it here."""
        return may(self.request.user, Permission.SUBMIT, self.object.municipality)

    def take(self, form: Any) -> str:
        """Freeze and send."""
        actions.submit_assessment(self.object, by=person_of(self.request))
        messages.success(self.request, _("The self-assessment was sent to UNHCR."))
        return reverse("assessments:detail", args=[self.object.pk])

    def context(self) -> dict[str, Any]:
        """What would be sent, and what is missing."""
        is_open = self.object.state == Assessment.State.OPEN
        return {
            **super().context(),
            "criteria": overview.progress_of(self.object),
            "missing": self.object.missing_to_submit() if is_open else [],
            "is_open": is_open,
        }
