"""Questionnaires, self-assessments and answers over REST.

Owns: their resources, and the saving of an answer by a program. May import: records, filters, actions.
"""

from assessments.api.answers import AssessmentAnswer
from assessments.api.assessments import AnswerViewSet, AssessmentViewSet
from assessments.api.questionnaires import ItemViewSet, QuestionnaireViewSet

__all__ = ["AnswerViewSet", "AssessmentAnswer", "AssessmentViewSet", "ItemViewSet", "QuestionnaireViewSet"]
