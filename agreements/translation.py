"""Which columns exist in Spanish, Portuguese and English."""

from modeltranslation.translator import TranslationOptions, register

from agreements.models import Ruling


@register(Ruling)
class RulingTexts(TranslationOptions):
    fields = ("summary",)
