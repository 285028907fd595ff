"""Questionnaires over REST."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet, ModelChoiceFilter

from assessments.models import Question, Questionnaire
from assessments.records import QUESTIONNAIRE, QUESTIONNAIRE_ITEM
from networks.filters.codes import MEANINGS, criterion_filter
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


def _published(request: HttpRequest | None) -> QuerySet[Questionnaire]:
    return Questionnaire.objects.visible_to(request.user if request is not None else AnonymousUser())


class ItemFilter(FilterSet):
    """Items of one version or of one criterion."""

    meanings = MEANINGS

    questionnaire = ModelChoiceFilter(
        label=_("Version of the questionnaire."), to_field_name="version", queryset=_published
    )
    criterion = criterion_filter("criterion")


class ItemViewSet(ScopedReadOnlyViewSet):
    """Items."""

    about = _(
        "The items of the published versions of the self-assessment, a row each, with what each level "
        "looks like. One item alone comes with the commitments it suggests."
    )
    model, record, filterset_class = Question, QUESTIONNAIRE_ITEM, ItemFilter
    shows = ("with_place",)
    resource, title = "items", _("Items of the self-assessment")
