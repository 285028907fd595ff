"""What may be typed about a round."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import Questionnaire, Round
from networks.access import territory_of
from networks.models import Country
from networks.roles import Permission
from networks.search import in_order_of
from solidarity.accounts.models import User
from solidarity.web.conflicts import VersionedForm
from solidarity.web.forms import DayField

REGION = "region"
FAR = 3 * 366  # days: what is further away is a slip of the hand
NAMES = {"es": _("Name in Spanish"), "pt-br": _("Name in Portuguese"), "en": _("Name in English")}


def places_for(person: User) -> dict[str, Country | None]:
    """Where `person` may open a round, by code; None is the whole region, which comes first."""
    territory = territory_of(person, Permission.OPEN_ROUNDS)
    countries = Country.objects.visible_to(person).order_by(in_order_of("name"))
    if territory.everywhere:
        return {REGION: None, **{country.iso2: country for country in countries}}
    return {country.iso2: country for country in countries.filter(pk__in=territory.countries)}


class RoundForm(forms.Form):
    """Names, first the one in the reader's own language, and days."""

    opens_on = DayField(label=_("Opens on"), help_text=_("The first day on which cities can begin."))
    closes_on = DayField(
        label=_("Closes on"),
        required=False,
        help_text=_(
            "The last day to begin, by which cities are asked to send theirs. "
            "What was begun can still be finished."
        ),
    )

    def __init__(self, *sent: Any, **options: Any) -> None:
        super().__init__(*sent, **options)
        self.columns = Round.name_fields()
        own = get_language() or settings.LANGUAGE_CODE
        self.own = self.columns[own]
        self.fields |= {column: self.name_field(code) for code, column in self.columns.items()}
        self.order_fields([self.own, *self.columns.values(), "opens_on", "closes_on"])

    def name_field(self, code: str) -> forms.CharField:
        """The name in one language: asked for in one's own, offered in the others."""
        is_own = self.columns[code] == self.own
        with_year = _("With its year, as people will call it: “Round 2027”.")
        fallback = _("If it stays empty, readers see the name in another language.")
        return forms.CharField(
            label=NAMES[code],
            required=is_own,
            max_length=Round._meta.get_field("name").max_length,
            help_text=with_year if is_own else fallback,
            error_messages={"required": _("Write the name.")},
            widget=forms.TextInput(attrs={"lang": code}),
        )

    def clean(self) -> dict[str, Any]:
        """Some name; days in their order, and near enough to be meant."""
        typed: dict[str, Any] = super().clean() or {}
        if not any(typed.get(column, True) for column in self.columns.values()):
            self.add_error(self.own, _("Write the name in at least one language."))
        first, last = typed.get("opens_on"), typed.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The round cannot close before it opens."))
        today = timezone.localdate()
        for name in {"opens_on", "closes_on"} & set(self.changed_data):
            if typed.get(name) and abs((typed[name] - today).days) > FAR:
                self.add_error(name, _("This day is years away. Check the year."))
        return typed

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        names = {code: typed[column] for code, column in self.columns.items()}
        return {"names": names, "opens_on": typed["opens_on"], "closes_on": typed["closes_on"]}


class OpenRoundForm(RoundForm):
    """A new round. Where there is only one country or version, it is `fixed`: told, not asked."""

    country = forms.ChoiceField(
        label=_("Country"), error_messages={"required": _("Choose a country or the whole region.")}
    )
    questionnaire = forms.ChoiceField(label=_("Version of the questionnaire"))

    def __init__(self, *sent: Any, person: User, **options: Any) -> None:
        super().__init__(*sent, initial={"opens_on": timezone.localdate()}, **options)
        self.places = places_for(person)
        published = Questionnaire.objects.visible_to(person).only("version").order_by("-version")
        self.versions = {row.version: row for row in published}
        self.fixed: list[tuple[Any, str]] = []
        names = {code: str(place or _("The whole region")) for code, place in self.places.items()}
        self._offer("country", names, ("", _("Choose one")))
        self._offer("questionnaire", {version: version for version in self.versions})
        self.order_fields(["country", "questionnaire"])

    def _offer(self, name: str, labels: Mapping[str, str], *first: tuple[str, Any]) -> None:
        field: Any = self.fields[name]
        field.choices = [*first, *labels.items()]
        if len(labels) == 1:
            self.fixed.append((self.fields.pop(name).label, next(iter(labels.values()))))

    def clean(self) -> dict[str, Any]:
        """A new round is not over before anybody can take part."""
        typed = super().clean()
        if typed.get("closes_on") and typed["closes_on"] < timezone.localdate():
            self.add_error("closes_on", _("This day is over. Choose a later one, or leave it empty."))
        return typed

    @property
    def told(self) -> dict[str, Any]:
        """Also for which cities, and with which questionnaire."""
        place = self.cleaned_data.get("country") or next(iter(self.places))
        version = self.cleaned_data.get("questionnaire") or next(iter(self.versions))
        return {**super().told, "country": self.places[place], "questionnaire": self.versions[version]}


class EditRoundForm(RoundForm, VersionedForm):
    """Names and days of a round that is there, and the version that the person has read."""

    def __init__(self, *sent: Any, in_round: Round, **options: Any) -> None:
        self.in_round = in_round
        names = {column: getattr(in_round, column) for column in Round.name_fields().values()}
        facts = {name: getattr(in_round, name) for name in ("opens_on", "closes_on", "version")}
        super().__init__(*sent, initial={**names, **facts}, **options)

    def name_field(self, code: str) -> forms.CharField:
        """Nobody has to add a name in the own language to one that somebody gave in another."""
        field = super().name_field(code)
        field.required = field.required and bool(self.in_round.names[code])
        return field
