from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        """Give the audit verbs of this app their words, in a worker too."""
        from assessments import verbs  # noqa: F401
