"""All models of this app, one aggregate per file."""

from assessments.models.questionnaires import Level, Question, Questionnaire, SuggestedCommitment

__all__ = ["Level", "Question", "Questionnaire", "SuggestedCommitment"]
