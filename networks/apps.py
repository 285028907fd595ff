from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("Networks")

    def ready(self) -> None:
        """Let SQLite sort as PostgreSQL does."""
        from networks.search import teach_sqlite

        connection_created.connect(teach_sqlite, dispatch_uid="teach_sqlite")
