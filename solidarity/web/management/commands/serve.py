"""`manage.py serve`: bring this instance up to date and serve it. What `make run` calls."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config

from solidarity import gunicorn as gunicorn_settings


class Server(BaseApplication):
    """gunicorn inside this process, so that one command starts and stops everything."""

    cfg: Config

    def __init__(self, announce: Any) -> None:
        self.announce = announce
        super().__init__()

    def load_config(self) -> None:
        """The settings module, and the announcement once the socket listens."""
        for name, value in vars(gunicorn_settings).items():
            if name in self.cfg.settings and value is not None:
                self.cfg.set(name, value)
        self.cfg.set("when_ready", lambda _server: self.announce())

    def load(self) -> Any:
        """The portal."""
        return get_wsgi_application()


class Command(BaseCommand):
    """Prepare, serve, and say where."""

    help = "Bring this instance up to date and serve it."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Runs until it is stopped."""
        call_command("prepare", stdout=self.stdout)
        connections.close_all()
        Server(self._announce).run()

    def _announce(self) -> None:
        self.stdout.write(f"\nThe portal is at {settings.SITE_URL}\n")
        if settings.DEMO:
            self.stdout.write("Demo accounts, all with the password solidarity-demo:\n")
            call_command("load_demo", list=True, stdout=self.stdout)
        else:
            self.stdout.write(
                "The first administrator is made with: .venv/bin/python manage.py create_admin EMAIL\n"
            )
        if not settings.EMBEDDED_WORKER:
            self.stdout.write(
                "Background work waits for a worker beside this one: docs/operations.md, “Processes”\n"
            )
        self.stdout.flush()
