"""Self-assessments and answers: to read, with a token, as far as one's territory goes."""

from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, UUIDFilter

from assessments.filters import AssessmentFilter
from assessments.models import Answer, Assessment
from assessments.records import ANSWER, ASSESSMENT
from networks.filters.codes import MEANINGS, criterion_filter, municipality_filter
from solidarity.web.policy import Access
from solidarity.web.viewsets import ScopedReadOnlyViewSet


class AnswerFilter(FilterSet):
    """Answers of one assessment, city, item or criterion."""

    meanings = MEANINGS

    assessment = UUIDFilter(label=_("Identifier of the self-assessment"), field_name="assessment")
    municipality = municipality_filter("assessment__municipality")
    question = CharFilter(label=_("Code of the item, such as C01.Q01."), field_name="question__code")
    criterion = criterion_filter("question__criterion")
    state = ChoiceFilter(label=_("Kind of answer"), choices=Answer.State.choices)


class AssessmentViewSet(ScopedReadOnlyViewSet):
    """Self-assessments."""

    access = Access.TOKEN
    about = _(
        "The self-assessments of your territory. Scores are those frozen at the latest submission; "
        "one assessment alone comes with both readings, criterion by criterion."
    )
    model, record, filterset_class = Assessment, ASSESSMENT, AssessmentFilter
    resource, title = "assessments", _("Self-assessments")


class AnswerViewSet(ScopedReadOnlyViewSet):
    """Answers."""

    access = Access.TOKEN
    about = _("The answers of the self-assessments of your territory, as they stand now.")
    model, record, filterset_class = Answer, ANSWER, AnswerFilter
    resource, title = "answers", _("Answers")
