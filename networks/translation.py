"""Which columns exist in Spanish, Portuguese and English."""

from modeltranslation.translator import TranslationOptions, register

from networks.models import Country, Criterion, Event, Network, Practice, Term


@register(Country)
class CountryTexts(TranslationOptions):
    fields = ("name",)


@register(Term)
class TermTexts(TranslationOptions):
    fields = ("name", "short_name", "description")


@register(Criterion)
class CriterionTexts(TranslationOptions):
    fields = ("title", "scope")


@register(Network)
class NetworkTexts(TranslationOptions):
    fields = ("name",)


@register(Practice)
class PracticeTexts(TranslationOptions):
    fields = ("title", "summary")


@register(Event)
class EventTexts(TranslationOptions):
    fields = ("title", "outcome")
