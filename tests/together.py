"""Calls in threads that begin at the same moment. What a call raises is returned, not raised."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections


def turns(count: int, *calls: Callable[[int], Any]) -> list[list[Any]]:
    """The outcomes of each turn, in the order of the calls, which get the number of the turn.

    Every call has a thread and a connection of its own; in each turn all begin at the same moment.
    """
    barrier = threading.Barrier(len(calls))
    outcomes: list[list[Any]] = [[None] * len(calls) for _turn in range(count)]

    def one(place: int, call: Callable[[int], Any]) -> None:
        for turn in range(count):
            barrier.wait(30)
            try:
                outcomes[turn][place] = call(turn)
            except Exception as error:
                outcomes[turn][place] = error
        connections.close_all()

    threads = [threading.Thread(target=one, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return outcomes


def together(count: int, call: Callable[[], Any]) -> list[Any]:
    """The outcomes of the same call in so many threads."""
    return turns(1, *[lambda _turn: call()] * count)[0]
