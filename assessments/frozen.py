"""What the database itself keeps as it is: published questionnaires, frozen results, versions of answers."""

from typing import Literal

from solidarity.audit.guards import Guard

MESSAGE = "A published questionnaire is frozen: changes need a new version."
BY_QUESTION = "q.id = (SELECT questionnaire_id FROM assessments_question WHERE id = {row}.question_id)"
PARENTS = {  # table: how one of its rows reaches its questionnaire
    "assessments_question": "q.id = {row}.questionnaire_id",
    "assessments_level": BY_QUESTION,
    "assessments_suggestedcommitment": BY_QUESTION,
}
ROWS: dict[Literal["INSERT", "UPDATE", "DELETE"], tuple[str, ...]] = {
    "INSERT": ("NEW",),
    "UPDATE": ("OLD", "NEW"),
    "DELETE": ("OLD",),
}


def _published(reach: str, row: str) -> str:
    published = "SELECT 1 FROM assessments_questionnaire q WHERE q.published_at IS NOT NULL AND "
    return f"EXISTS ({published}{reach.format(row=row)})"


GUARDS = (
    Guard("assessments_questionnaire", "UPDATE", MESSAGE, "OLD.published_at IS NOT NULL"),
    Guard("assessments_questionnaire", "DELETE", MESSAGE, "OLD.published_at IS NOT NULL"),
    *(
        Guard(table, operation, MESSAGE, " OR ".join(_published(reach, row) for row in rows))
        for table, reach in PARENTS.items()
        for operation, rows in ROWS.items()
    ),
)

SNAPSHOT = "A frozen result never changes."
REVISION = "Versions of answers are only ever added."
RESULT_GUARDS = (
    Guard("assessments_snapshot", "UPDATE", SNAPSHOT),
    Guard("assessments_snapshot", "DELETE", SNAPSHOT),
    Guard("assessments_answerrevision", "UPDATE", REVISION),
    Guard("assessments_answerrevision", "DELETE", REVISION),
)
