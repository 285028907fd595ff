"""JSON, written by orjson, and the names of the other forms a list has."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from django.utils.functional import Promise
from rest_framework.renderers import BaseRenderer

from solidarity.web.downloads import CSV, KINDS, XLSX


def plain(value: object) -> object:
    """What orjson does not know itself: exact decimals as numbers, lazy texts as text."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON.")


class JSONRenderer(BaseRenderer):
    """Renders to UTF-8 JSON. Times come out as UTC with a Z."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002
        renderer_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> bytes:
        """Bytes of `data`; an empty body for None."""
        if data is None:
            return b""
        return orjson.dumps(data, default=plain, option=orjson.OPT_UTC_Z)


class GeoJSONRenderer(JSONRenderer):
    """Renders a FeatureCollection (RFC 7946)."""

    media_type = "application/geo+json"
    format = "geojson"


class CSVFile(JSONRenderer):
    """Names the form. The file itself is written by `sheets`, and errors stay JSON."""

    media_type = KINDS[CSV]
    format = CSV


class XLSXFile(JSONRenderer):
    """Names the form. The file itself is written by `sheets`, and errors stay JSON."""

    media_type = KINDS[XLSX]
    format = XLSX
