"""Leaving and erasing by time where things go wrong: killed, twice at once, no room left."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from tests.gate.samples import NOON, Clock, counted
from tests.killing import is_killed, program, stride
from tests.leaving.samples import LEAVE, SECRETS, member, ruled
from tests.retention.samples import FIRST, LATE, SECOND, wrote
from tests.store import Store
from tests.vault.dumps import database_bytes, found_in, written

from mamoru.errors import MamoruError, UnavailableError
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door, open_door
from mamoru.gate.holding.open import listed
from mamoru.gate.scrub import scrub_files
from mamoru.ledger.verify import verify_here
from mamoru.rights.leaving.begin import leave
from mamoru.rights.leaving.carry_on import carry_on_due
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.leaving.report import leavings
from mamoru.rights.leaving.state import LeavingState
from mamoru.rights.retention.run import run
from mamoru.rights.retention.settle import settle
from mamoru.rights.retention.state import RunState
from mamoru.vault.errors import UnknownPersonError

LEAVER = "tests.leaving.leaver"
STEP = stride(61)
SHOP = Path(__file__).parents[2] / "policies" / "shop.yaml"


@pytest.mark.slow
def test_killed_before_any_line_somebody_leaves_once_and_whole(
    shop: Door, store: Store, clock: Clock
) -> None:
    ruled(shop)
    line, cut, left = 1 - STEP, 0, 0
    with program(LEAVER, store) as process:
        killed = True
        while killed:
            line += STEP
            ref = member(shop, f"qq{line}@example.jp")
            killed = is_killed(process, "leave", ref, line)
            cut += killed
            clock.now = NOON + timedelta(hours=2)  # leases of the dead have run out
            gone_on(shop)
            clock.now = NOON
            left += finished(shop, ref)

    assert cut > 3
    assert left == cut + 1
    assert {one.state for one in leavings()} == {LeavingState.ERASED}
    assert len(listed()) == left  # one hold each, never two
    assert counted("vault_person") == 0
    verify_here()


def gone_on(door: Door) -> None:
    for _ in range(50):
        try:
            carry_on_due(door)
        except UnavailableError:
            time.sleep(0.05)
        else:
            return


def finished(door: Door, ref: str) -> int:
    """Let somebody leave who had not begun to, and count who left."""
    try:
        leave(door, OFFICER, LEAVE, ref)
    except UnknownPersonError:
        return 1
    return 1


@pytest.mark.slow
def test_killed_before_any_line_a_run_erases_what_is_due_and_no_more(
    shop: Door, store: Store, clock: Clock
) -> None:
    wrote(shop, 150)
    wrote(shop, 3, article="架空の品")
    run(shop)
    clock.now = LATE
    stopped = run(shop)
    settle(shop, FIRST, stopped.run, "reason:1")
    settle(shop, SECOND, stopped.run, "reason:1")
    line, killed = 1 - STEP, True
    with program(LEAVER, store) as process:
        while killed:
            line += STEP
            killed = is_killed(process, "run", clock.now.isoformat(), line)
            clock.now += timedelta(minutes=6)

    assert run(shop).run != stopped.run  # that one is done
    assert counted("vault_field") == 3
    verify_here()


def test_two_at_once_let_somebody_leave_once(shop: Door, store: Store) -> None:
    ref = member(shop)
    ruled(shop)
    beside = open_door(home=store.home, policy=SHOP.read_bytes(), clock=shop.clock)
    found: list[object] = []

    def leaving(door: Door) -> None:
        try:
            found.append(leave(door, OFFICER, LEAVE, ref).state)
        except MamoruError as error:
            found.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=leaving, args=(door,)) for door in (shop, beside)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    beside.close()

    assert LeavingState.ERASED in found
    assert set(found) <= {LeavingState.ERASED, LeavingState.LEFT, "unknown-person"}
    assert (Leaving.objects.count(), len(listed())) == (1, 1)


def test_two_runs_at_once_are_one_run(shop: Door, store: Store, clock: Clock) -> None:
    wrote(shop, 12)
    run(shop)
    clock.now = LATE
    stopped = run(shop)
    settle(shop, FIRST, stopped.run, "reason:1")
    settle(shop, SECOND, stopped.run, "reason:1")
    beside = open_door(home=store.home, policy=SHOP.read_bytes(), clock=clock)
    found: list[str] = []

    def running(door: Door) -> None:
        found.append(run(door).run)
        connection.close()

    threads = [threading.Thread(target=running, args=(door,)) for door in (shop, beside)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    beside.close()

    assert set(found) == {stopped.run}
    assert counted("vault_field") == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT gone FROM retention_run WHERE ref = %s", [stopped.run])
        assert '"items": 12' in str(cursor.fetchone()[0]).replace("'", '"')


@contextmanager
def no_room() -> Iterator[None]:
    """Let SQLite's file grow no further, on every connection."""

    def limited(connection: object, **_: object) -> None:
        with connection.cursor() as cursor:  # type: ignore[attr-defined] # Django's, whatever kind
            cursor.execute("PRAGMA max_page_count = 1")

    connection_created.connect(limited)
    connection.close()
    try:
        yield
    finally:
        connection_created.disconnect(limited)
        connection.close()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # no test fills PostgreSQL's disk
def test_without_room_nobody_leaves_by_half_and_nothing_is_held_twice(
    shop: Door, store: Store, clock: Clock
) -> None:
    ref = member(shop, article="x" * 200_000)
    ruled(shop)
    shop.close()
    with no_room():
        full = open_door_or_none(store, clock)
        if full is not None:
            assert leave(full, OFFICER, LEAVE, ref).problem == "database-full"
            full.close()
    again = open_door(home=store.home, policy=SHOP.read_bytes(), clock=clock)
    try:
        assert len(listed()) == 0
        clock.now += timedelta(hours=2)
        assert leave(again, OFFICER, LEAVE, ref).state is LeavingState.ERASED
        assert len(listed()) == 1
        scrub_files()
        assert found_in(database_bytes(store), written(*SECRETS)) == []
    finally:
        again.close()


def open_door_or_none(store: Store, clock: Clock) -> Door | None:
    try:
        return open_door(home=store.home, policy=SHOP.read_bytes(), clock=clock)
    except MamoruError:
        return None


def test_a_clock_that_is_put_back_keeps_nobody_waiting_for_long(shop: Door, clock: Clock) -> None:
    ref = member(shop)
    ruled(shop)
    leave(shop, OFFICER, LEAVE, ref)
    Leaving.objects.update(
        state=LeavingState.LEFT, lease_until=clock.now + timedelta(days=300),
        next_try_at=clock.now + timedelta(days=300),
    )  # fmt: skip

    assert carry_on_due(shop) == 1


def test_a_run_that_is_done_is_not_open(shop: Door) -> None:
    assert run(shop).state is RunState.DONE
    assert run(shop).state is RunState.DONE
