import shutil
from pathlib import Path
from threading import Event

import pytest
from django.db import connection
from tests.ledger.logs import (
    LOG_TABLES,
    NOON,
    replace_rows,
    rows_of,
    write_singles,
)
from tests.store import Store

from mamoru.ledger import queries
from mamoru.ledger.errors import (
    LogForkedError,
    LogRolledBackError,
    SigningStateMissingError,
)
from mamoru.ledger.sequencer import Sequencer, from_settings
from mamoru.ledger.signing import Signed, read_signed, write_signed
from mamoru.ledger.tree.errors import NoteUnsignedError, TileMissingError
from mamoru.ledger.tree.hashing import EMPTY

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def restored(store: Store, tmp_path: Path) -> Sequencer:
    """A sequencer that signed five entries, and a database set back to three."""
    sequencer = from_settings()
    write_singles(0, 3)
    sequencer.integrate(NOON)
    kept = {name: rows_of(name) for name in LOG_TABLES}
    write_singles(3, 2)
    sequencer.integrate(NOON)
    for name, rows in kept.items():
        replace_rows(name, rows)
    return sequencer


def test_a_database_that_was_rolled_back_is_not_signed(restored: Sequencer) -> None:
    write_singles(10, 1)

    with pytest.raises(LogRolledBackError) as raised:
        restored.integrate(NOON)
    assert raised.value.facts == {"found": 3, "signed": 5}


def test_a_database_that_was_rolled_back_to_nothing_is_not_signed(restored: Sequencer) -> None:
    for name in LOG_TABLES:
        replace_rows(name, [])

    with pytest.raises(LogRolledBackError):
        restored.integrate(NOON)


def test_a_changed_tile_is_not_signed_over() -> None:
    sequencer = from_settings()
    write_singles(0, 3)
    sequencer.integrate(NOON)
    with connection.cursor() as cursor:
        queries.put_tiles(cursor, [(0, 0, bytes(96))])
    write_singles(3, 1)

    with pytest.raises(LogForkedError):
        sequencer.integrate(NOON)
    with connection.cursor() as cursor:
        queries.put_tiles(cursor, [(0, 0, bytes(95))])
    with pytest.raises(TileMissingError):
        sequencer.integrate(NOON)


def test_a_log_with_another_history_of_the_same_key_is_not_signed(store: Store) -> None:
    sequencer = from_settings()
    write_singles(0, 3)
    sequencer.integrate(NOON)
    write_signed(store.home / "ledger", Signed(0, EMPTY))
    for name in (*LOG_TABLES, "personentry"):
        replace_rows(name, [])
    write_singles(50, 2)
    forked = sequencer.integrate(NOON)
    signed = (store.home / "ledger" / "signed.json").read_text()
    (store.home / "ledger" / "signed.json").write_text(signed.replace(":2,", ":1,", 1))

    assert forked.size == 2
    with pytest.raises(LogForkedError) as raised:
        sequencer.integrate(NOON)
    assert raised.value.facts == {"size": 1}


def test_a_note_that_a_crash_left_one_checkpoint_behind_is_caught_up(store: Store) -> None:
    sequencer = from_settings()
    write_singles(0, 3)
    sequencer.integrate(NOON)
    behind = (store.home / "ledger" / "signed.json").read_bytes()
    write_singles(3, 300)
    sequencer.integrate(NOON)
    (store.home / "ledger" / "signed.json").write_bytes(behind)

    assert sequencer.integrate(NOON).size == 303
    assert read_signed(sequencer.directory).size == 303


def test_without_the_note_of_what_was_signed_nothing_is_signed(store: Store) -> None:
    sequencer = from_settings()
    sequencer.integrate(NOON)
    (store.home / "ledger" / "signed.json").unlink()

    with pytest.raises(SigningStateMissingError):
        sequencer.integrate(NOON)
    (store.home / "ledger" / "signed.json").write_text("{")
    with pytest.raises(SigningStateMissingError):
        sequencer.integrate(NOON)


def test_an_emptied_log_without_its_note_is_not_begun_again(store: Store) -> None:
    sequencer = from_settings()
    write_singles(0, 3)
    sequencer.integrate(NOON)
    for name in (*LOG_TABLES, "personentry"):
        replace_rows(name, [])
    (store.home / "ledger" / "signed.json").unlink()
    write_singles(50, 2)

    for one in (sequencer, from_settings()):
        with pytest.raises(SigningStateMissingError):
            one.integrate(NOON)
    assert rows_of("checkpoint") == []


def test_another_key_does_not_continue_the_log(store: Store) -> None:
    from_settings().integrate(NOON)
    shutil.rmtree(store.home / "ledger")

    with pytest.raises(NoteUnsignedError):
        from_settings().integrate(NOON)


def test_the_background_thread_keeps_a_failure_and_recovers(store: Store) -> None:
    sequencer = from_settings()
    write_singles(0, 1)
    sequencer.integrate(NOON)
    note = store.home / "ledger" / "signed.json"
    kept = note.read_text()
    note.unlink()
    write_singles(1, 1)
    stop = Event()
    stop.set()

    sequencer.run(stop, lambda: NOON)
    failed = sequencer.failure
    note.write_text(kept)
    sequencer.run(stop, lambda: NOON)

    assert isinstance(failed, SigningStateMissingError)
    assert sequencer.failure is None
    assert sequencer.integrate(NOON).size == 2
