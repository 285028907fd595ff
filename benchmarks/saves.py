"""Saving answers over HTTP, alone and as twenty people, beside one bare UPDATE on the same server."""

import datetime
import gzip
import http.client
import statistics
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Assessment, Questionnaire, Round
from benchmarks import bare
from benchmarks.table import ROUNDS, Figure, side_by_side
from networks.models import Municipality, Posting
from networks.roles import Role
from solidarity.accounts.models import User
from solidarity.api.actions import make_token
from solidarity.api.models import Token

PEOPLE, TURNS = 20, 10
MOST_KILOBYTES = 15
CODE = "C04.Q03"
FORM = "application/x-www-form-urlencoded"
TEXT = "Hay un programa con acceso, pero con barreras de documentos y de difusión en los barrios."
ANSWER = {
    "state": "answered",
    "level": 2,
    "competence": "shared",
    "competent_body": "Ministerio de trabajo",
    "situation": TEXT,
    "commitment": "Abrir dos ferias por año con cupo para emprendimientos de personas refugiadas.",
    "responsible_area": "Empleo y producción",
    "time_frame": "year",
}


@dataclass(slots=True)
class Writer:
    """A respondent with one open page: where it saves, with what, and on which version."""

    user: User
    assessment: Assessment
    headers: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    token: str = ""
    version: int = 0

    @property
    def page(self) -> str:
        """The page of the item."""
        return f"/es/assessments/{self.assessment.pk}/answers/{CODE}/"

    @property
    def resource(self) -> str:
        """The same in the API."""
        return f"/api/v1/assessments/{self.assessment.pk}/answers/{CODE}/"

    def typed(self) -> str:
        """The whole form, as the page sends it."""
        save = {"version": self.version, "key": uuid.uuid4(), **self.hidden}
        return urlencode({**ANSWER, **save, "situation": f"{TEXT} {self.version}"})

    def save(self, port: int) -> None:
        """One save by the page."""
        self.version = send(port, "POST", self.page, self.headers, self.typed())["version"]

    def put(self, port: int) -> None:
        """One save by the API."""
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "If-Match": f'"{self.version}"',
            "Idempotency-Key": str(uuid.uuid4()),
        }
        body = orjson.dumps({**ANSWER, "situation": f"{TEXT} {self.version}"}).decode()
        self.version = send(port, "PUT", self.resource, headers, body)["version"]


def prepare() -> list[Writer]:
    """Twenty respondents in twenty cities, each with an open assessment and a page that was read."""
    bare.make_answers(PEOPLE)
    questionnaire = Questionnaire.objects.get()
    in_round = Round.objects.create(
        name_en="Bench", name_es="Bench", name_pt_br="Bench", questionnaire=questionnaire,
        opens_on=datetime.date(2026, 1, 1),
    )  # fmt: skip
    cities = Municipality.objects.filter(slug__startswith="zz-place").select_related("country")[:PEOPLE]
    return [open_page(number, city, in_round) for number, city in enumerate(cities)]


def open_page(number: int, city: Municipality, in_round: Round) -> Writer:
    """A respondent of `city` who has the page of one item open."""
    user = User.objects.create_user(f"respondent{number}@bench.example", name=f"Respondent {number}")
    Posting.objects.create(user=user, role=Role.MUNICIPAL_COORDINATOR, municipality=city)
    assessment = Assessment.objects.create(
        municipality=city, round=in_round, questionnaire=in_round.questionnaire, items=60, opened_by=user
    )
    writer = Writer(user, assessment)
    client = Client()
    client.force_login(user)
    page = client.get(writer.page)
    secret = client.cookies[settings.CSRF_COOKIE_NAME].value
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    writer.hidden = {"csrfmiddlewaretoken": secret, "person": str(user.pk)}
    writer.headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Content-Type": FORM,
        "HX-Request": "true",
    }
    writer.token = make_token(user, by=None, name="bench", scope=Token.Scope.WRITE)[1]
    assert page.status_code == http.HTTPStatus.OK
    return writer


def run(port: int, writers: Sequence[Writer]) -> list[Figure]:
    """Saves by the page, alone and by twenty at once, and by the API."""
    first = writers[0]

    def base(number: int = 0) -> None:
        send(port, "POST", "/bare/save/", {}, orjson.dumps({"id": number, "text": TEXT}).decode())

    work, bare_save = side_by_side(lambda: first.save(port), base, 40)
    api, bare_put = side_by_side(lambda: first.put(port), base, 40)
    many, bare_many = at_once(
        [lambda writer=writer: writer.save(port) for writer in writers],
        [lambda number=number: base(number) for number in range(len(writers))],
    )
    page = statements(first, lambda client: client.post(first.page, first.typed(), content_type=FORM))
    return [
        item_page(port, first),
        Figure("save by the page, one person", work, bare_save, page, 6, 8, most=8),
        Figure("save by the API, one program", api, bare_put, page, 6, 8, most=8),
        Figure("save by the page, 20 people", many, bare_many, page, 1 / 0.25, 1 / 0.15, most=8),
    ]


def item_page(port: int, writer: Writer) -> Figure:
    """The page of one item, read by a respondent; ValueError when it is too heavy for a poor line."""
    base = f"/bare/item/?assessment={writer.assessment.pk}&code={CODE}"
    client = Client()
    client.force_login(writer.user)
    client.get(writer.page)  # a fresh login notes itself
    with CaptureQueriesContext(connection) as captured:
        page = client.get(writer.page)
    kilobytes = len(gzip.compress(page.content, 6)) / 1000
    if kilobytes > MOST_KILOBYTES:
        raise ValueError(f"The page of an item has {kilobytes:.1f} KB, compressed.")
    work, bare_item = side_by_side(
        lambda: receive(port, "GET", writer.page, writer.headers), lambda: receive(port, "GET", base, {}), 20
    )
    return Figure(f"page of an item ({kilobytes:.1f} KB)", work, bare_item, len(captured), 40, 60)


def at_once(
    works: Sequence[Callable[[], None]], baselines: Sequence[Callable[[], None]]
) -> tuple[float, float]:
    """Median milliseconds of one save when everybody saves at the same time: the rate, turned over."""
    rounds = [(rate(works), rate(baselines)) for _round in range(ROUNDS)]
    return statistics.median(pair[0] for pair in rounds), statistics.median(pair[1] for pair in rounds)


def rate(calls: Sequence[Callable[[], None]]) -> float:
    """Milliseconds of the whole, for each of the saves in it."""

    def several(call: Callable[[], None]) -> None:
        for _turn in range(TURNS):
            call()

    threads = [threading.Thread(target=several, args=[call]) for call in calls]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (time.perf_counter() - began) / (TURNS * len(calls)) * 1000


def statements(writer: Writer, call: Callable[[Client], object]) -> int:
    """How many statements one save takes, without the marks of the transaction."""
    client = Client(headers={"HX-Request": "true"})
    client.force_login(writer.user)
    call(client)  # a fresh login notes itself
    writer.version += 1
    with CaptureQueriesContext(connection) as captured:
        answer = call(client)
    assert answer.status_code == http.HTTPStatus.OK, answer.content  # type: ignore[attr-defined]
    writer.version += 1
    return sum(not item["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for item in captured)


def send(port: int, method: str, address: str, headers: dict[str, str], body: str) -> dict[str, int]:
    """One request over a connection of its own, answered with JSON."""
    found: dict[str, int] = orjson.loads(receive(port, method, address, headers, body))
    return found


def receive(port: int, method: str, address: str, headers: dict[str, str], body: str = "") -> bytes:
    """The content of the answer; ValueError for any but 200."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    line.request(method, address, body=body.encode(), headers=headers)
    answer = line.getresponse()
    content = answer.read()
    line.close()
    if answer.status != http.HTTPStatus.OK:
        raise ValueError(f"{address} answered {answer.status}: {content[:300]!r}")
    return content
