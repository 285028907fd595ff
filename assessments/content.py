"""What one save of an answer carries: the whole answer, checked before it is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models.answers import LONGEST_LINE, LONGEST_TEXT, Answer
from assessments.models.questionnaires import Question
from assessments.scoring import HIGHEST_LEVEL

TEXTS = {"situation": LONGEST_TEXT, "commitment": LONGEST_TEXT}
LINES = {"competent_body": LONGEST_LINE, "responsible_area": LONGEST_LINE}
CODES = {
    "state": frozenset(Answer.State.values),
    "competence": frozenset(Question.Competence.values),
    "time_frame": frozenset(Answer.TimeFrame.values),
}
FIELDS = (
    "state",
    "level",
    "competence",
    "competent_body",
    "situation",
    "commitment",
    "responsible_area",
    "time_frame",
)
WITHOUT_LEVEL = frozenset({Answer.State.NOT_APPLICABLE, Answer.State.NOT_KNOWN})
Problems = Mapping[str, list[str | Promise]]


def too_long(text: str, most: int) -> str:
    """What to say about `text` when it has more than `most` characters; empty when it has not."""
    if len(text) <= most:
        return ""
    sentence = _("Write at most %(most)d characters; there are %(count)d now.")
    return str(sentence % {"most": most, "count": len(text)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One whole answer. An empty `state` is a draft: kept, and not counted as answered."""

    state: str = ""
    level: int | None = None
    competence: str = ""
    competent_body: str = ""
    situation: str = ""
    commitment: str = ""
    responsible_area: str = ""
    time_frame: str = ""

    @classmethod
    def of(cls, answer: Answer) -> "Content":
        """What is stored."""
        return cls(**{name: getattr(answer, name) for name in FIELDS})

    @property
    def is_given(self) -> bool:
        """Whether it counts as answered: it has one of the four states."""
        return self.state != ""

    def columns(self) -> dict[str, Any]:
        """Field by field, as it is stored."""
        return {name: getattr(self, name) for name in FIELDS}

    def problems(self) -> Problems:
        """What keeps it from being stored: sentences for each field; empty when nothing does."""
        found: dict[str, list[str | Promise]] = {}
        wrong = (*self._wrong_codes(), *self._wrong_texts(), *self._incomplete(), *self._contradictory())
        for name, sentence in wrong:
            found.setdefault(name, []).append(sentence)
        return found

    def _wrong_codes(self) -> Iterator[tuple[str, str | Promise]]:
        for name, codes in CODES.items():
            if getattr(self, name) not in codes | {""}:
                yield name, _("Choose one of the list.")
        if self.level is not None and not 0 <= self.level <= HIGHEST_LEVEL:
            yield "level", _("Choose a level from 0 to 4.")

    def _wrong_texts(self) -> Iterator[tuple[str, str | Promise]]:
        for name, longest in (TEXTS | LINES).items():
            text = getattr(self, name)
            if sentence := too_long(text, longest):
                yield name, sentence
            if "\x00" in text:
                yield name, _("Take out the null character.")

    def _incomplete(self) -> Iterator[tuple[str, str | Promise]]:
        """What each state needs beside itself."""
        if self.state == Answer.State.ANSWERED and self.level is None:
            yield "level", _("Choose the description that is closest to the situation.")
        if self.state == Answer.State.ANSWERED and not self.competence:
            yield "competence", _("Choose whose competence it is.")
        if self.state == Answer.State.NOT_APPLICABLE and not self.situation.strip():
            yield "situation", _("Write why it does not apply here.")
        if self.state == Answer.State.NOT_OUR_COMPETENCE and not self.competent_body.strip():
            yield "competent_body", _("Write which body is competent.")

    def _contradictory(self) -> Iterator[tuple[str, str | Promise]]:
        """What each state leaves no room for."""
        if self.state in WITHOUT_LEVEL and self.level is not None:
            yield "level", _("This kind of answer has no level: leave it out.")
        if self.state == Answer.State.NOT_OUR_COMPETENCE and self.competence == Question.Competence.MUNICIPAL:
            yield (
                "competence",
                _("“Not our competence” and a competence of the local government contradict each other."),
            )
