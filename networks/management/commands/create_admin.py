"""`manage.py create_admin EMAIL`: the first system administrator of a portal."""

import secrets
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from networks.actions import give_posting
from networks.models import Posting
from networks.roles import Role
from solidarity.accounts.models import User


class Command(BaseCommand):
    """Makes one account that may enter the administration pages."""

    help = "Make a system administrator. Without --password-stdin a password is made and printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        """The arguments of the command."""
        parser.add_argument("email")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from the first line of the input"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check, make, and say how to sign in."""
        given = sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else ""
        password = given if options["password_stdin"] else secrets.token_urlsafe(15)
        with translation.override("en"):
            try:
                user = make_administrator(options["email"].strip().lower(), password)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user.email} is now a system administrator.")
        if not given:
            self.stdout.write(f"Password (shown only this once): {password}")


def make_administrator(email: str, password: str) -> User:
    """A new account with the administrator's posting. ValidationError for a bad address or password."""
    validate_email(email)
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(f"There is an account for {email} already.")
    validate_password(password, User(email=email))
    with transaction.atomic():
        user = User.objects.create_superuser(email, password, name="Administrator", language="en")
        give_posting(Posting(user=user, role=Role.ADMINISTRATOR), by=None)
    return user
