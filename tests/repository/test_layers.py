"""The picture of the house as a fact."""

import subprocess
import sys
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
