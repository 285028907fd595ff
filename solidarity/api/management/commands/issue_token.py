"""`manage.py issue_token EMAIL`: make a token for a person and print it, once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from solidarity.accounts.models import User
from solidarity.api.actions import USUAL_DAYS, make_token
from solidarity.api.models import Token
from solidarity.workflow import NotAllowed

MOST_DAYS = 3650


class Command(BaseCommand):
    """The token alone goes to the output, so that a script can take it up."""

    help = "Make an API token for the person with this e-mail address and print it once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, what for, how long."""
        parser.add_argument("email")
        parser.add_argument("--scope", choices=Token.Scope.values, default=Token.Scope.READ.value)
        parser.add_argument("--days", type=int, default=USUAL_DAYS)
        parser.add_argument("--name", default="issue_token")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Print the token, or say why there is none."""
        if not 1 <= options["days"] <= MOST_DAYS:
            raise CommandError(f"--days must be from 1 to {MOST_DAYS}.")
        user = User.objects.filter(email__iexact=options["email"].strip(), is_active=True).first()
        if user is None:
            raise CommandError(f"No active person has the address {options['email']}.")
        name = options["name"][: Token._meta.get_field("name").max_length]
        try:
            _token, text = make_token(user, by=None, name=name, scope=options["scope"], days=options["days"])
        except NotAllowed as refusal:
            raise CommandError(" ".join(refusal.sentences)) from refusal
        self.stdout.write(text)
