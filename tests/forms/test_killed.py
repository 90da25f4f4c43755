"""A sender that is killed leaves a whole submission or none, and no file that nobody owns."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from tests.forms.samples import handed, registered, sent, show, shown
from tests.gate.samples import Clock, counted
from tests.killing import answer, ask, is_killed, program, stride
from tests.store import Store

from mamoru.collection.forms.submit import submit
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door, open_door
from mamoru.gate.files import PATIENCE, sweep
from mamoru.paths import reference_policy
from mamoru.vault.models import File

SUBMITTER = "tests.forms.submitter"


def on_disk(store: Store) -> list[Path]:
    return [one for one in (store.home / "files").rglob("f_*") if one.is_file()]


def stands() -> tuple[int, int, int, int]:
    """Return how many people, files of theirs, values, and submissions there are."""
    kept = File.objects.exclude(person=None).count()
    return counted("vault_person"), kept, counted("vault_field"), counted("gate_submission")


@pytest.mark.slow
def test_killed_before_any_line_a_submission_is_there_wholly_or_not_at_all(store: Store) -> None:
    clock = Clock()
    door = open_door(home=store.home, policy=reference_policy(), clock=clock)
    registered(door)
    reference = show(door)
    lines, seen, key = 0, set(), "a-submission-that-is-killed"
    step = stride(127 if store.vendor == "sqlite" else 199)
    with program(SUBMITTER, store) as process:
        while is_killed(process, reference, key, lines + 1):
            lines += step
            seen.add(stands())
            sweep(door)
            assert len(on_disk(store)) == counted("vault_file")
            if stands()[0]:
                break
        ask(process, reference, key, 10**6)
        assert answer(process).startswith("done p_")
        ask(process, reference, key, 10**6)
        assert answer(process).endswith("True")

    assert seen <= {(0, 0, 0, 0), (1, 1, 1, 1)}
    assert stands() == (1, 1, 1, 1)
    assert lines > 100
    clock.now += PATIENCE * 2
    sweep(door)
    assert len(on_disk(store)) == 1
    door.close()


def test_the_same_at_the_same_moment_is_taken_in_once(door: Door, clock: Clock) -> None:
    registered(door)
    wanted = handed(shown(door, clock))
    together = threading.Barrier(6)

    def hand_in(_: int) -> str:
        try:
            together.wait()
            return submit(door, OFFICER, "inquiry", wanted)[0].ref
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        refs = set(pool.map(hand_in, range(6)))

    assert len(refs) == 1
    assert counted("vault_person") == 1


def test_two_doors_take_in_the_same_once(store: Store, clock: Clock) -> None:
    one = open_door(home=store.home, policy=reference_policy(), clock=clock)
    other = open_door(home=store.home, clock=clock)
    registered(one)
    wanted = [handed(shown(one, clock), fields={"name": f"Fixture {n}"}) for n in range(8)]
    together = threading.Barrier(2)

    def hand_in(door: Door) -> list[str]:
        try:
            together.wait()
            return [submit(door, OFFICER, "inquiry", each)[0].ref for each in wanted]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(hand_in, (one, other))

    assert first == second
    assert counted("vault_person") == 8
    one.close()
    other.close()


def test_a_file_is_taken_over_once_though_two_hand_it_in_at_once(door: Door, clock: Clock) -> None:
    registered(door)
    token = sent(door)
    files = {"attachment": [{"token": token}]}
    wanted = [
        handed(shown(door, clock), fields={"name": f"Fixture {n}"}, files=files) for n in range(4)
    ]

    def hand_in(n: int) -> int:
        try:
            submit(door, OFFICER, "inquiry", wanted[n])
        except Exception:  # noqa: BLE001 - counted
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(4) as pool:
        taken = sum(pool.map(hand_in, range(4)))

    assert taken == 1
    assert stands()[:2] == (1, 1)
