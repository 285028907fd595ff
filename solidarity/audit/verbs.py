"""The words of each audit verb. An app adds its own verbs when it loads (`AppConfig.ready`)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_SENTENCES: dict[str, Promise] = {}


def add_sentences(sentences: Mapping[str, Promise]) -> None:
    """Make verbs known, each with its lazy sentence: `{actor}`, `{object}` and details may stand in it."""
    _SENTENCES.update(sentences)


def known_verbs() -> frozenset[str]:
    """Every verb that has words."""
    return frozenset(_SENTENCES)


def sentence(verb: str, **words: object) -> str:
    """The sentence of `verb` in the active language. KeyError for a verb without words."""
    words["actor"] = words.get("actor") or gettext("The portal")
    return str(_SENTENCES[verb]).format(**words)


add_sentences(
    {
        "user.signed_in": _("{actor} signed in"),
        "user.sign_in_refused": _("Someone tried to sign in as {object} and was refused"),
        "user.signed_out": _("{actor} signed out"),
        "user.password_changed": _("{actor} changed the password"),
        "user.password_reset_asked": _("Someone asked for a link to set a new password for {object}"),
        "user.password_reset": _("{actor} set a new password with a link from the mail"),
        "user.profile_changed": _("{actor} changed the account"),
        "user.sessions_ended": _("{actor} ended the other sessions"),
    }
)
