"""`manage.py load_reference`: the reference data files into the database, as often as you like."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.reference.load import load_everything
from assessments.reference.publish import PublishedDiffers
from networks.reference.reading import BrokenData


class Command(BaseCommand):
    """Loads what the data files of the three apps hold, from countries to the questionnaire."""

    help = (
        "Bring the reference data in line with the files in the data folders of the three apps: all of it "
        "or nothing. Texts of these records that were edited by administrators give way to the files."
    )

    requires_system_checks = ()  # a start that has nothing to load must not wait for them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="do nothing when this state of the files is loaded already",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            counts = load_everything(if_changed=options["if_changed"])
        except BrokenData as error:
            raise CommandError(f"Nothing was loaded: the data files hold mistakes.\n{error}") from error
        except PublishedDiffers as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if counts is None:
            self.stdout.write("Reference data: up to date.")
            return
        self.stdout.write(f"{'':22}{'added':>8}{'changed':>9}{'left':>6}{'removed':>9}")
        for name, count in counts.items():
            numbers = f"{count.added:8}{count.changed:9}{count.left:6}{count.removed:9}"
            self.stdout.write(f"{name:22}{numbers}")
