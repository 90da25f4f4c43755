"""A database that is busy or full: a clear answer, nothing half done, nothing lost."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.signals import connection_created
from tests.api.calling import COLLECTING, CORRECTING, Api, person
from tests.vault.dumps import found_in, home_bytes

from mamoru.gate.scrub import scrub_files
from mamoru.gate.writer import Writer
from mamoru.ledger.verify import verify_here
from mamoru.settings import SQLITE_OPTIONS

on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process wait for the database for a moment only."""
    monkeypatch.setitem(SQLITE_OPTIONS, "timeout", 0.3)


@pytest.fixture
def growing() -> Iterator[dict[str, int]]:
    """How many pages the database may have, on every connection opened from now on."""
    limit: dict[str, int] = {}

    def set_limit(connection: Any, **_: Any) -> None:
        if limit:
            connection.cursor().execute(f"PRAGMA max_page_count={limit['pages']}")

    connection_created.connect(set_limit)
    yield limit
    connection_created.disconnect(set_limit)


def stored_people(api: Api) -> int:
    database = sqlite3.connect(api.store.home / "mamoru.sqlite3")
    try:
        return int(database.execute("SELECT count(*) FROM vault_person").fetchone()[0])
    finally:
        database.close()


@on_sqlite
def test_a_database_that_another_process_holds_is_answered_with_try_again(
    impatient: None, api: Api
) -> None:
    client = api.client()
    new = {"handling": COLLECTING, "person": person()}
    assert client.post("/people", json=new).status_code == 201
    path = str(api.store.home / "mamoru.sqlite3")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        busy = client.post("/people", json={"handling": COLLECTING, "person": person(2)})
        other.communicate()
    after = client.post("/people", json={"handling": COLLECTING, "person": person(2)})

    assert (busy.status_code, busy.json()["code"]) == (503, "database-busy")
    assert busy.headers["retry-after"] == "2"
    assert after.status_code == 201, "what was refused was not half done"
    assert [entry.outcome for entry in api.handlings()] == ["allow", "allow"]


@on_sqlite
def test_a_full_database_loses_nothing_and_goes_on_when_there_is_room(
    growing: dict[str, int], api: Api
) -> None:
    client = api.client()
    stored = client.post("/people", json={"handling": COLLECTING, "person": person()})
    database = sqlite3.connect(api.store.home / "mamoru.sqlite3")
    growing["pages"] = int(database.execute("PRAGMA page_count").fetchone()[0]) + 8
    database.close()
    many = {"handling": COLLECTING, "people": [person(n) for n in range(10, 400)]}
    reopened(api)

    full = client.post("/people/bulk", json=many)
    growing.clear()
    reopened(api)
    after = client.post("/people/bulk", json=many)

    assert (stored.status_code, after.status_code) == (201, 201)
    assert (full.status_code, full.json()["code"]) == (503, "database-full")
    assert stored_people(api) == 391
    api.worker.door.settle()
    assert verify_here().pending == 0


@on_sqlite
def test_what_a_reader_kept_in_the_file_is_overwritten_once_it_is_done(api: Api) -> None:
    client = api.client()
    created = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()
    path = api.store.home / "mamoru.sqlite3"
    reader = sqlite3.connect(path, isolation_level=None)
    sealed = "SELECT wrapped FROM vault_personkey UNION ALL SELECT sealed FROM vault_field"
    sought = [bytes(row[0]) for row in reader.execute(sealed)]
    scrub_files()  # into the file with them, out of which they are to go
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM vault_person").fetchone()

    erased = client.post(f"/people/{created['ref']}/erasure", json={"handling": CORRECTING})
    assert erased.status_code == 200, erased.text
    assert found_in(home_bytes(api.store.home), sought) != []
    reader.close()

    until = time.monotonic() + 20
    while found_in(home_bytes(api.store.home), sought) and time.monotonic() < until:
        time.sleep(0.1)
    assert found_in(home_bytes(api.store.home), sought) == []


def reopened(api: Api) -> None:
    """Let the writer work on a connection of its own that is new."""
    api.worker.door.writer.close()
    api.worker.door.writer = Writer()
