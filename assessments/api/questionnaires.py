"""Questionnaires over REST."""

from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet

from assessments.models import Questionnaire
from assessments.records import QUESTIONNAIRE
from solidarity.web.viewsets import ScopedReadOnlyViewSet


class QuestionnaireAPIFilter(FilterSet):
    """One version by its name."""

    version = CharFilter(label=_("Version"))


class QuestionnaireViewSet(ScopedReadOnlyViewSet):
    """Questionnaires."""

    about = _(
        "The published versions of the self-assessment. One version alone comes with its items, "
        "their levels and the commitments they suggest."
    )
    model, record, filterset_class = Questionnaire, QUESTIONNAIRE, QuestionnaireAPIFilter
    resource, title = "questionnaires", _("Questionnaires")
