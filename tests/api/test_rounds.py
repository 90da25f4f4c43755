"""What works beside the calls opens a file of SQLite once a round: each time takes milliseconds."""

from collections.abc import Callable, Iterator
from threading import Event, Thread, get_ident
from typing import Any

import pytest
from django.db.backends.signals import connection_created
from tests.store import Store

from mamoru.api.worker import _chores
from mamoru.collection.partners.intake import take_in
from mamoru.gate.door import Door, open_door
from mamoru.gate.postman import deliver
from mamoru.gate.scrub import keep_passing_on
from mamoru.paths import reference_policy
from mamoru.provision.packages.work import hand_on
from mamoru.rights.requests.work import work_on

ROUNDS = 3


class Rounds(Event):
    """Lets a few rounds go by, at once."""

    left = ROUNDS

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - as threading has it
        self.left -= 1
        return self.left < 0


def post(door: Door, stop: Event) -> None:
    deliver(door, stop, chore=_chores)


@pytest.fixture
def door(store: Store) -> Iterator[Door]:
    opened = open_door(home=store.home, policy=reference_policy())
    try:
        yield opened
    finally:
        opened.close()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("work", "most"),
    [(hand_on, ROUNDS), (keep_passing_on, 1), (post, ROUNDS), (take_in, ROUNDS), (work_on, ROUNDS)],
)
def test_a_round_opens_the_database_once(
    door: Door, work: Callable[[Door, Event], None], most: int
) -> None:
    opened: list[int] = []

    def note(**_: Any) -> None:
        opened.append(get_ident())

    def run() -> None:
        connection_created.connect(note)
        try:
            work(door, Rounds())
        finally:
            connection_created.disconnect(note)

    thread = Thread(target=run)
    thread.start()
    thread.join()

    assert 0 < opened.count(thread.ident or 0) <= most
