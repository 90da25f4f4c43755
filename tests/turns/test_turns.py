"""Transactions on one SQLite file take turns: whoever waits first is next, in any process."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from tests.store import Store

from mamoru.sqlite3.base import TURN

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
HOLD = """
import sys
import django; django.setup()
from django.db import transaction
with transaction.atomic():
    print("begun", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(store: Store) -> Path:
    """The file of the database, in which there was a transaction."""
    with transaction.atomic():
        pass
    return Path(str(connection.settings_dict["NAME"]))


def is_awaited(path: Path) -> bool:
    """Tell whether somebody is next."""
    with Path(f"{path}{TURN}").open("rb") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def until_awaited(path: Path) -> None:
    ends = time.monotonic() + 10
    while not is_awaited(path):
        assert time.monotonic() < ends, "nobody waits"
        time.sleep(0.001)


@contextmanager
def process(store: Store) -> Iterator[subprocess.Popen[str]]:
    """Another process, which begins a transaction as soon as it can."""
    environment = store.environment | {"DJANGO_SETTINGS_MODULE": "mamoru.settings"}
    started = subprocess.Popen(
        [sys.executable, "-c", HOLD], env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def test_whoever_waits_goes_before_whoever_comes_back(store: Store, path: Path) -> None:
    order: list[str] = []

    def waits() -> None:
        with transaction.atomic():
            order.append("waited")
        connection.close()

    waiting = threading.Thread(target=waits)
    with transaction.atomic():
        waiting.start()
        until_awaited(path)
    with transaction.atomic():
        order.append("came back")
    waiting.join()

    assert order == ["waited", "came back"]


def test_a_process_waits_for_its_turn_as_a_thread_does(store: Store, path: Path) -> None:
    with process(store) as other:
        with transaction.atomic():
            until_awaited(path)
        assert other.stdout is not None
        assert other.stdout.readline() == "begun\n"


def test_the_place_of_a_process_that_is_killed_is_free(store: Store, path: Path) -> None:
    with process(store) as other, transaction.atomic():
        until_awaited(path)
        os.kill(other.pid, signal.SIGKILL)
        other.wait()

        assert not is_awaited(path)


def test_nobody_waits_longer_than_may_be(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with process(store) as other:
        assert other.stdout is not None
        other.stdout.readline()
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)
        began = time.monotonic()
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            raise AssertionError
        took = time.monotonic() - began

    assert 0.2 <= took < 5
    assert not is_awaited(path)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (200,)


def test_whoever_waits_behind_others_does_not_wait_longer_either(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)
    with process(store) as other, Path(f"{path}{TURN}").open("rb") as turn:
        assert other.stdout is not None
        other.stdout.readline()
        fcntl.flock(turn, fcntl.LOCK_EX)
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            raise AssertionError


def test_the_file_of_turns_is_its_owners_alone(store: Store, path: Path) -> None:
    assert Path(f"{path}{TURN}").stat().st_mode & 0o777 == 0o600
