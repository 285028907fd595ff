"""What the resources of this app show.

Owns: the columns of questionnaires, self-assessments and answers. May import: models and results.
"""

from assessments.records.assessments import ANSWER, ASSESSMENT
from assessments.records.items import QUESTIONNAIRE_ITEM
from assessments.records.questionnaires import QUESTIONNAIRE

__all__ = ["ANSWER", "ASSESSMENT", "QUESTIONNAIRE", "QUESTIONNAIRE_ITEM"]
