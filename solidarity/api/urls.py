"""Addresses of version 1."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.routers import SimpleRouter

from agreements.api import AgreementViewSet, DownloadDocumentView
from assessments.api import (
    AnswerViewSet,
    AssessmentAnswer,
    AssessmentViewSet,
    ItemViewSet,
    QuestionnaireViewSet,
)
from networks.api import (
    CountryViewSet,
    CriterionViewSet,
    EventViewSet,
    MunicipalityViewSet,
    NetworkViewSet,
    PracticeViewSet,
)
from solidarity.api.views import Docs, Root, Schema
from solidarity.reports.api import CancelReportView, DownloadReportView, ReportViewSet
from solidarity.web.viewsets import ScopedReadOnlyViewSet

app_name = "api"

RESOURCES: tuple[type[ScopedReadOnlyViewSet], ...] = (
    CountryViewSet,
    MunicipalityViewSet,
    CriterionViewSet,
    AgreementViewSet,
    QuestionnaireViewSet,
    ItemViewSet,
    AssessmentViewSet,
    AnswerViewSet,
    NetworkViewSet,
    PracticeViewSet,
    EventViewSet,
    ReportViewSet,
)
router = SimpleRouter(use_regex_path=False)
for viewset in RESOURCES:
    router.register(viewset.resource, viewset, basename=viewset.resource)

urlpatterns = [
    path("", Root.as_view(resources=RESOURCES), name="root"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", csrf_exempt(login_not_required(Docs.as_view())), name="docs"),
    path(
        "agreements/<uuid:pk>/documents/<uuid:document>/download/",
        DownloadDocumentView.as_view(),
        name="agreements-document",
    ),
    path("assessments/<uuid:pk>/answers/<str:code>/", AssessmentAnswer.as_view(), name="assessments-answer"),
    path("reports/<uuid:pk>/cancel/", CancelReportView.as_view(), name="reports-cancel"),
    path("reports/<uuid:pk>/download/", DownloadReportView.as_view(), name="reports-download"),
    *router.urls,
]
