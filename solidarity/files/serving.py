"""Gives a file out. Call it only from a view that has found the object the file belongs to."""

import logging

from django.http import FileResponse, Http404

from solidarity.files.kinds import PICTURES
from solidarity.files.models import StoredFile

logger = logging.getLogger(__name__)

SHOWN = tuple(kind.content_type for kind in PICTURES)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def serve(file: StoredFile, *, inline: bool = False) -> FileResponse:
    """The file as a download under its own name; `inline` shows it in the page, for pictures only."""
    try:
        content = file.content.open("rb")
    except FileNotFoundError:
        logger.exception("The bytes of file %s are gone", file.pk)
        raise Http404 from None
    shown = inline and file.content_type in SHOWN
    return FileResponse(
        content,
        as_attachment=not shown,
        filename=file.name,
        content_type=file.content_type,
        headers=HEADERS,
    )
