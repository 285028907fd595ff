from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Self-assessments")

    def ready(self) -> None:
        """Give the audit verbs of this app their words, in a worker too."""
        from assessments import verbs  # noqa: F401
