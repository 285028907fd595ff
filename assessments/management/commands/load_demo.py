"""`manage.py load_demo`: demo accounts and sample content of every storey, where DEMO is on."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements import demo as agreements_demo
from assessments import demo as assessments_demo
from networks.demo import ACCOUNTS, PASSWORD, NothingLoaded, make_demo


class Command(BaseCommand):
    """Makes what is missing and leaves the rest."""

    help = "Make the demo accounts, sample candidates, agreements and assessments. Refused unless DEMO is on."
    requires_system_checks = ()  # a start that has nothing to make must not wait for them

    def add_arguments(self, parser: CommandParser) -> None:
        """The options of the command."""
        parser.add_argument("--list", action="store_true", help="only list the accounts")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make or list the accounts."""
        if not settings.DEMO:
            raise CommandError(
                "DEMO is off: demo accounts have a known password and belong on no real portal."
            )
        if options["list"]:
            for account in ACCOUNTS:
                self.stdout.write(f"  {account.email:36}{account.name}")
            return
        try:
            made = make_demo()
            agreements = agreements_demo.make_demo()
            samples = assessments_demo.make_demo()
        except NothingLoaded as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Demo accounts: {made} made, password {PASSWORD}." if made else "Demo accounts: up to date."
        )
        if agreements:
            self.stdout.write(f"Sample agreements: {agreements} made.")
        if samples:
            self.stdout.write(f"Sample self-assessments: {samples} made.")
