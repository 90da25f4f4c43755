"""The log of a server: what it tells, and that no answer hangs on it."""

import os
import re
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.api.calling import COLLECTING, Api, Server, person, running_server, stop

WRONG = f"mk_{'0' * 16}_{'A' * 43}"


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
        with server.client(key=WRONG) as stranger:
            warned = stranger.get("/people/p_1").status_code
        stop(server)

    assert (answers, health, warned) == ([201, 201], 200, 401)
    assert server.process.returncode == 0
    with sqlite3.connect(server.home / "mamoru.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM vault_person").fetchone() == (2,)
    database.close()


def test_wrong_keys_leave_one_warning_that_does_not_name_them(own_server: Server) -> None:
    with own_server.client(key=WRONG) as stranger:
        answers = [stranger.get("/people/p_1").status_code for _ in range(20)]
    stop(own_server)

    log = own_server.log.read_text()
    [warning] = [line for line in log.splitlines() if line.startswith("WARNING")]
    assert answers == [401] * 20
    assert re.fullmatch(r"WARNING mamoru\.api calls without a known key: 1 since \S+", warning)
    assert WRONG not in log
    assert "127.0.0.1" not in log


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_calls_without_a_known_key_are_counted_for_a_minute_and_told_by_what_comes_then(
    api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    began = datetime.now(UTC)
    passed = 0.0
    api.worker.door.clock = lambda: began + timedelta(seconds=passed)
    outsider = api.outsider()
    for passed in (0.0, 1.0, 59.0):  # noqa: B007 - the clock reads it
        outsider.get("/people/p_1", headers={"Authorization": f"Bearer {WRONG}"})
    outsider.get("/people/p_1")
    within = told(caplog)
    passed = 60.0
    outsider.get("/health")
    outsider.get("/health")

    assert within == [1]
    assert told(caplog) == [1, 3]


def told(caplog: pytest.LogCaptureFixture) -> list[int]:
    """Return the numbers that warnings told."""
    warnings = (one.getMessage() for one in caplog.records if one.levelname == "WARNING")
    return [int(one.split("key: ")[1].split()[0]) for one in warnings]
