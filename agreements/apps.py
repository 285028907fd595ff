from django.apps import AppConfig
from django.db.backends.signals import connection_created


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        """Let SQLite tell local days as PostgreSQL does, and give the verbs their words."""
        from agreements import verbs  # noqa: F401
        from agreements.days import teach_sqlite

        connection_created.connect(teach_sqlite, dispatch_uid="agreements.days")
