"""Who signed, as rows of a form that works without a script."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from agreements.actions import Signer
from agreements.forms.fields import words_field
from agreements.models import Signatory

SIGNATORIES = 6
SHOWN_AT_ONCE = 2  # one for each side; the others open on demand, so that no script is needed
PARTS = ("party", "office", "organisation")
WRITE_OFFICE = _("Write the office in which this person signed.")


class SignatoryForm(forms.Form):
    """A form that asks who signed, once `ask_for_signatories` is called."""

    asks_who_signed = False
    shown_at: ClassVar[dict[str, str]] = {
        "signatory of the authority": "signatory_1_party",
        "signatory of UNHCR": "signatory_2_party",
    }

    def ask_for_signatories(self) -> None:
        """Add the fields of every row."""
        self.asks_who_signed = True
        for number in range(1, SIGNATORIES + 1):
            self.fields.update(_signatory_fields(number))

    @staticmethod
    def names() -> list[str]:
        """The names of the fields of every row."""
        return [f"signatory_{number}_{part}" for number in range(1, SIGNATORIES + 1) for part in PARTS]

    @classmethod
    def field_named(cls, name: str) -> forms.Field | None:
        """A field of one signatory."""
        rows = (_signatory_fields(number) for number in range(1, SIGNATORIES + 1))
        return next((row[name] for row in rows if name in row), None)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The signatories as the page shows them: number, fields, and whether anything stands there."""
        return [{"number": number, "fields": self._row(number)} for number in range(1, SIGNATORIES + 1)]

    @property
    def first_rows(self) -> list[dict[str, Any]]:
        """The rows that are always open."""
        return self.rows[:SHOWN_AT_ONCE]

    @property
    def more_rows(self) -> list[dict[str, Any]]:
        """The rows for further signatories."""
        return self.rows[SHOWN_AT_ONCE:]

    @property
    def opens_more(self) -> bool:
        """Whether something stands in the further rows or is wrong there."""
        return any(field.errors or field.value() for row in self.more_rows for field in row["fields"][1:])

    def _row(self, number: int) -> list[BoundField]:
        return [self[f"signatory_{number}_{part}"] for part in PARTS]

    def clean(self) -> dict[str, Any]:
        """`signers`, if they are asked for: the rows in which something was typed, each with its office."""
        typed: dict[str, Any] = super().clean() or {}
        if self.asks_who_signed:
            typed["signers"] = [*self._signers(typed)]
        return typed

    def _signers(self, typed: dict[str, Any]) -> Iterator[Signer]:
        for number in range(1, SIGNATORIES + 1):
            party, office, organisation = (typed.pop(f"signatory_{number}_{part}", "") for part in PARTS)
            if organisation and not office and number > SHOWN_AT_ONCE:
                self.add_error(f"signatory_{number}_office", WRITE_OFFICE)
            elif office:
                yield Signer(party, office, organisation)


def _signatory_fields(number: int) -> dict[str, forms.Field]:
    party = Signatory.Party.UNHCR if number == SHOWN_AT_ONCE else Signatory.Party.AUTHORITY
    words = {"number": number}
    return {
        f"signatory_{number}_party": forms.ChoiceField(
            label=_("Signatory %(number)s: party") % words, choices=Signatory.Party.choices, initial=party
        ),
        f"signatory_{number}_office": words_field(
            _("Signatory %(number)s: office") % words,
            required=number <= SHOWN_AT_ONCE,
            error_messages={"required": WRITE_OFFICE},
        ),
        f"signatory_{number}_organisation": words_field(
            _("Signatory %(number)s: body or organisation") % words
        ),
    }


def typed_of(signatories: Iterable[Signatory]) -> dict[str, str]:
    """What the rows hold for these signatories; the others begin empty, for the local authority."""
    rows = dict(enumerate(signatories, start=1))
    values: dict[str, str] = {}
    for number in range(1, SIGNATORIES + 1):
        empty = Signatory(party=Signatory.Party.AUTHORITY)
        row = rows.get(number, empty)
        values |= {f"signatory_{number}_{part}": str(getattr(row, part)) for part in PARTS}
    return values
