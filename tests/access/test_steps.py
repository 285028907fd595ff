"""The table of steps in the papers is the table in the code."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from agreements.workflow import AGREEMENT
from assessments.workflow import ASSESSMENT
from networks.roles import GRANTS, Permission, Role
from solidarity.workflow import Step, Workflow, nothing_missing

PAPER = Path(__file__).resolve().parents[2] / "docs" / "steps.md"
WORKFLOWS: Mapping[str, Workflow[Any]] = {"Agreement": AGREEMENT, "Assessment": ASSESSMENT}
HEAD = ("step", "from", "to", "who", "needs", "note", "audit")


def target(step: Step[Any]) -> str:
    """The state after the step; a function says in its docstring which."""
    if callable(step.target):
        return (step.target.__doc__ or "").strip()
    return f"`{step.target}`"


def line(step: Step[Any], states: list[str]) -> list[str]:
    """One step as a row."""
    holders = [str(role.label) for role in Role if Permission(step.permission) in GRANTS[role]]
    needs = "" if step.missing is nothing_missing else (step.missing.__doc__ or "").strip()
    return [
        f"**{step.label}** `{step.name}`",
        ", ".join(f"`{state}`" for state in states if state in step.sources),
        target(step),
        ", ".join(holders),
        needs,
        "required" if step.note_required else "",
        f"`{step.verb}`",
    ]


def table() -> str:
    """docs/steps.md as it should be."""
    origin = "Printed from the `workflow.py` of each app by `tests/access/test_steps.py`, not by hand."
    parts = [f"# Steps\n\n{origin}\n"]
    with translation.override("en"):
        for name, workflow in WORKFLOWS.items():
            choices = workflow.model._meta.get_field("state").choices  # type: ignore[union-attr]
            states = [str(code) for code, _label in choices or ()]
            rows = [HEAD, ["---"] * len(HEAD), *(line(step, states) for step in workflow.steps.values())]
            parts.append(f"## {name}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n")
    return "\n".join(parts)


def test_paper_is_the_table_in_the_code() -> None:
    if os.environ.get("RENEW"):
        PAPER.write_text(table(), encoding="utf-8")

    assert PAPER.read_text(encoding="utf-8") == table(), (
        "renew it: RENEW=1 make test ARGS=tests/access/test_steps.py"
    )


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_step_is_held_by_somebody_and_leads_somewhere(name: str) -> None:
    workflow = WORKFLOWS[name]
    states = {str(code) for code, _label in workflow.model._meta.get_field("state").choices or ()}  # type: ignore[union-attr]

    for step in workflow.steps.values():
        assert step.sources <= states
        assert callable(step.target) or step.target in states
        assert any(Permission(step.permission) in held for held in GRANTS.values()), step.name
