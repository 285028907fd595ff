"""`manage.py prepare`: bring database, reference data and static files of this instance up to date."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Each part is skipped when there is nothing to do, so that repeating it is quick and harmless."""

    help = "Migrate, load the reference data, make the demo accounts where DEMO is on, gather static files."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Database first, then what stands in it, then the files."""
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
        call_command("load_reference", if_changed=True, stdout=self.stdout)
        if settings.DEMO:
            call_command("load_demo", stdout=self.stdout)
        gather_static_files()


def gather_static_files() -> None:
    """Hashed copies of the static files, made again when one has changed."""
    stamp = Path(settings.STATIC_ROOT) / ".made-from"
    state = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            state.update(f"{path} {storage.get_modified_time(path)}\n".encode())
    if stamp.exists() and stamp.read_text(encoding="ascii") == state.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state.hexdigest(), encoding="ascii")
