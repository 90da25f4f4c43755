"""A server brings what was committed into SQLite's file itself, so that no commit has to."""

import shutil
import sqlite3
import time
from pathlib import Path

from tests.api.calling import COLLECTING, DATABASE, Server, person

from mamoru.gate.scrub import EVERY_SECONDS
from mamoru.settings import SQLITE_OPTIONS

LONG_BEFORE_THE_NEXT_EMPTYING = EVERY_SECONDS / 4


def held_without_the_log(home: Path, beside: Path) -> int:
    """Count the people in the file alone, as if its write-ahead log were gone."""
    alone = Path(shutil.copyfile(home / DATABASE, beside / "alone.sqlite3"))
    database = sqlite3.connect(f"file:{alone}?immutable=1", uri=True)
    try:
        return int(database.execute("SELECT count(*) FROM vault_person").fetchone()[0])
    except sqlite3.DatabaseError:
        return -1  # copied in the middle of it
    finally:
        database.close()


def test_what_is_committed_is_in_the_file_soon_though_the_log_is_short(
    own_server: Server, tmp_path: Path
) -> None:
    with own_server.client() as client:
        for number in (1, 2):  # the first may come with the emptying at the start
            body = {"handling": COLLECTING, "person": person(number)}
            assert client.post("/people", json=body).status_code == 201
            until = time.monotonic() + LONG_BEFORE_THE_NEXT_EMPTYING
            while (found := held_without_the_log(own_server.home, tmp_path)) != number:
                assert time.monotonic() < until, found
                time.sleep(0.1)

    log = own_server.home / f"{DATABASE}-wal"
    assert "wal_autocheckpoint=8000" in SQLITE_OPTIONS["init_command"]
    assert log.stat().st_size < 8000 * 4096  # no commit had reason to do it
