"""Vendored files are what they claim, locks are complete, and nothing names a machine."""

import hashlib
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\|\s*`(?P<path>[^`]+)`\s*\|.*\|\s*`?(?P<sha>[0-9a-f]{64})`?\s*\|", re.MULTILINE)


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_vendored_files_have_their_checksums() -> None:
    table = (ROOT / "static" / "vendor" / "VENDORED.md").read_text(encoding="utf-8")
    rows = {row["path"]: row["sha"] for row in ROW.finditer(table)}

    wrong = [
        path for path, sha in rows.items() if hashlib.sha256((ROOT / path).read_bytes()).hexdigest() != sha
    ]
    present = {
        str(path.relative_to(ROOT))
        for folder in ("static/vendor", "static/fonts")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix in {".js", ".css", ".woff2", ".ttf"}
    }
    assert not wrong
    assert present == {path for path in rows if path.startswith("static/")}


def test_locks_pin_every_package_by_checksum() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9._-]+(?:\[[^\]]+\])?==", text, re.MULTILINE)
        blocks = re.split(r"^(?=[a-z0-9._-]+(?:\[[^\]]+\])?==)", text, flags=re.MULTILINE)[1:]

        assert pins
        assert all("--hash=sha256:" in block for block in blocks), name
        assert "://" not in text, name


def test_development_lock_agrees_with_the_other() -> None:
    def pins(name: str) -> dict[str, str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]+\])?==(\S+)", text, re.MULTILINE))

    development = pins("requirements-dev.lock")
    assert {name: development.get(name) for name in pins("requirements.lock")} == pins("requirements.lock")


def test_lock_holds_every_declared_dependency() -> None:
    declared = re.findall(
        r'^    "([a-z0-9-]+)[\[>=<]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    text = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")

    assert declared
    assert not [
        name for name in declared if not re.search(rf"^{re.escape(name)}(\[[^\]]+\])?==", text, re.MULTILINE)
    ]


def test_no_file_names_a_machine() -> None:
    words = re.compile(rb"/work/|/root/|/home/\w+/|\.\./shared")
    here = Path(__file__)

    guilty = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path != here and path.suffix not in {".woff2", ".ttf", ".png", ".mo"}
        if words.search(path.read_bytes())
    ]
    assert not guilty


def test_paragraphs_of_the_readme_fit_a_screen() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if len(line) > 120 and not line.startswith("|")] == []
