"""The progress report: queries, template and PDF in the child, beside WeasyPrint's run on the same HTML."""

import io
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import translation

from benchmarks.table import ROUNDS, Figure
from networks.models import Municipality
from solidarity.accounts.models import User
from solidarity.jobs import child
from solidarity.jobs.child import run_in_child
from solidarity.reports.html import Imprint, progress_html
from solidarity.reports.making import RENDER
from solidarity.reports.pdf import unpack
from solidarity.reports.progress.build import build

CITY, PERSON = "uy-montevideo", "bureau@demo.example"
SIMPLE = "benchmarks.simple_pdf:render"
MEMORY = "benchmarks.simple_pdf:megabytes"
MOST_MEGABYTES = 250


def run() -> list[Figure]:
    """Make the sample city and measure its report; ValueError when the child grows too large."""
    with override_settings(DEMO=True):
        call_command("load_demo", stdout=io.StringIO())
    with CaptureQueriesContext(connection) as captured:
        html = document()
    pages, _pdf = unpack(run_in_child(RENDER, html))
    run_in_child(SIMPLE, html)
    rounds = [(seconds(whole), seconds(lambda: run_in_child(SIMPLE, html))) for _round in range(ROUNDS)]
    work, baseline = (statistics.median(values) * 1000 for values in zip(*rounds, strict=True))
    used = int(run_in_child(MEMORY, b""))
    child.end_child()
    if used >= MOST_MEGABYTES:
        raise ValueError(f"The child of the report used {used} MB.")
    name = f"report, {pages} pages, tagged ({used} MB)"
    return [Figure(name, work, baseline, len(captured), 1.15, 1.3, most=20)]


def whole() -> bytes:
    """Queries, template and PDF, as a worker does it."""
    return run_in_child(RENDER, document())


def document() -> bytes:
    """The report of the sample city as HTML, read anew."""
    person, city = User.objects.get(email=PERSON), Municipality.objects.for_page().get(slug=CITY)
    with translation.override("es"):
        imprint = Imprint(datetime(2026, 5, 14, tzinfo=UTC), "0" * 64)
        return progress_html(build(city, person), imprint).encode()


def seconds(work: Callable[[], object]) -> float:
    """How long one turn takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
