"""A program that opens a door of its own, at noon, and does there what each line of input says.

After each line it says what came of it, as JSON.
"""

import json
import sys
from collections.abc import Callable

import django

django.setup()

from tests.events.observed import observed, ref_of, taken  # noqa: E402 - Django must be set up first
from tests.gate.samples import ERASE, INVESTIGATED, NOON, published  # noqa: E402

from mamoru.collection.collector.declare import declare  # noqa: E402
from mamoru.consent.choices import Choice, Kind  # noqa: E402
from mamoru.gate.asking import OFFICER, Wish  # noqa: E402
from mamoru.gate.change import suspend  # noqa: E402
from mamoru.gate.choose import give, withdraw  # noqa: E402
from mamoru.gate.door import Door, opened  # noqa: E402
from mamoru.gate.erase import erase  # noqa: E402
from mamoru.gate.rotate import rotate  # noqa: E402

NOTICE: dict[str, str | None] = {"notice_shown": "notice:banner-1"}
PERSON = Wish(act="collect", source="person", grounds=NOTICE)


def withdraws(door: Door, ref: str, reference: str) -> None:
    withdraw(door, OFFICER, ref, reference)


def says(door: Door, ref: str, kind: str, purpose: str) -> str:
    choice = Choice(kind=Kind(kind), purpose=purpose)
    return give(door, OFFICER, PERSON, ref, choice, data="supplied")


def erases(door: Door, ref: str) -> None:
    erase(door, OFFICER, ERASE, ref)


def suspends(door: Door, ref: str) -> None:
    suspend(door, OFFICER, Wish(act="suspend_use", grounds=INVESTIGATED), ref)


def stores(door: Door, visitor: str) -> str:
    taken(door, [observed(visitor, 1)])
    return ref_of(door, visitor)


def rotates(door: Door) -> None:
    rotate(door)


def publishes(door: Door, text: str) -> None:
    published(door, text.encode())


def declares(door: Door, text: str) -> None:
    declare(door, OFFICER, text.encode())


DEEDS: dict[str, Callable[..., str | None]] = {
    one.__name__: one
    for one in (withdraws, says, erases, suspends, stores, rotates, publishes, declares)
}


def main() -> None:
    """Do what standard input says, line by line."""
    with opened(clock=lambda: NOON) as door:
        for line in sys.stdin:
            deed, *words = json.loads(line)
            print(json.dumps(DEEDS[deed](door, *words)), flush=True)


if __name__ == "__main__":
    main()
