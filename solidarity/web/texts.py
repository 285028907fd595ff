"""Texts kept as data in three languages: `{"en": …, "es": …, "pt-br": …}`."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language


def in_language(texts: Mapping[str, Any]) -> Any:
    """The text (or list of texts) in the active language; where it is missing, in another that has one."""
    languages = (get_language(), *settings.MODELTRANSLATION_FALLBACK_LANGUAGES)
    return next((texts[language] for language in languages if language and texts.get(language)), "")
