"""HTML to tagged PDF (PDF/UA-1). Runs in the warm child: no network, no database, none of the settings.

Style and fonts are our own files, read once. Whatever else a document asks for is refused, so a pasted
address can neither leak anything nor hang the worker.
"""

import functools
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import weasyprint

STATIC = Path(__file__).resolve().parents[2] / "static"
STYLE = STATIC / "css" / "report.css"
FONTS = tuple(sorted((STATIC / "fonts" / "report").glob("*.ttf")))
PAGES = struct.Struct("!I")


class Refused(ValueError):
    """The document asked for something that is not one of our files."""


def render(html: bytes) -> bytes:
    """The document as PDF, with the number of its pages before it. Equal input gives equal output."""
    import weasyprint

    fetch, style, fonts = _prepared()
    document = weasyprint.HTML(
        string=html.decode(), url_fetcher=fetch, media_type="print", encoding="utf-8"
    ).render(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return PAGES.pack(len(document.pages)) + pdf


def unpack(answer: bytes) -> tuple[int, bytes]:
    """Number of pages and PDF, of what `render` answered."""
    return PAGES.unpack_from(answer)[0], answer[PAGES.size :]


@functools.cache
def _prepared() -> "tuple[Any, weasyprint.CSS, Any]":
    """Fetcher, style and fonts, kept as long as the child lives: reading them takes a third of a second."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcherResponse

    ours = {path.as_uri(): path for path in FONTS}

    class OnlyOurs(weasyprint.urls.URLFetcher):
        """Gives the fonts of the report and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002
            """The file of that address; Refused for any other."""
            if url not in ours:
                raise Refused(f"Not fetched: {url[:200]}")
            return URLFetcherResponse(url, ours[url].read_bytes(), {"Content-Type": "font/ttf"})

    fetch, fonts = OnlyOurs(), FontConfiguration()
    style = weasyprint.CSS(filename=str(STYLE), url_fetcher=fetch, font_config=fonts)
    return fetch, style, fonts
