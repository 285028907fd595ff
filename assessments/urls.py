"""Addresses of the questionnaire and of self-assessments."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from assessments.views import answering, lists, questionnaire, records, result, review, rounds

app_name = "assessments"


class VersionConverter(StringConverter):
    """The version of a questionnaire, such as 2026.1."""

    regex = r"[0-9A-Za-z.-]{1,20}"


class ItemConverter(StringConverter):
    """The code of a question, such as C04.Q01."""

    regex = r"[0-9A-Za-z.-]{1,10}"


register_converter(VersionConverter, "version")
register_converter(ItemConverter, "item")

urlpatterns = [
    path(
        "questionnaire/", login_not_required(questionnaire.QuestionnairePage.as_view()), name="questionnaire"
    ),
    path(
        "questionnaire/<version:version>/print/",
        login_not_required(questionnaire.QuestionnairePrint.as_view()),
        name="questionnaire-print",
    ),
    path(
        "questionnaire/<version:version>/<slug:slug>/",
        login_not_required(questionnaire.QuestionnaireCriterion.as_view()),
        name="questionnaire-criterion",
    ),
    path("assessments/", lists.AssessmentList.as_view(), name="list"),
    path("assessments/open/", lists.OpenAssessment.as_view(), name="open"),
    path("assessments/rounds/", rounds.RoundList.as_view(), name="round-list"),
    path("assessments/rounds/open/", rounds.OpenRound.as_view(), name="round-open"),
    path("assessments/rounds/<uuid:pk>/edit/", rounds.EditRound.as_view(), name="round-edit"),
    path("assessments/<uuid:pk>/", lists.AssessmentDetail.as_view(), name="detail"),
    path("assessments/<uuid:pk>/submit/", lists.SubmitAssessment.as_view(), name="submit"),
    path("assessments/<uuid:pk>/review/", review.ReviewAssessment.as_view(), name="review"),
    path("assessments/<uuid:pk>/result/", result.ResultPage.as_view(), name="result"),
    path(
        "assessments/<uuid:pk>/result/<slug:slug>/",
        result.ResultCriterion.as_view(),
        name="result-criterion",
    ),
    path("assessments/<uuid:pk>/answers/<item:code>/", answering.ItemPage.as_view(), name="item"),
    path(
        "assessments/<uuid:pk>/answers/<item:code>/versions/",
        records.AnswerHistory.as_view(),
        name="history",
    ),
    path("assessments/evidence/<uuid:pk>/", records.EvidenceFile.as_view(), name="evidence"),
    path("assessments/evidence/<uuid:pk>/remove/", records.RemoveEvidence.as_view(), name="evidence-remove"),
]
