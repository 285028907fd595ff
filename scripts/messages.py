"""The catalogues: extract every text of the sources, keep the translations, compile.

`--check` changes nothing and fails when the sources hold a text that a catalogue lacks.
"""

import datetime
import io
import re
import subprocess
import sys
from pathlib import Path

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent
PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "pt_BR": "nplurals=2; plural=(n > 1);",
    "en": "nplurals=2; plural=(n != 1);",
}
SOME_DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
EXTRACT = (
    "makemessages --no-wrap --no-obsolete --add-location file --verbosity 0"
    " --ignore .venv --ignore var --ignore tests --ignore benchmarks"
)
CHANGING_HEADER = re.compile(r'"(?!Language:|Plural-Forms:|MIME|Content)[A-Za-z-]+:.*\\n"\n')


def path_of(locale: str, suffix: str) -> Path:
    """Where the catalogue of a language lies."""
    return ROOT / "locale" / locale / "LC_MESSAGES" / f"django.{suffix}"


def read(locale: str) -> Catalog:
    """The catalogue as it is on disk, without the time of reading, which would change the compiled file."""
    with path_of(locale, "po").open("rb") as file:
        catalogue = pofile.read_po(file, locale=locale)
    catalogue.creation_date = catalogue.revision_date = SOME_DAY
    return catalogue


def compiled(locale: str) -> bytes:
    """What gettext reads at run time."""
    target = io.BytesIO()
    mofile.write_mo(target, read(locale))
    return target.getvalue()


def tidy(locale: str) -> list[str]:
    """Drop guesses and changing headers, fill English with itself, compile; the texts still missing."""
    catalogue = read(locale)
    for message in catalogue:
        if message.id and (message.fuzzy or locale == "en"):
            message.flags.discard("fuzzy")
            message.string = (
                message.id if locale == "en" else ("" if isinstance(message.id, str) else ("", ""))
            )
    with path_of(locale, "po").open("wb") as file:
        pofile.write_po(file, catalogue, width=0, sort_output=True, ignore_obsolete=True)
    text = CHANGING_HEADER.sub("", path_of(locale, "po").read_text(encoding="utf-8"))
    text = re.sub(r'"(Language|Plural-Forms):.*\\n"\n', "", text).replace('#, fuzzy\nmsgid ""', 'msgid ""')
    header = f'"Language: {locale}\\n"\n"Plural-Forms: {PLURALS[locale]}\\n"\n"MIME-Version'
    path_of(locale, "po").write_text(text.replace('"MIME-Version', header, 1), encoding="utf-8")
    path_of(locale, "mo").write_bytes(compiled(locale))
    return [
        str(message.id)
        for message in read(locale)
        if message.id and not all([message.string] if isinstance(message.string, str) else message.string)
    ]


def extract(locale: str) -> None:
    """Run Django's extractor for one language."""
    command = [sys.executable, "manage.py", *EXTRACT.split(), "--locale", locale]
    subprocess.run(command, cwd=ROOT, check=True)


def check() -> int:
    """1 when a text of the sources is in no catalogue, 0 otherwise."""
    kept = {locale: path_of(locale, "po").read_bytes() for locale in PLURALS}
    known = {message.id for message in read("es")}
    try:
        extract("es")
        found = {message.id for message in read("es")}
    finally:
        for locale, content in kept.items():
            path_of(locale, "po").write_bytes(content)
    for text in sorted(map(str, found - known)):
        print(f"not in the catalogues: {text}")
    for text in sorted(map(str, known - found)):
        print(f"no longer in the sources: {text}")
    return int(found != known)


def main() -> int:
    """Renew all three, and say what still has to be translated."""
    if "--check" in sys.argv:
        return check()
    missing = 0
    for locale in PLURALS:
        extract(locale)
        for text in tidy(locale):
            print(f"{locale}: {text}")
            missing += 1
    print(f"{missing} texts to translate")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
