"""A broker that refuses, hangs or freezes: pages go on, and the sweep delivers later."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from solidarity.celery import app
from solidarity.jobs import broker
from solidarity.jobs.actions import enqueue
from solidarity.jobs.models import Job
from solidarity.jobs.sweep import sweep
from tests.jobs.conftest import use_broker

pytestmark = pytest.mark.django_db(transaction=True)

# As in the settings when a broker is named; test_the_limits_tried_are_those_of_the_settings compares them.
LIMITS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "socket_keepalive": True,
    "health_check_interval": 15,
    "visibility_timeout": 1200,
}


@pytest.mark.redis
def test_the_limits_tried_are_those_of_the_settings() -> None:
    assert LIMITS == settings.CELERY_BROKER_TRANSPORT_OPTIONS


@pytest.fixture(params=["refuses", "hangs"])
def dead_broker(request: pytest.FixtureRequest, broker: None) -> Iterator[None]:
    """A port where nobody listens, or nobody ever answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if request.param == "hangs":
            listener.listen(8)
        use_broker(f"redis://127.0.0.1:{listener.getsockname()[1]}/0", **LIMITS)
        yield


class Line:
    """A line to Redis that can be frozen: open connections stay open, nothing passes any more."""

    def __init__(self) -> None:
        self.frozen = False
        self.target = urlsplit(settings.REDIS_URL)
        self.sockets = [socket.create_server(("127.0.0.1", 0))]
        self.url = f"redis://127.0.0.1:{self.sockets[0].getsockname()[1]}{self.target.path}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        for each in self.sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near = self.sockets[0].accept()[0]
                far = socket.create_connection((self.target.hostname, self.target.port or 6379))
                self.sockets += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if not self.frozen:
                    sink.sendall(data)


@pytest.fixture
def line(redis_broker: str) -> Iterator[Line]:
    with closing(Line()) as line:
        use_broker(line.url, global_keyprefix=redis_broker, **LIMITS)
        yield line


@pytest.mark.redis
def test_enqueue_is_quick_when_a_broker_in_use_freezes(line: Line) -> None:
    enqueue("test.ok", by=None, parameters={})
    assert broker._silent_until == float("-inf")

    line.frozen = True
    begun = time.monotonic()
    job = enqueue("test.ok", by=None, parameters={})

    assert time.monotonic() - begun < 4
    assert broker._silent_until > begun
    assert job.state == Job.State.QUEUED


def test_enqueue_is_quick_without_a_broker_and_met_once(dead_broker: None) -> None:
    begun = time.monotonic()
    first = enqueue("test.ok", by=None, parameters={})
    met = time.monotonic()
    for _ in range(10):
        enqueue("test.ok", by=None, parameters={})
    ignored = time.monotonic()

    assert first.state == Job.State.QUEUED
    assert met - begun < 4
    assert ignored - met < 1


def test_the_sweep_delivers_when_the_broker_is_back(dead_broker: None) -> None:
    job = enqueue("test.ok", by=None, parameters={})
    Job.objects.update(sent_at=None)

    use_broker("memory://localhost", polling_interval=0.02)
    sweep(fresh=True)

    with app.connection_for_read() as connection, connection.SimpleQueue("fast") as queue:
        sent = []
        while queue.qsize():
            message = queue.get(timeout=1)
            sent.append(message.payload[0][0])
            message.ack()
    assert str(job.pk) in sent
