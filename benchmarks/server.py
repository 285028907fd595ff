"""What gunicorn serves during the benchmark: the portal, and under /bare/ the baselines, on one server."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

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
    elif environ["PATH_INFO"] == "/bare/item/":
        query = dict(parse_qsl(environ["QUERY_STRING"]))
        content = bare.item(query["assessment"], query["code"])
    else:
        query = dict(parse_qsl(environ["QUERY_STRING"]))
        answer = bare.ANSWERS[environ["PATH_INFO"].split("/")[2]]
        content = answer(int(query["rows"]), int(query.get("columns", 0)))
    start("200 OK", [("Content-Type", "application/octet-stream"), ("Content-Length", str(len(content)))])
    return [content]
