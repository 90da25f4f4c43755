"""No file handle, no room, a lost connection: what waits is placed once they are back."""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.ledger.logs import NOON, change, rows_of, write_singles
from tests.store import Store

from mamoru.ledger.errors import LedgerFilesError
from mamoru.ledger.sequencer import Sequencer, from_settings
from mamoru.ledger.signing import Signed, read_signed, write_signed
from mamoru.ledger.tree.hashing import EMPTY
from mamoru.ledger.verify import verify_here

SECONDS = 20


@contextmanager
def at_work(sequencer: Sequencer) -> Iterator[Thread]:
    """Let a sequencer work in a thread of its own, as a server does."""
    stop = Event()
    thread = Thread(target=sequencer.run, args=(stop, lambda: NOON), kwargs={"every": 0.01})
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join()


@contextmanager
def no_room() -> Iterator[None]:
    """Let this process write nothing to any file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def eventually(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + SECONDS
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    return is_so()


def test_the_sequencer_outlives_files_that_it_cannot_open(store: Store) -> None:
    sequencer = from_settings()
    sequencer.integrate(NOON)
    lock = store.home / "ledger" / "lock"
    lock.unlink()
    lock.mkdir()  # which opens as badly as a file does when there are too many
    write_singles(0, 1)

    with at_work(sequencer):
        assert eventually(lambda: sequencer.failure is not None)
        failure = sequencer.failure
        lock.rmdir()
        assert eventually(lambda: sequencer.failure is None)

    assert isinstance(failure, LedgerFilesError)
    assert failure.message("ja") != failure.message("en")
    assert verify_here().checkpoint.size == 1


@pytest.mark.parametrize("store", ["postgres"], indirect=True)
def test_the_sequencer_outlives_a_lost_connection(store: Store) -> None:
    sequencer = from_settings()
    with at_work(sequencer):
        write_singles(0, 1)
        assert eventually(lambda: len(rows_of("checkpoint")) > 0)
        change(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        write_singles(1, 1)

        assert eventually(lambda: 2 in [row[0] for row in rows_of("checkpoint")])


def test_a_note_that_finds_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    write_signed(tmp_path, Signed(7, EMPTY, NOON))

    with no_room(), pytest.raises(OSError, match="large"):
        write_signed(tmp_path, Signed(8, EMPTY, NOON))

    assert [path.name for path in tmp_path.iterdir()] == ["signed.json"]
    assert read_signed(tmp_path) == Signed(7, EMPTY, NOON)


@pytest.mark.parametrize("store", ["postgres"], indirect=True)  # SQLite's file would find none
def test_without_room_for_the_note_one_checkpoint_is_published_and_no_more(store: Store) -> None:
    sequencer = from_settings()
    write_singles(0, 1)
    sequencer.integrate(NOON)
    with no_room():
        for number in (1, 2, 3):
            write_singles(number, 1)
            with pytest.raises(LedgerFilesError):
                sequencer.integrate(NOON)

    assert [size for size, _ in rows_of("checkpoint")] == [1, 2]
    assert sequencer.integrate(NOON).size == 4
    assert read_signed(sequencer.directory).size == 4
