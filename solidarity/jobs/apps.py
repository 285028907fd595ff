from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "solidarity.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Load every app's `tasks.py`, so that web processes know the kinds as well as workers do."""
        autodiscover_modules("tasks")
