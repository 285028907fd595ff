"""All models of this app, one aggregate per file."""

from assessments.models.answers import Answer, AnswerRevision
from assessments.models.assessments import Assessment
from assessments.models.evidence import Evidence
from assessments.models.questionnaires import Level, Question, Questionnaire, SuggestedCommitment
from assessments.models.reviews import ItemReview, Snapshot, digest_of
from assessments.models.rounds import Round

__all__ = [
    "Answer",
    "AnswerRevision",
    "Assessment",
    "Evidence",
    "ItemReview",
    "Level",
    "Question",
    "Questionnaire",
    "Round",
    "Snapshot",
    "SuggestedCommitment",
    "digest_of",
]
