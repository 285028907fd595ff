"""What the resources of this app show.

Owns: the columns of questionnaires, self-assessments and answers. May import: models and results.
"""

from assessments.records.assessments import ANSWER, ASSESSMENT
from assessments.records.questionnaires import QUESTIONNAIRE

__all__ = ["ANSWER", "ASSESSMENT", "QUESTIONNAIRE"]
