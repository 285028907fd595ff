"""What two people wrote, side by side: which stretches only one of them has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words; `differs` when the other text does not have it there."""

    text: str
    differs: bool


def compare(one: str, other: str) -> tuple[list[Stretch], list[Stretch]]:
    """Both texts in stretches, compared word by word. Joined again they are the texts, unchanged."""
    left, right = WORDS.findall(one), WORDS.findall(other)
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return (
        _stretches(left, [(block.a, block.size) for block in blocks]),
        _stretches(right, [(block.b, block.size) for block in blocks]),
    )


def _stretches(words: Sequence[str], common: Sequence[tuple[int, int]]) -> list[Stretch]:
    found, done = [], 0
    for start, size in common:
        found += [("".join(words[done:start]), True), ("".join(words[start : start + size]), False)]
        done = start + size
    return [Stretch(text, differs) for text, differs in found if text]
