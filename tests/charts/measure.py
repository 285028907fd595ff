"""The widths of the fonts as they are. After a change of fonts:

python -m tests.charts.measure > solidarity/charts/advances.py && ruff format solidarity/charts/advances.py
"""

from collections import defaultdict
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
HEAD = '''"""Advance widths of Solidaria Sans, in thousandths of the font size, by width.

Written by tests/charts/measure.py, so that no web process reads a font; a test compares them with the fonts.
"""
'''


def widths(weight: int) -> dict[float, str]:
    """The letters of a font by their width in thousandths of the font size."""
    font = TTFont(FONTS / f"solidaria-sans-{weight}.woff2")
    scale = font["head"].unitsPerEm / 1000
    letters: dict[float, str] = defaultdict(str)
    for code, name in sorted(font.getBestCmap().items()):
        letters[font["hmtx"][name][0] / scale] += chr(code)
    return dict(sorted(letters.items()))


def source() -> str:
    """The module with both tables."""
    tables = {"REGULAR": widths(400), "BOLD": widths(700)}
    return HEAD + "".join(
        f"\n{name}: dict[float, str] = {{\n"
        + "".join(f"    {width:g}: {letters!r},\n" for width, letters in table.items())
        + "}\n"
        for name, table in tables.items()
    )


if __name__ == "__main__":
    print(source(), end="")
