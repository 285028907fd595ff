"""Bodies of requests to the API: there, of a bearable size, and strict JSON. Anything else is told so."""

from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

DEEPEST = 32  # levels of lists and objects; nothing that is taken here has more than a few


class LengthRequired(APIException):
    """The body comes in pieces: without a Content-Length the portal would see none of it."""

    status_code = 411
    default_detail = gettext_lazy(
        "Send the length of the body as Content-Length; Transfer-Encoding is not accepted."
    )


class BodyTooLarge(APIException):
    """More than any write takes."""

    status_code = 413

    def __init__(self) -> None:
        super().__init__(too_large())


def too_large() -> str:
    """The sentence for a request over the limit."""
    most = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return _("The request is too large: its body may have up to %(most)s.") % {"most": most}


def check(request: Request) -> None:
    """Refuse a write whose body is absent, hidden or too large, before any of it is read.

    rest_framework takes all of these for an empty object, and an empty object may mean "erase".
    """
    if "Transfer-Encoding" in request.headers:
        raise LengthRequired
    length = int(request.headers.get("Content-Length") or 0)
    if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise BodyTooLarge
    if length <= 0:
        raise ParseError(_("The request has no body. Send a JSON object."))


class JSONParser(BaseParser):
    """JSON as RFC 8259 has it, in UTF-8: without NaN, numbers beyond a double, or halves of characters."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Any:
        """The value in the body, or ParseError in the reader's language."""
        try:
            value = orjson.loads(stream.read())
        except orjson.JSONDecodeError:
            raise ParseError(_("The body is not valid JSON.")) from None
        if _is_deeper(value, DEEPEST):
            raise ParseError(_("The lists and objects in the body are nested too deeply."))
        return value


def _is_deeper(value: Any, levels: int) -> bool:
    """Whether lists and objects lie in each other on more than so many levels."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(item, levels - 1) for item in inner)
