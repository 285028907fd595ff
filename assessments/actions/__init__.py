"""What happens: rounds and assessments are opened, answers are saved, steps are taken.

Every function holds the lock it needs and records what it did in the transaction of the change.
"""

from assessments.actions.answers import (
    InvalidAnswer,
    KeyReused,
    Saved,
    StaleAnswer,
    UnknownVersion,
    record_answer,
)
from assessments.actions.evidence import add_evidence, remove_evidence
from assessments.actions.rounds import StaleRound, edit_round, open_round
from assessments.actions.steps import (
    open_assessment,
    return_assessment,
    submit_assessment,
    validate_assessment,
)

__all__ = [
    "InvalidAnswer",
    "KeyReused",
    "Saved",
    "StaleAnswer",
    "StaleRound",
    "UnknownVersion",
    "add_evidence",
    "edit_round",
    "open_assessment",
    "open_round",
    "record_answer",
    "remove_evidence",
    "return_assessment",
    "submit_assessment",
    "validate_assessment",
]
