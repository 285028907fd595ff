"""The pages of reports: the list, asking for one, following it, taking it."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse

from networks.access import may
from networks.models import Municipality
from networks.roles import Permission
from solidarity.accounts.person import person_of
from solidarity.files.serving import HEADERS, serve
from solidarity.reports.actions import cancel_report, request_report, retry_report
from solidarity.reports.filters import ReportFilter
from solidarity.reports.forms import ReportForm
from solidarity.reports.html import for_screen, standalone
from solidarity.reports.models import Report
from solidarity.web.fragments import vary_on_piece, wants_piece
from solidarity.web.views import FormPage, ScopedDetail, ScopedList, StepView

SHOWN: tuple[str, ...] = ("for_page", "with_state", "with_place")
MARKUP = "text/html; charset=utf-8"


class ReportList(ScopedList):
    """One's own reports, the latest first."""

    model = Report
    shows: ClassVar[tuple[str, ...]] = SHOWN
    template_name = "reports/list.html"
    rows_template = "reports/_rows.html"
    filterset_class = ReportFilter

    def context(self, narrowed: Any, rows: Any) -> dict[str, Any]:
        """Whether this person may ask for one."""
        return {"may_ask": may(person_of(self.request), Permission.MAKE_REPORTS)}


class NewReport(FormPage):
    """Asks for a report; `?city=` names the city one comes from."""

    template_name = "reports/new.html"
    form_class = ReportForm

    def allowed(self) -> bool:
        """Only for those whose role asks for reports."""
        return may(person_of(self.request), Permission.MAKE_REPORTS)

    def build_form(self, *sent: Any) -> ReportForm:
        """About the city one comes from, in one's own language, as PDF unless the link says otherwise."""
        person = person_of(self.request)
        city = Municipality.objects.visible_to(person).filter(slug=self.request.GET.get("city", "")).first()
        form = self.request.GET.get("format", Report.Format.PDF)
        initial = {"municipality": city, "language": person.language, "format": form}
        return ReportForm(*sent, person=person, initial=initial)

    def take(self, form: Any) -> str:
        """Accept it, and go where it can be followed."""
        report = request_report(kind=Report.Kind.PROGRESS, by=person_of(self.request), **form.cleaned_data)
        return reverse("reports:report-detail", args=[report.pk])


class ReportDetail(ScopedDetail):
    """Where a report stands. htmx asks for the piece alone, until the piece no longer tells it to."""

    model = Report
    shows: ClassVar[tuple[str, ...]] = SHOWN
    template_name = "reports/detail.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page, or its piece."""
        self.object = self.find(self.key, kwargs[self.key])
        name = "reports/_status.html" if wants_piece(request) else self.template_name
        response = TemplateResponse(request, name, {"object": self.object})
        vary_on_piece(response)
        return response


class CancelReport(StepView):
    """Stops a report that waits or is being made."""

    model = Report
    shows: ClassVar[tuple[str, ...]] = SHOWN
    template_name = "reports/cancel.html"
    form_class = forms.Form

    def take(self, form: Any) -> str:
        """Stop it, and show where it stands."""
        cancel_report(self.object, by=person_of(self.request))
        return reverse("reports:report-detail", args=[self.object.pk])


class RetryReport(StepView):
    """Has a report made again that failed, was cancelled or has expired."""

    model = Report
    shows: ClassVar[tuple[str, ...]] = SHOWN
    template_name = "reports/retry.html"
    form_class = forms.Form

    def take(self, form: Any) -> str:
        """Queue it, and show where it stands."""
        retry_report(self.object, by=person_of(self.request))
        return reverse("reports:report-detail", args=[self.object.pk])


class Taken(ScopedDetail):
    """A report that is ready; one that is not (any more) is "not found"."""

    model = Report
    shows: ClassVar[tuple[str, ...]] = ("for_page", "with_state")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """What the subclass gives out."""
        self.object = self.find(self.key, kwargs[self.key])
        if self.object.state != Report.State.READY:
            raise Http404
        return self.give(self.object)

    def give(self, report: Report) -> HttpResponseBase:
        """The answer."""
        raise NotImplementedError


class DownloadReport(Taken):
    """The PDF, or the page as one file with its style inside."""

    def give(self, report: Report) -> HttpResponseBase:
        """As a file under its own name."""
        return file_of(report)


class ReadReport(Taken):
    """The report as a page: the same words and figures as in the PDF."""

    def give(self, report: Report) -> HttpResponse:
        """With the portal's style, and a way back."""
        back = reverse("reports:report-detail", args=[report.pk])
        return HttpResponse(for_screen(report.html, back=back), content_type=MARKUP)


def file_of(report: Report) -> HttpResponseBase:
    """The file of a ready report, as page and API give it out."""
    if report.file is not None:
        return serve(report.file)
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{report.file_name}"'}
    return HttpResponse(standalone(report.html), content_type=MARKUP, headers=headers)
