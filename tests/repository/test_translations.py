"""Every text a person reads exists in three languages, and the compiled catalogues are true to it."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "messages.py"))
LOCALES = ("es", "pt_BR", "en")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def catalogue(locale: str) -> Catalog:
    with (ROOT / "locale" / locale / "LC_MESSAGES" / "django.po").open("rb") as file:
        return pofile.read_po(file, locale=locale)


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_missing_or_fuzzy(locale: str) -> None:
    bad = [m.id for m in catalogue(locale) if m.id and (m.fuzzy or not all(texts(m)))]

    assert not bad


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_are_the_same(locale: str) -> None:
    def names(text: str) -> set[str]:
        return {a or b for a, b in PLACEHOLDER.findall(text)}

    wrong = []
    for message in catalogue(locale):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = set().union(*map(names, ids))
        wrong += [message.id for text in texts(message) if message.id and not names(text) <= allowed]

    assert not wrong


@pytest.mark.parametrize("locale", LOCALES)
def test_compiled_catalogue_is_true_to_its_source(locale: str) -> None:
    committed = ROOT / "locale" / locale / "LC_MESSAGES" / "django.mo"

    assert committed.read_bytes() == SCRIPT["compiled"](locale), "run: make messages"


@pytest.mark.skipif(
    not shutil.which("xgettext") and os.environ.get("REQUIRE_SERVICES") != "1",
    reason="needs GNU gettext to read the sources",
)
def test_catalogues_hold_every_text_of_the_sources() -> None:
    answer = subprocess.run(
        [sys.executable, "scripts/messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout + answer.stderr
