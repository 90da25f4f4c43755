"""The log of a server: what it tells, and that no answer hangs on it."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from tests.api.calling import COLLECTING, person, running_server, stop


@pytest.mark.parametrize("log", ["gone", "full"])
def test_what_was_done_is_answered_though_nobody_takes_the_log(log: str, tmp_path: Path) -> None:
    read, written = os.pipe() if log == "gone" else (-1, os.open("/dev/full", os.O_WRONLY))
    with running_server(tmp_path / "home", errors=written) as server:
        os.close(written)
        with suppress(OSError):
            os.close(read)
        with server.client() as client:
            new = [{"handling": COLLECTING, "person": person(number)} for number in range(2)]
            answers = [client.post("/people", json=one).status_code for one in new]
            health = client.get("/health").status_code
        stop(server)

    assert (answers, health, server.process.returncode) == ([201, 201], 200, 0)
    with sqlite3.connect(server.home / "mamoru.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM vault_person").fetchone() == (2,)
    database.close()
