"""The proof inside a link that sets a new password."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from solidarity.accounts.models import User


class ResetTokens(PasswordResetTokenGenerator):
    """Valid for PASSWORD_RESET_TIMEOUT, until the password, the last sign-in or the account changes."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"
