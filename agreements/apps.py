from django.apps import AppConfig
from django.db.backends.signals import connection_created


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        """Let SQLite tell local days as PostgreSQL does; give verbs their words and maps their marks."""
        from agreements import verbs  # noqa: F401
        from agreements.days import teach_sqlite
        from agreements.marks import by_agreement
        from networks.maps import mark_by

        mark_by(by_agreement)
        connection_created.connect(teach_sqlite, dispatch_uid="agreements.days")
