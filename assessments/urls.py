"""Addresses of the questionnaire."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from assessments import views

app_name = "assessments"


class VersionConverter(StringConverter):
    """The version of a questionnaire, such as 2026.1."""

    regex = r"[0-9A-Za-z.-]{1,20}"


register_converter(VersionConverter, "version")

urlpatterns = [
    path("questionnaire/", login_not_required(views.QuestionnairePage.as_view()), name="questionnaire"),
    path(
        "questionnaire/<version:version>/print/",
        login_not_required(views.QuestionnairePrint.as_view()),
        name="questionnaire-print",
    ),
    path(
        "questionnaire/<version:version>/<slug:slug>/",
        login_not_required(views.QuestionnaireCriterion.as_view()),
        name="questionnaire-criterion",
    ),
]
