"""What every template may know."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SHORT = {"es": "ES", "pt-br": "PT", "en": "EN"}
NATIVE = {"es": "Español", "pt-br": "Português", "en": "English"}

# Each entry: the page, its name, and the first parts of the addresses that count as being there.
CITIES = ("networks:city-list", _("Cities"), {"cities", "instruments"})
LIBRARY = (
    ("networks:practice-list", _("Good practices"), {"practices"}),
    ("networks:network-list", _("Networks"), {"networks", "events"}),
)
PUBLIC = (
    CITIES,
    *LIBRARY,
    ("initiative", _("The initiative"), {"initiative", "criteria", "questionnaire"}),
    ("open-data", _("Data"), {"data"}),
)
# At most seven, so that the Spanish names fit a screen of 1280 pixels; the footer has the rest.
SIGNED_IN = (
    ("workspace", _("Home"), {"workspace"}),
    CITIES,
    ("agreements:agreement-list", _("Agreements"), {"agreements"}),
    ("assessments:list", _("Self-assessments"), {"assessments"}),
    ("reports:report-list", _("Reports"), {"reports"}),
    *LIBRARY,
)


def portal(request: HttpRequest) -> dict[str, Any]:
    """The languages with the address of this page in each, the navigation, and what instance this is."""
    here = request.get_full_path()
    return {
        "languages": [
            {
                "code": code,
                "short": SHORT[code],
                "name": NATIVE[code],
                "address": in_language(here, code),
                "is_current": code == get_language(),
            }
            for code, _name in settings.LANGUAGES
        ],
        "navigation": SimpleLazyObject(lambda: list(_navigation(request))),
        "is_demo": settings.DEMO,
        "site_url": settings.SITE_URL,
    }


def in_language(address: str, code: str) -> str:
    """The same address under another language; outside the languages, the start of that language."""
    _empty, first, *rest = address.split("/", 2)
    if first not in SHORT:
        return f"/{code}/"
    return f"/{code}/{rest[0] if rest else ''}"


def _navigation(request: HttpRequest) -> Iterator[dict[str, Any]]:
    user = getattr(request, "user", None)
    parts = request.path.split("/")
    here = parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 – "", language, first part
    for name, label, places in SIGNED_IN if user and user.is_authenticated else PUBLIC:
        address = reverse(name)
        current = "page" if request.path == address else "true" if here in places else ""
        yield {"address": address, "label": label, "current": current}
