"""Who may call a view of the API. Apart from the views, since the framework's settings lead here first."""

from enum import Enum

READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Access(Enum):
    """Every view declares one of these as `access`; a view without one is refused."""

    PUBLIC = "public"
    TOKEN = "token"  # noqa: S105 - not a secret
