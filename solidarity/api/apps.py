from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class APIConfig(AppConfig):
    name = "solidarity.api"
    label = "api"

    def ready(self) -> None:
        """Give the audit verbs of this app their words."""
        from solidarity.audit.verbs import add_sentences

        add_sentences(
            {
                "token.made": _("{actor} made the API token {object}"),
                "token.revoked": _("{actor} revoked the API token {object}"),
            }
        )
