"""Renewing the keys through the door: people stay readable, and every change of a key is told."""

from tests.gate.samples import entries, stored

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.read import read
from mamoru.gate.rotate import epochs, rotate
from mamoru.ledger.entries import KeyChanged

USE = Wish(act="use", purpose="2(1)a")


def test_people_stay_readable_under_new_keys(door: Door) -> None:
    one = stored(door)
    before, _ = read(door, OFFICER, USE, one.ref)

    rotated = rotate(door)

    after, _ = read(door, OFFICER, USE, one.ref)
    assert after.values == before.values
    assert (rotated.moved, rotated.destroyed) == (1, (1,))
    assert [(epoch.id, epoch.is_current) for epoch in epochs()] == [(1, False), (2, True)]


def test_the_ledger_tells_of_every_key_that_was_made_and_destroyed(door: Door) -> None:
    rotate(door)

    told = [(one.change, one.key) for one in entries() if isinstance(one, KeyChanged)]
    assert told == [
        ("epoch_retired", "epoch-1"),
        ("epoch_destroyed", "epoch-1"),
        ("epoch_created", "epoch-2"),
    ]
