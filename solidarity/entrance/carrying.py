"""What was typed into a form after the sign-in had ended: it travels with the sign-in, stored nowhere."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Self, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import translation

from solidarity.web.templatetags.portal import in_a_row, partial_date

FIELD = "typed"  # of the sign-in form: the sealed text
SALT = "solidarity.entrance.carrying"
SECONDS = 24 * 60 * 60
LARGEST = 600_000  # characters once sealed: a whole review fits, and the sign-in stays below Django's limit
WRITER = "person"  # the field by which a form says whose words it holds
SECRET = re.compile(r"password|token|secret", re.IGNORECASE)
# Carried, and not worth showing: what pages and buttons say, not people.
UNSEEN = re.compile(r"(person|then|decision|key|version|read|next)$|_|initial-|.*_FORMS$")


@dataclass(frozen=True, slots=True)
class Words:
    """One thing that was typed or chosen, for reading."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that was sent: where to, every field but secrets, and the names of the files left behind."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """What this request sent."""
        fields = [
            (name, str(value))
            for name, values in request.POST.lists()
            for value in values
            if not SECRET.search(name)
        ]
        files = [str(file.name) for _name, group in request.FILES.lists() for file in group if file.name]
        return cls(request.get_full_path(), fields, files)

    @classmethod
    def opened(cls, sealed: str) -> Self | None:
        """What was sealed here within the last day; None for anything else."""
        try:
            return cls(**signing.loads(sealed, salt=SALT, max_age=SECONDS))
        except signing.BadSignature:
            return None

    def seal(self) -> str:
        """A text that nobody can alter; empty when there is more than can travel."""
        sealed = signing.dumps(asdict(self), salt=SALT, compress=True)
        return sealed if len(sealed) <= LARGEST else ""

    @property
    def is_worth_it(self) -> bool:
        """Whether somebody typed something; a mere button can be pressed again."""
        return bool(self.files) or any(True for _ in self._typed())

    @property
    def count(self) -> int:
        """How many fields somebody filled."""
        return len(self._typed_by_name())

    @property
    def writer(self) -> str:
        """The id of the person whose words these are; empty where the form does not say."""
        return dict(self.fields).get(WRITER, "")

    @property
    def is_known(self) -> bool:
        """Whether its address is one of this portal still."""
        return self._view() is not None

    def words(self) -> list[Words]:
        """What was typed, by the labels of its form. A choice is left out where only its number is known."""
        page, found = getattr(self._view(), "view_class", None), list[Words]()
        for name, values in self._typed_by_name().items():
            field = _field(page, name)
            texts = [text for value in values if (text := _in_words(field, value))]
            if texts:
                found.append(Words(_label(field, name), in_a_row(texts)))
        return found

    def _typed_by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in self._typed():
            found.setdefault(name, []).append(value)
        return found

    def _typed(self) -> Iterator[tuple[str, str]]:
        return ((name, value) for name, value in self.fields if value.strip() and not UNSEEN.match(name))

    def _view(self) -> Any:
        path = self.path.partition("?")[0]
        with translation.override(translation.get_language_from_path(path) or translation.get_language()):
            try:
                return resolve(path).func
            except Resolver404:
                return None


def _field(page: Any, name: str) -> forms.Field | None:
    """The field of this name in the forms of a page; a form whose fields depend on data has `field_named`."""
    single = getattr(page, "form_class", None)
    for form in getattr(page, "form_classes", (single,) if single else ()):
        named = getattr(form, "field_named", form.base_fields.get)
        if field := form.base_fields.get(name) or named(name):
            return cast(forms.Field, field)
    return None


def _label(field: forms.Field | None, name: str) -> str:
    if field is not None and field.label:
        return str(field.label)
    return re.sub(r"[-_]+", " ", name).strip().capitalize()


def _in_words(field: forms.Field | None, value: str) -> str:
    if isinstance(field, forms.ModelChoiceField):  # one or several; the form's own rows must not be kept
        rows = () if field.queryset is None else field.queryset.all()
        return next((str(row) for row in rows if str(row.pk) == value), "")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next((str(label) for code, label in choices if str(code) == value), value)
    if isinstance(field, forms.BooleanField):
        return translation.gettext("Yes")
    if isinstance(field, forms.DateField):
        return _day(field, value)
    return value


def _day(field: forms.DateField, value: str) -> str:
    try:
        return partial_date(field.to_python(value))
    except ValidationError:
        return value
