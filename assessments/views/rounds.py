"""The list of rounds, opening one and correcting one."""

from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions import StaleRound, edit_round, open_round
from assessments.filters import RoundFilter
from assessments.forms.rounds import EditRoundForm, OpenRoundForm
from assessments.models import Round
from networks.access import may, may_in_country, territory_of
from networks.filters.chips import chips, ways_out
from networks.roles import Permission
from solidarity.accounts.person import person_of
from solidarity.audit.history import history_of
from solidarity.web.templatetags.portal import partial_date
from solidarity.web.views import FormPage, ScopedList, StepView

CONFLICT = 409


class RoundList(ScopedList):
    """The rounds of one's own countries and of the region, the newest first."""

    model = Round
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    filterset_class = RoundFilter
    template_name = "assessments/rounds/list.html"
    rows_template = "assessments/rounds/_rows.html"

    def visible(self) -> Any:
        """With how many self-assessments stand where, as far as this person may see them."""
        return super().visible().with_assessments_of(self.request.user)

    def context(self, narrowed: Any, rows: Any) -> dict[str, Any]:
        """The filters in use, and what this person may do with which rounds."""
        user = self.request.user
        return {
            "chips": chips(narrowed),
            "ways_out": partial(ways_out, narrowed),
            "may_open_round": may(user, Permission.OPEN_ROUNDS),
            "may_open": may(user, Permission.OPEN_ASSESSMENTS),
            "corrects": territory_of(user, Permission.OPEN_ROUNDS),
        }


class OpenRound(FormPage):
    """A new round of one's own country, or of the region."""

    template_name = "assessments/rounds/open.html"
    form_class = OpenRoundForm

    def allowed(self) -> bool:
        """Those who may open one somewhere."""
        return may(self.request.user, Permission.OPEN_ROUNDS)

    def build_form(self, *sent: Any) -> OpenRoundForm:
        """With the countries where this person may open one."""
        return OpenRoundForm(*sent, person=person_of(self.request))

    def take(self, form: Any) -> str:
        """Open it, say what can be done now, and show it among the others."""
        opened = open_round(by=person_of(self.request), **form.told)
        if opened.stage == Round.Stage.UNDER_WAY:
            done = _("The round was opened. Self-assessments can now be opened in it.")
        else:
            done = _("The round is entered. Self-assessments can be opened in it from %(day)s on.")
            done %= {"day": partial_date(opened.opens_on)}
        messages.success(self.request, done)
        return reverse("assessments:round-list")


class EditRound(StepView):
    """Names and days of a round. If somebody saved in between, both versions are shown (409)."""

    model = Round
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    template_name = "assessments/rounds/edit.html"
    form_class = EditRoundForm

    def allowed(self) -> bool:
        """Those who may open such a round."""
        return may_in_country(self.request.user, Permission.OPEN_ROUNDS, self.object.country_id)

    def build_form(self, *sent: Any) -> EditRoundForm:
        """With what is saved now."""
        return EditRoundForm(*sent, in_round=self.object)

    def take(self, form: Any) -> str:
        """Save what was typed over the version that was read."""
        version = form.cleaned_data["version"]
        edit_round(self.object, by=person_of(self.request), expected_version=version, **form.told)
        messages.success(self.request, _("The changes are saved."))
        return reverse("assessments:round-list")

    def context(self) -> dict[str, Any]:
        """What was done with it so far."""
        return {**super().context(), "events": history_of(self.object)}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save, or show what was typed beside what somebody else has saved."""
        try:
            return super().post(request, **kwargs)
        except StaleRound as stale:
            return self._conflict(EditRoundForm(request.POST, in_round=stale.current), stale)

    def _conflict(self, form: EditRoundForm, stale: StaleRound) -> HttpResponse:
        """What was typed stays in the form, which now carries the version that is saved."""
        both = form.meet(stale.current.version)
        page = self._page(form, CONFLICT)
        event = history_of(stale.current).first()
        page.context_data = {**(page.context_data or {}), **both, "event": event}
        return page
