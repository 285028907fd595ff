"""The picture of the house as a fact."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def lint_imports() -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_point_downwards() -> None:
    answer = lint_imports()

    assert answer.returncode == 0, answer.stdout
    assert "0 broken" in answer.stdout


def test_the_drawing_shows_every_floor_in_its_order() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    drawing = (ROOT / "README.md").read_text(encoding="utf-8").split("## The house")[1].split("```")[1]
    drawn = re.findall(r"(?:^[ \w]{10}|· )((?:solidarity\.)?[a-z]+) ", drawing, re.MULTILINE)

    floors = [floor.split(" : ") for floor in layers]
    assert sorted(drawn) == sorted(name for floor in floors for name in floor)
    where = {name: number for number, floor in enumerate(floors) for name in floor}
    assert [where[name] for name in drawn] == sorted(where.values())
