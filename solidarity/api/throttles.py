"""Limits on how often one caller may ask, counted in the database by one statement."""

import ipaddress
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils.crypto import salted_hmac
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from solidarity.api.models import ThrottleWindow, Token

if TYPE_CHECKING:
    from rest_framework.views import APIView

logger = logging.getLogger(__name__)

IPV6_HOUSE = 64  # bits of an address that one subscriber usually holds
TABLE = ThrottleWindow._meta.db_table
COUNT = (
    f"INSERT INTO {TABLE} (key, began, count) VALUES (%s, %s, 1) "  # noqa: S608 - a constant name
    f"ON CONFLICT (key) DO UPDATE SET count = CASE WHEN {TABLE}.began = excluded.began "
    f"THEN {TABLE}.count + 1 ELSE 1 END, began = excluded.began RETURNING count"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in a window of so many seconds."""

    name: str
    most: int
    seconds: int


ANONYMOUS, TOKEN = Limit("open", 60, 60), Limit("token", 600, 60)
ANONYMOUS_FILES, TOKEN_FILES = Limit("open-files", 60, 3600), Limit("token-files", 240, 3600)


class Throttle(BaseThrottle):
    """By token, or by network address without one. Whole files have a limit of their own beside."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count the request; False when it is one too many. The headers of the answer say what is left."""
        self._until = 0.0
        token = request.auth if isinstance(request.auth, Token) else None
        caller = token.pk.hex if token else _anonymous(request)
        limits = [TOKEN if token else ANONYMOUS]
        if getattr(view, "writes_file", False):
            limits.append(TOKEN_FILES if token else ANONYMOUS_FILES)
        allowed = [self._allows(limit, caller, view) for limit in limits]  # each of them counts
        return all(allowed)

    def wait(self) -> float | None:
        """Seconds until the window that is full ends."""
        return self._until or None

    def _allows(self, limit: Limit, caller: str, view: "APIView") -> bool:
        now = time.time()
        began = int(now) // limit.seconds * limit.seconds
        count = _count(f"{limit.name}:{caller}", began)
        left = began + limit.seconds - now
        view.headers |= {
            "RateLimit-Limit": f"{limit.most}",
            "RateLimit-Remaining": f"{max(limit.most - count, 0)}",
            "RateLimit-Reset": f"{left:.0f}",
        }
        if count > limit.most:
            self._until = max(self._until, left + 1)
            return False
        return True


def _count(key: str, began: int) -> int:
    """How many requests the window holds with this one; 0 when counting fails, since reading goes first."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [key, began])
            return int(cursor.fetchone()[0])
    except (OperationalError, InterfaceError):
        raise  # the database is away, and the answer says so
    except DatabaseError:
        logger.exception("A request was not counted")
        return 0


def _anonymous(request: Request) -> str:
    """A name for the network address that tells nobody the address."""
    address = client_address(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        pass
    else:
        if known.version == 6:  # noqa: PLR2004
            address = str(ipaddress.ip_network((known, IPV6_HOUSE), strict=False))
    return salted_hmac("api.throttle", address, algorithm="sha256").hexdigest()[:32]


def client_address(request: Request) -> str:
    """The address that our outermost proxy saw; what a client writes into the header counts for nothing."""
    hops = settings.TRUSTED_PROXIES
    header: str = request.headers.get("X-Forwarded-For", "")
    forwarded = [part.strip() for part in header.split(",") if part.strip()]
    if not hops or len(forwarded) < hops:
        return str(request.META.get("REMOTE_ADDR", ""))
    address: str = forwarded[-hops]
    return address
