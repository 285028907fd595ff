"""Lists of 10,000 municipalities over HTTP: pages of the API, whole files, the page of cities."""

import contextlib
import http.client
import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import saves
from benchmarks.table import Figure, side_by_side
from networks.models import Country, Municipality, Posting, Source
from networks.roles import Role
from solidarity.accounts.models import User
from solidarity.api.actions import make_token

ROWS = 10_000
API = "/api/v1/municipalities/"
Work = Callable[[], object]


def run() -> list[Figure]:
    """Fill the tables, start the server, and measure."""
    headers = {"Authorization": f"Bearer {fill()}"}
    last = following(headers, turns=ROWS // 1000 - 1)
    columns = len(header(headers))
    writers = saves.prepare()
    with serving() as port:

        def get(address: str, *, token: bool = True) -> Work:
            return lambda: fetch(port, address, headers if token else {})

        def compare(name: str, address: str, base: str, turns: int, goal: float, limit: float) -> Figure:
            token = address.startswith(API)
            work, baseline = side_by_side(get(address, token=token), get(base), turns)
            count = queries(address, headers if token else {})
            return Figure(name, work, baseline, count, goal, limit, most=20 if "format" in address else 10)

        return [
            compare("API, page of 100, token", API, "/bare/json/?rows=100", 20, 4, 7),
            compare("API, page of 1,000, token", f"{API}?page_size=1000", "/bare/json/?rows=1000", 5, 4, 10),
            compare("API, last page of 1,000, B: the first", last, f"{API}?page_size=1000", 5, 1.1, 1.5),
            compare("CSV, 10,000 rows", f"{API}?format=csv", f"/bare/csv/?rows={ROWS}", 1, 5, 8),
            compare(
                f"XLSX, 10,000 rows of {columns}",
                f"{API}?format=xlsx",
                f"/bare/xlsx/?rows={ROWS}&columns={columns}",
                1,
                1.5,
                2,
            ),
            compare("page of 25 cities, B: 100 as JSON", "/en/cities/", "/bare/json/?rows=100", 5, 40, 60),
            *saves.run(port, writers),
        ]


def fill() -> str:
    """10,000 places in 20 countries, and the token of an officer of one of them."""
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    countries, source = list(Country.objects.all()[:20]), Source.objects.first()
    rows = [
        Municipality(
            slug=f"zz-place-{number:05d}",
            name=f"Ciudad número {number}",
            kind="municipality",
            country=countries[number % len(countries)],
            admin1_name=f"Provincia {number % 100}",
            admin1_code=f"ZZ-{number % 100}",
            route="agreement",
            standing="member",
            joined_on="2019-06-20",
            joined_precision="day",
            latitude=-34.5,
            longitude=-58.5,
            population=10_000 + number,
            source=source,
            origin="public_source",
            is_public=number % 10 != 0,
            search_text=f"ciudad numero {number} provincia {number % 100}",
        )
        for number in range(ROWS)
    ]
    Municipality.objects.bulk_create(rows, batch_size=1000)
    officer = User.objects.create_user("officer@bench.example", name="Officer")
    Posting.objects.create(user=officer, role=Role.COUNTRY_OFFICER, country=countries[0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return make_token(officer, by=None, name="bench")[1]


def following(headers: dict[str, str], turns: int) -> str:
    """The address of the page that so many turns lead to."""
    address = f"{API}?page_size=1000"
    for _turn in range(turns):
        address = Client(headers=headers).get(address).json()["next"] or address
    return address.removeprefix("http://testserver")


def header(headers: dict[str, str]) -> list[str]:
    """The names of the columns that files have."""
    answer = Client(headers=headers).get(f"{API}?format=csv")
    return b"".join(answer.streaming_content).decode().splitlines()[0].split(",")


def queries(address: str, headers: dict[str, str]) -> int:
    """How many statements an answer takes, when a first one has been given."""
    client = Client(headers=headers)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return len(captured)


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """gunicorn with two workers on a free port, until the end of the block."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "gunicorn",
        "-b",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
    ]
    command += ["--log-level", "error", "--timeout", "120", "benchmarks.server:application"]
    environment = {**os.environ, "DATABASE_URL": os.environ["BENCH_DATABASE_URL"]}
    server = subprocess.Popen(command, env=environment)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Until the server answers; half a minute at most."""
    for _turn in range(300):
        try:
            return fetch(port, "/bare/json/?rows=1", {})
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The server did not start.")


def fetch(port: int, address: str, headers: dict[str, str]) -> None:
    """One whole answer over a connection of its own."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    line.request("GET", address, headers=headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    if answer.status != http.HTTPStatus.OK:
        raise ValueError(f"{address} answered {answer.status}.")
