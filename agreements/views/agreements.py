"""The list of agreements; one agreement with its history; entering it and editing it."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet

from agreements.actions import StaleAgreement, create_agreement, edit_agreement
from agreements.filters import AgreementListFilter
from agreements.forms.agreements import EditAgreementForm, NewAgreementForm
from agreements.forms.days import wrong_days
from agreements.models import Agreement
from agreements.records import AGREEMENT
from agreements.views.approvals import AddApproval, DecideApprovalNeed
from agreements.views.steps import AgreementForm, open_steps
from agreements.wording import stages, standing
from agreements.workflow import WRITE, may_write
from networks.access import may, territory_of
from networks.filters.chips import chips, ways_out
from networks.roles import Permission
from solidarity.accounts.models import User
from solidarity.accounts.person import person_of
from solidarity.audit.history import history_of
from solidarity.web.conflicts import version_read
from solidarity.web.downloads import download, read_me
from solidarity.web.views import FormPage, ReadOnlyView, Scoped, ScopedDetail, ScopedList
from solidarity.workflow import Sentence

CONFLICT = 409
NEWEST_DOCUMENTS = 5


class AgreementList(ScopedList):
    """All agreements this person may see, with filters, order and downloads."""

    model = Agreement
    shows: ClassVar[tuple[str, ...]] = ("for_page",)
    filterset_class = AgreementListFilter
    template_name = "agreements/list.html"
    rows_template = "agreements/_rows.html"

    def context(self, narrowed: FilterSet, rows: Any) -> dict[str, Any]:
        """The filters in use, which of them to take away when nothing fits, and who may enter a new one."""
        return {
            "chips": chips(narrowed),
            "ways_out": partial(ways_out, narrowed),
            "may_create": may(person_of(self.request), WRITE),
        }


class AgreementSheet(Scoped, ReadOnlyView):
    """The list with the filters in use as one whole file; back to the list where a filter makes no sense."""

    model = Agreement
    shows: ClassVar[tuple[str, ...]] = ("with_status",)

    def get(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """As CSV or XLSX, with the columns of the API."""
        narrowed = AgreementListFilter(request.GET, queryset=self.visible(), request=request)
        if not narrowed.is_valid():
            return redirect(f"{reverse('agreements:agreement-list')}?{request.GET.urlencode()}")
        notes = read_me(_("Agreements"), AGREEMENT, request.GET, request.build_absolute_uri())
        person = person_of(request)
        return download(AGREEMENT, narrowed.qs, person, form, resource="agreements", notes=notes)


class AgreementPage(ScopedDetail):
    """What the pages of one agreement share: its head with what may be done."""

    model = Agreement
    shows: ClassVar[tuple[str, ...]] = ("for_page",)

    def context(self) -> dict[str, Any]:
        """What stands in the head of each section."""
        person, agreement = person_of(self.request), self.object
        return {
            "may_edit": may_write(person, WRITE, agreement),
            "may_report": may(person, Permission.MAKE_REPORTS, agreement.municipality),
            "steps": open_steps(person, agreement),
            "sentence": standing(agreement),
            "document_count": agreement.documents.current().count(),
            "sees_history": territory_of(person).contains(agreement.municipality),
        }


class AgreementDetail(AgreementPage):
    """Where it stands and how it came there, approvals, signature, facts, documents, sources."""

    template_name = "agreements/detail.html"

    def context(self) -> dict[str, Any]:
        """Everything about the agreement in a fixed number of queries."""
        agreement = self.object
        events = agreement.events.select_related("kind", "ruling").prefetch_related("ruling__sources")
        agreement._prefetched_objects_cache = {
            "approvals": agreement.approvals.select_related("act", "document"),
            "events": events,
        }
        shared = super().context()
        return {
            **shared,
            "stages": stages(agreement),
            "approvals": agreement.approvals.all(),
            "signatories": agreement.signatories.all(),
            "rulings": [event for event in events if event.ruling],
            "sources": agreement.sources.all(),
            "documents": agreement.documents.current().select_related("file")[:NEWEST_DOCUMENTS],
            "may_approve": shared["may_edit"] and agreement.state in AddApproval.open_in,
            "may_decide": shared["may_edit"] and agreement.state in DecideApprovalNeed.open_in,
        }


class AgreementHistory(AgreementPage):
    """What people did with it in the portal; for those who serve its place."""

    template_name = "agreements/history.html"

    def context(self) -> dict[str, Any]:
        """The events, newest first; none for those who only see the public facts."""
        shared = super().context()
        return {**shared, "events": history_of(self.object) if shared["sees_history"] else []}


class CreateAgreement(FormPage):
    """A new candidate in one of one's own cities."""

    form_class = NewAgreementForm
    template_name = "agreements/create.html"

    def allowed(self) -> bool:
        """Whoever writes agreements anywhere."""
        return may(person_of(self.request), WRITE)

    def build_form(self, *sent: Any) -> NewAgreementForm:
        """With one's own cities; an address may name the city to begin with."""
        asked = {"municipality": self.request.GET.get("municipality", "")}
        return NewAgreementForm(*sent, person=person_of(self.request), initial=asked)

    def foreseen(self, form: Any) -> Sequence[Sentence]:
        """Days that cannot be, once the city is known whose calendar counts."""
        place = form.cleaned_data.get("municipality")
        return wrong_days(form, Agreement(municipality=place)) if place else []

    def take(self, form: Any) -> str:
        """Enter it, and go to its page."""
        made = create_agreement(by=person_of(self.request), **form.cleaned_data)
        messages.success(self.request, _("The agreement is entered as a candidate."))
        return reverse("agreements:agreement-detail", args=[made.pk])


class EditAgreement(AgreementForm):
    """Facts about the agreement. If somebody saved in between, both versions are shown (409)."""

    form_class = EditAgreementForm
    template_name = "agreements/edit.html"
    heading = gettext_lazy("Edit the agreement")
    intro = gettext_lazy("Signing, bringing into force and ending have their own pages.")
    verb = gettext_lazy("Save the changes")
    done = gettext_lazy("The changes are saved.")

    def build_form(self, *sent: Any) -> EditAgreementForm:
        """With what is saved now."""
        return EditAgreementForm(*sent, agreement=self.object)

    def act(self, by: User, typed: dict[str, Any]) -> object:
        """Save what was typed over the version that was read."""
        version, signers = typed.pop("version"), typed.pop("signers", None)
        return edit_agreement(self.object, by=by, expected_version=version, changes=typed, signers=signers)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save, or show what was typed beside what somebody else has saved."""
        read = version_read(request.POST)
        if read is not None and read < self.object.version:
            return self._conflict(self.object)  # before its fields are judged: a step may have added some
        try:
            return super().post(request, **kwargs)
        except StaleAgreement as stale:
            return self._conflict(stale.current)

    def _conflict(self, current: Agreement) -> HttpResponse:
        """What was typed stays in the form, which now carries the version that is saved."""
        form = EditAgreementForm(self.request.POST, agreement=current)
        both = form.meet(current.version)
        page = self._page(form, CONFLICT)
        event = history_of(current).first()
        page.context_data = {**(page.context_data or {}), **both, "event": event}
        return page
