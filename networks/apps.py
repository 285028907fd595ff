from django.apps import AppConfig
from django.db.backends.signals import connection_created


class NetworksConfig(AppConfig):
    name = "networks"

    def ready(self) -> None:
        """Let SQLite sort as PostgreSQL does."""
        from networks.search import teach_sqlite

        connection_created.connect(teach_sqlite, dispatch_uid="teach_sqlite")
