"""REST: ask for a report, follow it, cancel it, take it; each by the very action of the page."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from networks.models import Municipality
from solidarity.reports.actions import cancel_report, request_report
from solidarity.reports.filters import ReportFilter
from solidarity.reports.models import Report
from solidarity.reports.records import REPORT
from solidarity.reports.views import file_of
from solidarity.web.endpoints import LANGUAGES, Endpoint
from solidarity.web.outputs import CODE, Output
from solidarity.web.parameters import Parameter
from solidarity.web.policy import Access
from solidarity.web.views import Scoped
from solidarity.web.viewsets import ScopedReadOnlyViewSet
from solidarity.web.writes import Write
from solidarity.workflow import NotAllowed

ACCEPTED = 202
LONGEST_KEY = 100
LONGEST_PLACE = 80  # characters of a key
ASKED = (
    Output(
        name="kind", meaning=_("Kind of report."), kind=CODE, codes=Report.Kind.values, example="progress"
    ),
    Output(
        name="municipality",
        meaning=_("Permanent key of the municipality, as rows name it; or its identifier."),
        kind=CODE,
        example="uy-montevideo",
        longest=LONGEST_PLACE,
    ),
    Output(
        name="language", meaning=_("Language of the report."), kind=CODE, codes=tuple(LANGUAGES), example="es"
    ),
    Output(
        name="format", meaning=_("Form of the report."), kind=CODE, codes=Report.Format.values, example="pdf"
    ),
)


class Asked(serializers.Serializer[Any]):
    """The body of a request for a report; other members are refused."""

    kind = serializers.ChoiceField(choices=Report.Kind.choices)
    municipality = serializers.CharField(max_length=LONGEST_PLACE)
    language = serializers.ChoiceField(choices=tuple(LANGUAGES))
    format = serializers.ChoiceField(choices=Report.Format.choices)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Only the members there are."""
        unknown = set(self.initial_data) - set(self.fields)
        if unknown:
            raise ValidationError(
                {str(name)[:100]: [gettext("There is no such value here.")] for name in unknown}
            )
        return attrs


class Followed(Scoped):
    """Reports as they are shown: with state, per cent and place."""

    model = Report
    shows: ClassVar[tuple[str, ...]] = ("with_state", "with_place")
    request: Any

    def row(self, pk: Any) -> dict[str, Any]:
        """One report as the API shows it."""
        return REPORT.read(self.visible().filter(pk=pk), self.request.user).members()[0]


class ReportViewSet(Followed, ScopedReadOnlyViewSet):
    """One's own reports, and one more."""

    access = Access.TOKEN
    about = _("Your own reports, with where they stand. Ask again for one until its state is “ready”.")
    model, record, filterset_class = Report, REPORT, ReportFilter
    shows: ClassVar[tuple[str, ...]] = ("with_state", "with_place")
    resource, title = "reports", _("Reports")
    writes: ClassVar[Mapping[str, Write]] = {
        "POST": Write(
            title=_("Ask for a report"),
            about=_(
                "It is made in the background: the answer comes at once, with the address to follow as "
                "Location. While the same report waits, asking again gives that one; so does the same "
                "Idempotency-Key (up to 100 characters) as long as that report is listed."
            ),
            takes=ASKED,
            gives=tuple(REPORT.outputs()),
            may_send={
                "Idempotency-Key": _(
                    "A text of your own for this request, to repeat it without a second one."
                )
            },
            answers={"Location": _("Where to follow the report.")},
            problems=(409,),
            status=ACCEPTED,
        )
    }

    def create(self, request: Request) -> Response:
        """Accept the request; 403 for a city outside one's territory, 409 when too many are open."""
        if not isinstance(request.data, dict):
            raise ValidationError([gettext("Send a JSON object.")])
        asked = Asked(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = {**asked.validated_data, "language": LANGUAGES[asked.validated_data["language"]]}
        wanted["municipality"] = _municipality(request.user, wanted["municipality"])
        report = request_report(by=request.user, key=_key(request), **wanted)  # type: ignore[arg-type]
        address = request.build_absolute_uri(reverse("api:reports-detail", args=[report.pk]))
        return Response(self.row(report.pk), status=ACCEPTED, headers={"Location": address})


class CancelReportView(Followed, Endpoint):
    """Stops a report that waits or is being made."""

    access = Access.TOKEN
    title = _("Cancel a report")
    about = _("Stops it at once while it waits, at its next step while it is made; 409 when it has ended.")
    request: Request
    writes: ClassVar[Mapping[str, Write]] = {
        "POST": Write(title=title, about=about, gives=tuple(REPORT.outputs()), problems=(409,))
    }

    def post(self, request: Request, pk: UUID) -> Response:
        """Stop it, and say where it stands."""
        report = self.find("pk", pk)
        cancel_report(report, by=request.user)  # type: ignore[arg-type]
        return Response(self.row(report.pk))


class DownloadReportView(Followed, Endpoint):
    """The file of a report that is ready."""

    access = Access.TOKEN
    title = _("Download a report")
    about = _("The PDF, or the page as one file; 409 with the reason while there is none.")
    files = ("application/pdf", "text/html")
    problems = (409,)
    request: Request

    def parameters(self) -> list[Parameter]:
        """The report has its form already, so there is no format to choose."""
        return [item for item in super().parameters() if item.name != "format"]

    def get(self, request: Request, pk: UUID) -> HttpResponseBase:  # noqa: ARG002
        """The file, under its own name."""
        report = self.find("pk", pk)
        if report.state != Report.State.READY:
            raise NotAllowed(
                [gettext("There is no file: %(state)s.") % {"state": report.state_label}], kind="state"
            )
        return file_of(report)


def _municipality(user: Any, name: str) -> Municipality:
    """The visible place with this key or identifier: rows of the API name a place by its key."""
    try:
        named: dict[str, Any] = {"pk": UUID(name)}
    except ValueError:
        named = {"slug": name}
    found = Municipality.objects.visible_to(user).filter(**named).first()
    if found is None:
        raise ValidationError({"municipality": [gettext("There is no such municipality.")]})
    return found


def _key(request: Request) -> str:
    key: str = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise ValidationError({"Idempotency-Key": [gettext("Send at most 100 printable characters.")]})
    return key
