"""Killed at any line of moving rows to a file, no event is lost, and none is there twice."""

import pytest
from tests.events.observed import numbers_of, observed, ref_of, taken
from tests.gate.samples import ERASE, Clock, counted
from tests.killing import is_killed, program, stride
from tests.store import Store

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import open_door
from mamoru.gate.erase import erase
from mamoru.gate.observing.history import folder
from mamoru.paths import reference_policy

PEOPLE, EACH = 5, 3
STEPS = stride(11)
"""Lines between two kills."""


def settled(store: Store) -> list[list[int]]:
    """Return the history of everybody, as whoever opens the door next reads it."""
    door = open_door(home=store.home, clock=Clock())
    try:
        return [numbers_of(door, ref_of(door, f"visitor-{at}")) for at in range(PEOPLE)]
    finally:
        door.close()


@pytest.mark.slow
def test_an_event_is_neither_lost_nor_doubled_whatever_line_a_move_is_killed_at(
    store: Store,
) -> None:
    door = open_door(home=store.home, policy=reference_policy(), clock=Clock())
    taken(door, [observed(f"visitor-{at}", n) for at in range(PEOPLE) for n in range(EACH)])
    door.close()
    expected = [list(range(EACH))] * PEOPLE

    with program("tests.events.mover", store) as mover:
        line, kills = 1, 0
        while is_killed(mover, line, 3):
            kills += 1
            assert settled(store) == expected, f"after a kill at line {line}"
            line += STEPS

    assert kills > 5
    assert counted("events_event") == 0
    assert settled(store) == expected
    assert len(list(folder().glob("*.parquet"))) == 1


@pytest.mark.slow
def test_an_erased_person_does_not_come_back_whatever_line_a_compaction_is_killed_at(
    store: Store,
) -> None:
    clock = Clock()
    door = open_door(home=store.home, policy=reference_policy(), clock=clock)
    taken(door, [observed(f"visitor-{at}", n) for at in range(PEOPLE) for n in range(EACH)])
    door.close()

    with program("tests.events.mover", store) as mover:
        assert not is_killed(mover, 100_000, 3)
        door = open_door(home=store.home, clock=clock)
        erase(door, OFFICER, ERASE, ref_of(door, "visitor-4"))
        refs = [ref_of(door, f"visitor-{at}") for at in range(PEOPLE - 1)]
        door.close()
        line = 1
        while is_killed(mover, line, 3):
            door = open_door(home=store.home, clock=clock)
            assert [numbers_of(door, ref) for ref in refs] == [list(range(EACH))] * (PEOPLE - 1)
            door.close()
            line += STEPS

    assert counted("events_place") == PEOPLE - 1
    assert len(list(folder().glob("*.parquet"))) == 1
