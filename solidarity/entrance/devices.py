"""A browser's own description of itself, in plain words."""

from dataclasses import dataclass

# The first sign found wins, so those that others also carry come last.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
HAND_HELD = {"iPhone", "iPad", "Android"}


@dataclass(frozen=True, slots=True)
class Device:
    """Names as their makers write them; empty where the description does not tell."""

    browser: str
    system: str

    @property
    def is_hand_held(self) -> bool:
        """Whether it is a phone or a tablet."""
        return self.system in HAND_HELD


def device_of(user_agent: str) -> Device:
    """The device behind a User-Agent header; whatever it says, nothing of it is repeated."""
    return Device(_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))


def _first(signs: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in signs if sign in text), "")
