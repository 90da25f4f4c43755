"""A door that closes finishes what waits, and leaves nobody waiting."""

import threading
from collections.abc import Callable

import pytest
from tests.gate.samples import (
    COLLECT,
    counted,
    given,
    stored,
)
from tests.store import Store
from tests.vault.together import together

from mamoru.errors import MamoruError
from mamoru.gate.asking import OFFICER
from mamoru.gate.create import create
from mamoru.gate.door import Door
from mamoru.gate.errors import DoorClosedError
from mamoru.gate.writer import Unit, Writer


def collect(door: Door, name: str) -> Callable[[], object]:
    return lambda: create(door, OFFICER, COLLECT, [given(name)])


def test_a_closing_door_finishes_what_waits_and_takes_nothing_more(door: Door) -> None:
    tasks = [collect(door, f"Hito{n} Tsukuri") for n in range(12)]
    closing = threading.Timer(0.05, door.writer.close)
    closing.start()

    found = together(tasks)
    closing.join()

    done = [one for one in found if not isinstance(one, MamoruError)]
    assert {type(one) for one in found if isinstance(one, MamoruError)} <= {DoorClosedError}
    assert counted("vault_person") == len(done)
    with pytest.raises(DoorClosedError):
        stored(door)


def test_nobody_waits_for_ever_when_the_door_closes_under_them(store: Store) -> None:
    """Whoever comes while the writer closes is served or refused, and never left waiting."""
    assert store.home.exists()
    count: Unit[int] = lambda record: len(record.entries)  # noqa: E731 - a unit
    for _ in range(40):
        writer = Writer()
        answered: list[object] = []

        def ask(writer: Writer = writer, answered: list[object] = answered) -> None:
            try:
                answered.extend(writer.run(count, changes=False) for _ in range(50))
            except DoorClosedError as error:
                answered.append(error)

        asking = [threading.Thread(target=ask, daemon=True) for _ in range(4)]
        for thread in asking:
            thread.start()
        writer.close()
        for thread in asking:
            thread.join(10)

        assert not any(thread.is_alive() for thread in asking)
