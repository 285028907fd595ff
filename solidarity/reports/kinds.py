"""The kinds of report there are: name → how its contents are read, and how they become a document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from networks.models import Municipality
from solidarity.accounts.models import User
from solidarity.reports.html import Imprint, progress_html
from solidarity.reports.models import Report
from solidarity.reports.progress.build import build
from solidarity.reports.progress.contents import Progress


@dataclass(frozen=True, slots=True)
class Kind:
    """`build` reads what the person may see, as frozen values; `html` writes them in the active language."""

    build: Callable[[Municipality, User], Progress]
    html: Callable[[Progress, Imprint], str]


KINDS: Mapping[str, Kind] = {Report.Kind.PROGRESS: Kind(build=build, html=progress_html)}
