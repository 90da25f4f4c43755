"""Renewing the keys through the door: people stay readable, and every change of a key is told."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from tests.gate.samples import entries, stored
from tests.killing import Process, answer, ask, program, stride
from tests.store import Store

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door, opened
from mamoru.gate.read import read
from mamoru.gate.rotate import epochs, rotate
from mamoru.ledger.entries import KeyChanged
from mamoru.paths import reference_policy
from mamoru.vault.models import Epoch

USE = Wish(act="use", purpose="2(1)a")


def told() -> list[tuple[str, str]]:
    """Return what the ledger tells of keys."""
    return [(one.change, one.key) for one in entries() if isinstance(one, KeyChanged)]


def happened() -> list[tuple[str, str]]:
    """Return what happened to keys, as far as the database knows."""
    found = [("epoch_created", f"epoch-{epoch.id}") for epoch in epochs()]
    found += [("epoch_retired", f"epoch-{epoch.id}") for epoch in epochs() if epoch.retired_at]
    return found + [
        ("epoch_destroyed", f"epoch-{epoch.id}") for epoch in epochs() if epoch.destroyed_at
    ]


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

    assert told() == [
        ("epoch_created", "epoch-1"),
        ("epoch_retired", "epoch-1"),
        ("epoch_created", "epoch-2"),
        ("epoch_destroyed", "epoch-1"),
    ]


def comes_so_far(process: Process, task: str, number: int) -> bool:
    """Let the program be killed before its line `number`; tell whether it came so far."""
    ask(process, task, number)
    said = answer(process)
    assert said in ("killed", "done 0")
    return said == "killed"


@pytest.mark.slow
def test_killed_before_any_line_of_it_a_change_of_keys_is_told_exactly_once(store: Store) -> None:
    lines = {"prepare": 0, "rotate": 0}
    with program("tests.gate.rotator", store) as process:
        for task in lines:
            while comes_so_far(process, task, lines[task] + 1):
                lines[task] += stride(11)
                assert sorted(told()) == sorted(happened()), (task, lines[task])

    with opened(home=store.home, policy=reference_policy()) as door:
        gone = Epoch.objects.exclude(destroyed_at=None).values_list("kek_id", flat=True)
        assert door.keys.provider.keys().isdisjoint(gone)
    assert lines["prepare"] > 20
    assert lines["rotate"] > 40
    assert Counter(change for change, _ in told())["epoch_destroyed"] > 1


def test_a_destroyed_key_that_is_put_back_is_destroyed_again_by_the_next_start(
    store: Store, tmp_path: Path
) -> None:
    with opened(home=store.home, policy=reference_policy()) as door:
        former = door.keys.provider.keys()
        shutil.copytree(store.home / "keys", tmp_path / "copy")
        rotate(door)
    shutil.copytree(tmp_path / "copy", store.home / "keys", dirs_exist_ok=True)
    assert list((store.home / "keys").glob("*.key")) != []

    with opened(home=store.home, policy=reference_policy()) as door:
        assert door.keys.provider.keys().isdisjoint(former)

    held = b"".join(path.read_bytes() for path in (store.home / "keys").iterdir())
    assert (tmp_path / "copy" / f"{next(iter(former))}.key").read_bytes() not in held
    assert told() == [*told()[:3], ("epoch_destroyed", "epoch-1")]
