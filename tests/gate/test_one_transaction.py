"""Effect and entry are of one transaction: both are there, or neither, and the caller is told."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from tests.gate.samples import (
    COLLECT,
    NOON,
    USE,
    Clock,
    counted,
    effects,
    entries,
    given,
    stored,
)
from tests.store import Store
from tests.vault.together import together

from mamoru.errors import MamoruError
from mamoru.gate.asking import OFFICER
from mamoru.gate.create import create
from mamoru.gate.door import Door, open_door
from mamoru.gate.errors import OutcomeUnknownError, RecordFailedError
from mamoru.gate.read import read
from mamoru.gate.transaction import Record
from mamoru.gate.writer import Writer
from mamoru.ledger.entries import SystemChanged
from mamoru.ledger.errors import PeopleMismatchError
from mamoru.ledger.people import People
from mamoru.ledger.verify import verify_here
from mamoru.paths import reference_policy
from mamoru.vault.errors import DatabaseBusyError, DatabaseFullError

BROKEN = {
    "sqlite": "CREATE TRIGGER broken BEFORE INSERT ON ledger_batch"
    " BEGIN SELECT RAISE(ABORT, 'broken'); END",
    "postgres": "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'broken'; END $$;"
    " CREATE TRIGGER broken BEFORE INSERT ON ledger_batch EXECUTE FUNCTION broken()",
}
GONE = """
    CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER gone AFTER INSERT ON ledger_batch DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION gone()
"""


def behind_its_back(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def state() -> tuple[dict[str, int], int]:
    return effects(), len(entries())


def collect(door: Door, name: str) -> Callable[[], object]:
    return lambda: create(door, OFFICER, COLLECT, [given(name)])


@contextmanager
def at_every_connection(sql: str) -> Iterator[None]:
    def run(connection: BaseDatabaseWrapper, **_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    connection_created.connect(run)
    try:
        yield
    finally:
        connection_created.disconnect(run)


@contextmanager
def opened(store: Store) -> Iterator[Door]:
    door = open_door(home=store.home, policy=reference_policy(), clock=Clock())
    try:
        yield door
    finally:
        door.close()


def _held_up(writer: Writer, go: threading.Event) -> threading.Thread:
    """Keep one more of the writer's threads busy until `go`."""
    is_held = threading.Event()

    def hold(_: Record) -> None:
        is_held.set()
        go.wait(20)

    holder = threading.Thread(target=lambda: writer.run(hold, changes=False))
    holder.start()
    assert is_held.wait(20)
    return holder


def side_by_side(door: Door, tasks: list[Callable[[], object]]) -> list[object]:
    """Run the tasks so that they share one commit: the writers are kept busy until all wait."""
    go = threading.Event()
    holders = [_held_up(door.writer, go) for _ in door.writer._threads]
    waiting = threading.Timer(0.3, go.set)
    waiting.start()
    found = together(tasks)
    for holder in holders:
        holder.join()
    return list(found)


def test_an_entry_that_cannot_be_written_leaves_no_effect(door: Door, store: Store) -> None:
    stored(door)
    before = state()
    behind_its_back(BROKEN[store.vendor])

    with pytest.raises(RecordFailedError) as caught:
        stored(door, "Betsu Tsukuri")

    assert state() == before
    assert "記録を保存できなかった" in caught.value.message("ja")
    assert "broken" not in caught.value.message("en")
    behind_its_back(f"DROP TRIGGER broken{' ON ledger_batch' * (store.vendor == 'postgres')}")
    assert stored(door, "Betsu Tsukuri").ref


def test_an_answer_is_not_given_when_its_entry_cannot_be_written(door: Door, store: Store) -> None:
    one = stored(door)
    behind_its_back(BROKEN[store.vendor])

    with pytest.raises(RecordFailedError):
        read(door, OFFICER, USE, one.ref)


@pytest.mark.parametrize("is_apart", [False, True])
def test_a_unit_that_fails_takes_back_its_own_effect_only(door: Door, is_apart: bool) -> None:
    def fails(record: Record) -> None:
        record.add(SystemChanged(at=NOON, change="started"))
        record.cursor.execute("DELETE FROM vault_identifier")
        message = "in the middle"
        raise LookupError(message)

    def failing() -> str:
        with pytest.raises(LookupError, match="in the middle"):
            door.writer.run(fails, is_apart=is_apart)
        return "told"

    recorded = len(entries())
    tasks: list[Callable[[], object]] = [collect(door, f"Hito{n} Tsukuri") for n in range(6)]

    found = side_by_side(door, [*tasks[:3], failing, *tasks[3:]])

    assert found[3] == "told"
    assert not [one for one in found if isinstance(one, MamoruError)]
    assert (counted("vault_person"), counted("vault_identifier")) == (6, 6)
    assert len(entries()) == recorded + 6


def test_units_that_arrive_together_share_a_commit(door: Door) -> None:
    batches = counted("ledger_batch")

    side_by_side(door, [collect(door, f"Hito{n} Tsukuri") for n in range(8)])

    assert counted("vault_person") == 8
    assert counted("ledger_batch") - batches < 8


def test_a_unit_that_is_apart_shares_its_commit_with_nobody(door: Door) -> None:
    batches = counted("ledger_batch")

    def noted() -> None:
        door.writer.run(
            lambda record: record.add(SystemChanged(at=NOON, change="started")), is_apart=True
        )

    side_by_side(door, [noted] * 5)

    assert counted("ledger_batch") - batches == 5


def test_one_bad_entry_in_a_shared_commit_fails_alone(door: Door) -> None:
    def misplaced(record: Record) -> None:
        record.cursor.execute("DELETE FROM vault_person")
        record.add(SystemChanged(at=NOON, change="started"), People.of([1]))

    def failing() -> str:
        with pytest.raises(PeopleMismatchError):
            door.writer.run(misplaced)
        return "told"

    tasks = [collect(door, f"Hito{n} Tsukuri") for n in range(5)]

    found = side_by_side(door, [*tasks, failing])

    assert found[5] == "told"
    assert not [one for one in found if isinstance(one, MamoruError)]
    assert counted("vault_person") == 5


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # no test fills PostgreSQL's disk
def test_a_full_disk_is_told_to_each_caller_and_nothing_is_half_done(store: Store) -> None:
    with opened(store) as door:
        stored(door)
        before = state()
        behind_its_back("PRAGMA wal_checkpoint(TRUNCATE)")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            (pages,) = cursor.fetchone()
        with at_every_connection(f"PRAGMA max_page_count = {pages + 1}"):
            behind = Writer()
            door.writer, usual = behind, door.writer
            large = {"name": "x" * 200_000, "employer": "x", "birth_date": "1901-02-03"}

            def filling(n: int) -> Callable[[], object]:
                return lambda: create(
                    door, OFFICER, COLLECT, [given(f"Hito{n} Tsukuri", items=large)]
                )

            alone = together([filling(0)])
            shared = side_by_side(door, [filling(n) for n in range(1, 5)])

            assert {type(one) for one in [*alone, *shared]} == {DatabaseFullError}
            assert state() == before
            behind.close()
        door.writer = usual
        assert stored(door, "Betsu Tsukuri").ref
        door.settle()
        verify_here()


def test_a_locked_database_is_told_and_used_again_afterwards(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_sqlite = store.vendor == "sqlite"
    if is_sqlite:
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)
    hasty = "PRAGMA busy_timeout = 200" if is_sqlite else "SET lock_timeout = '200ms'"
    with at_every_connection(hasty), opened(store) as door:
        one = stored(door)
        before = state()
        held: Any = (
            sqlite3.connect(store.home / "mamoru.sqlite3", isolation_level=None)
            if is_sqlite
            else psycopg.connect(store.url)
        )
        held.execute("BEGIN IMMEDIATE" if is_sqlite else "LOCK TABLE ledger_batch")
        try:
            found = together(
                [collect(door, "Betsu Tsukuri"), lambda: read(door, OFFICER, USE, one.ref)]
            )
        finally:
            held.rollback()
            held.close()

        assert {type(error) for error in found} == {DatabaseBusyError}
        assert all(isinstance(e, MamoruError) and e.message("ja") for e in found)
        assert state() == before
        assert stored(door, "Betsu Tsukuri").ref


@pytest.mark.parametrize("store", ["postgres"], indirect=True)  # SQLite cannot go away alone
def test_whether_it_was_done_is_unknown_where_the_database_went_away_at_the_commit(
    door: Door,
) -> None:
    before = state()
    behind_its_back(GONE)

    found = [
        *together([collect(door, "Hito0 Tsukuri")]),
        *side_by_side(door, [collect(door, f"Hito{n} Tsukuri") for n in range(1, 4)]),
    ]

    assert {type(one) for one in found} == {OutcomeUnknownError}
    assert state() == before  # it was not, this time, and it was not tried again
    behind_its_back("DROP TRIGGER gone ON ledger_batch")
    assert stored(door).ref
