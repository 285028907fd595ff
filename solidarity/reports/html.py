"""What a report says, as one HTML document: the source of the PDF, and its twin for the screen.

The stored document names neither style nor address of the portal, so it stays good after an update: where
it is shown, `for_screen` puts the present style in; `standalone` carries the style along.
"""

import base64
import datetime
import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from solidarity.charts.radar import RadarChart, radar_chart
from solidarity.charts.series import Criterion, Series
from solidarity.reports.pdf import STATIC, STYLE
from solidarity.reports.progress.contents import Progress, Result
from solidarity.web import rooftops

STYLE_MARK, BAR_MARK = "<!--style-->", "<!--bar-->"
FONT = re.compile(r"url\(\.\./(fonts/report/[\w.-]+\.ttf)\)")
LONG_NAME = 18  # letters of a name that still fit the cover in large type


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a report says of itself: when its data was read, and the digest of its facts."""

    as_of: datetime.datetime
    digest: str

    @property
    def short(self) -> str:
        """The digest in groups that a person can compare."""
        return " ".join(self.digest[start : start + 4] for start in range(0, 16, 4))


def progress_html(contents: Progress, imprint: Imprint) -> str:
    """The progress report in the active language."""
    result = contents.result
    return render_to_string(
        "reports/progress/document.html",
        {
            "report": contents,
            "city": contents.city,
            "result": result,
            "imprint": imprint,
            "radar": _radar(result, contents.city.name) if result else None,
            "art": rooftops.draw(contents.city.name, night=True),
            "has_long_name": len(contents.city.name) > LONG_NAME,
        },
    )


def _radar(result: Result, name: str) -> RadarChart:
    return radar_chart(
        [Criterion(item.number, item.title) for item in result.criteria],
        Series(_("What the city can do"), [item.municipal for item in result.criteria]),
        peers=Series(_("What people find in the city"), [item.territorial for item in result.criteria]),
        prefix="profile",
        title=_("Profile across the ten criteria, %(city)s, %(round)s")
        % {"city": name, "round": result.round},
        listed_at="#criteria",
    )


def for_screen(document: str, *, back: str) -> str:
    """The stored document with the portal's style and a way back to `back`."""
    style = format_html(
        '<link rel="icon" href="{}" type="image/svg+xml"><link rel="stylesheet" href="{}">',
        static("img/mark.svg"),
        static("css/report.css"),
    )
    words = _("Back to the portal")
    bar = format_html('<nav class="bar" aria-label="{}"><a href="{}">{}</a></nav>', words, back, words)
    return _filled(document, style, bar)


def standalone(document: str) -> str:
    """The stored document with style and fonts inside, to be kept and sent as one file."""

    def embedded(match: re.Match[str]) -> str:
        font = base64.b64encode((STATIC / match[1]).read_bytes()).decode()
        return f"url(data:font/ttf;base64,{font})"

    style = FONT.sub(embedded, STYLE.read_text(encoding="utf-8"))
    return _filled(document, mark_safe(f"<style>{style}</style>"), mark_safe(""))  # noqa: S308 - our own file


def _filled(document: str, style: SafeString, bar: SafeString) -> str:
    """Both marks are comments of our template; in typed text they are escaped and so never met."""
    return document.replace(STYLE_MARK, style, 1).replace(BAR_MARK, bar, 1)
