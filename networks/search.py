"""Searching and sorting without accents, the same on every database."""

import unicodedata
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

LONGEST_QUERY = 100
ACCENTED = "áàâãäéèêëíìîïóòôõöúùûüñçÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÑÇ"


def fold(text: str) -> str:
    """Lower case, without accents, single spaces: `Ñuñoa ` becomes `nunoa`."""
    decomposed = unicodedata.normalize("NFKD", text.replace("\0", " "))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def words(query: str) -> list[str]:
    """The folded words to look for; what is beyond a sensible length is left out."""
    return fold(query[:LONGEST_QUERY]).split()


def in_order_of(field: str) -> Func:
    """A sort key: the translated `field` in the active language, É beside E on every database."""
    languages = dict.fromkeys(
        (get_language() or settings.LANGUAGE_CODE, *settings.MODELTRANSLATION_LANGUAGES)
    )
    names = [build_localized_fieldname(field, language) for language in languages]
    given = (NullIf(F(name), Value(""), output_field=CharField()) for name in names)
    text = Coalesce(*given, Value(""), output_field=CharField())
    signs = (Value(ACCENTED), Value(fold(ACCENTED)))
    return Lower(Func(text, *signs, function="TRANSLATE", output_field=CharField()))


def teach_sqlite(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Give a new SQLite connection the TRANSLATE that PostgreSQL has."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("TRANSLATE", 3, _translate, deterministic=True)


def _translate(text: str, signs: str, others: str) -> str:
    return text.translate(str.maketrans(signs, others))
