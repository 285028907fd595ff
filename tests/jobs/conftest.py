"""A broker of these tests' own, and jobs in the states they start from."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db import connections
from kombu import pools

from solidarity.accounts.models import User
from solidarity.celery import app
from solidarity.jobs import broker as broker_module
from solidarity.jobs.models import Job
from tests.jobs import kinds


def use_broker(url: str, **options: Any) -> None:
    """Point the Celery application at `url`, forgetting open connections."""
    app.conf.broker_url = url
    app.conf.broker_transport_options = options
    pools.reset()
    app._after_fork()
    broker_module._silent_until = float("-inf")


@pytest.fixture(autouse=True)
def broker() -> Iterator[None]:
    """A queue in memory, whatever this run otherwise uses."""
    before = app.conf.broker_url, app.conf.broker_transport_options
    kinds.EFFECTS.clear()
    use_broker("memory://localhost", polling_interval=0.02)
    yield
    use_broker(before[0], **before[1])


@pytest.fixture
def redis_broker(broker: None) -> Iterator[str]:
    """Redis with a key prefix of this test alone; yields the prefix and removes its keys."""
    prefix = f"test-{secrets.token_hex(4)}:"
    use_broker(settings.REDIS_URL, global_keyprefix=prefix, socket_connect_timeout=1, socket_timeout=2)
    yield prefix
    client = redis.Redis.from_url(settings.REDIS_URL)
    for key in client.scan_iter(f"*{prefix}*"):
        client.delete(key)
    client.close()


@pytest.fixture
def owner(db: None) -> User:
    """A person who asks for jobs."""
    return User.objects.create_user("owner@example.org", name="Owner", language="es")


@pytest.fixture
def other(db: None) -> User:
    """Somebody else."""
    return User.objects.create_user("other@example.org", name="Other")


@pytest.fixture
def together() -> Callable[[int, Callable[[], Any]], list[Any]]:
    """Call something in so many threads at the same moment; an exception is returned, not raised."""

    def run(count: int, call: Callable[[], Any]) -> list[Any]:
        barrier, outcomes = threading.Barrier(count), []

        def one() -> None:
            barrier.wait()
            try:
                outcomes.append(call())
            except Exception as error:
                outcomes.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=one) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        return outcomes

    return run


def until(true: Callable[[], Any], seconds: float = 40) -> Any:
    """Wait for something to become true, and return it."""
    end = time.monotonic() + seconds
    while not (value := true()):
        if time.monotonic() > end:
            raise AssertionError(f"did not happen within {seconds} s")
        time.sleep(0.03)
    return value


def ended(job: Job) -> bool:
    """Whether the job has ended, read afresh."""
    job.refresh_from_db()
    return not job.is_open
