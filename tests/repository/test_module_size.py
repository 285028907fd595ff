"""Modules and templates stay small enough to read at a sitting."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("solidarity", "networks", "agreements", "assessments")
LONGEST_MODULE = 300
LONGEST_TEMPLATE = 140


def modules() -> list[Path]:
    return [
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts
    ]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("package", PACKAGES)
def test_package_says_what_it_is_for(package: str) -> None:
    docstring = (ROOT / package / "__init__.py").read_text(encoding="utf-8").split('"""')[1]

    assert len(docstring.strip().splitlines()) <= 6
    assert "May import:" in docstring


def test_no_drawer_for_odds_and_ends() -> None:
    nameless = {"utils.py", "helpers.py", "common.py", "misc.py", "constants.py"}

    assert not [path for path in modules() if path.name in nameless]


def test_templates_are_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "templates").rglob("*.html")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_TEMPLATE
    }

    assert not long
