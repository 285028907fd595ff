"""What gunicorn serves during the benchmark: the portal, and under /bare/ the baselines, on one server."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from benchmarks import bare
from solidarity.wsgi import application as portal

from solidarity.api import throttles  # isort: skip - the application must be there first

for _name in ("ANONYMOUS", "ANONYMOUS_FILES", "TOKEN", "TOKEN_FILES"):
    setattr(throttles, _name, throttles.Limit("bench", 10**9, 3600))


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer without the portal where the address says so."""
    if not environ["PATH_INFO"].startswith("/bare/"):
        return portal(environ, start)
    if environ["PATH_INFO"] == "/bare/save/":
        content = bare.save(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    else:
        query = parse_qs(environ["QUERY_STRING"])
        content = bare.ANSWERS[environ["PATH_INFO"].split("/")[2]](int(query["rows"][0]))
    start("200 OK", [("Content-Type", "application/octet-stream"), ("Content-Length", str(len(content)))])
    return [content]
