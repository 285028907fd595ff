"""The table of roles in the papers is the table in the code."""

import os
from pathlib import Path

from django.utils import translation

from networks.roles import COUNTRY_ROLES, GRANTS, MUNICIPAL_ROLES, REGIONAL_ROLES, Permission, Role

PAPER = Path(__file__).resolve().parents[2] / "docs" / "roles.md"


def territory(role: Role) -> str:
    """What a posting of this role is tied to."""
    if role in MUNICIPAL_ROLES:
        return "one municipality"
    if role in COUNTRY_ROLES:
        return "one country"
    if role in REGIONAL_ROLES:
        return "the region"
    return "an organisation, at one municipality" if role == Role.PARTNER else "one country or the region"


def table() -> str:
    """docs/roles.md as it should be."""
    with translation.override("en"):
        head = ["role", "territory", *(f"`{permission}`" for permission in Permission.values)]
        rows = [
            [
                str(role.label),
                territory(role),
                *("yes" if permission in GRANTS[role] else "" for permission in Permission),
            ]
            for role in Role
        ]
        meanings = [f"- `{permission}`: {permission.label}." for permission in Permission]
    lines = [head, ["---"] * len(head), *rows]
    printed = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return (
        "# Roles\n\nPrinted from `networks/roles.py` by `tests/access/test_roles.py`, not by hand.\n\n"
        f"{printed}\n\n" + "\n".join(meanings) + "\n"
    )


def test_paper_is_the_table_in_the_code() -> None:
    if os.environ.get("RENEW"):
        PAPER.write_text(table(), encoding="utf-8")

    assert PAPER.read_text(encoding="utf-8") == table(), (
        "renew it: RENEW=1 make test ARGS=tests/access/test_roles.py"
    )


def test_every_role_has_its_line() -> None:
    assert set(GRANTS) == set(Role)
