"""Several systems asked at once, so that a slow one takes the time of none but itself."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from django.db import connections

DEADLINE = 60.0
"""Seconds in which all are asked."""
MOST = 8
"""Systems asked at once, at most."""
Answer = TypeVar("Answer")


def at_once(asks: Mapping[str, Callable[[], Answer]], deadline: float) -> dict[str, Answer]:
    """Return the answers that are there after `deadline` seconds, by name; raises what one raises.

    What is late goes on until its own limits end it, and nobody gets its answer.
    """

    def ask(one: Callable[[], Answer]) -> Answer:
        try:
            return one()
        finally:
            connections.close_all()  # those of this thread, which nobody else uses

    pool = ThreadPoolExecutor(min(MOST, max(1, len(asks))), thread_name_prefix="systems")
    try:
        asked = {name: pool.submit(ask, one) for name, one in asks.items()}
        wait(asked.values(), deadline)
        return {name: one.result() for name, one in asked.items() if one.done()}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
