from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from tests.ledger.logs import (
    NOON,
    handling,
    write,
    write_singles,
)

from mamoru.ledger import proof, queries
from mamoru.ledger.append import append
from mamoru.ledger.entries import SystemChanged, decode
from mamoru.ledger.errors import (
    EntryUnknownError,
    NoTransactionError,
    PeopleMismatchError,
)
from mamoru.ledger.sequencer import from_settings
from mamoru.ledger.signing import read_signed
from mamoru.ledger.storage import StoredLog
from mamoru.ledger.tree.hashing import leaf_hash, tree_root
from mamoru.ledger.tree.proofs import verify_consistency
from mamoru.ledger.tree.receipts import check_receipt

pytestmark = pytest.mark.usefixtures("store")


def stored_entries(size: int) -> list[bytes]:
    with connection.cursor() as cursor:
        return list(StoredLog(cursor).entries(size))


def test_what_was_appended_is_in_the_tree_after_the_next_integration() -> None:
    sequencer = from_settings()
    write_singles(0, 300)
    write_singles(300, 7)

    checkpoint = sequencer.integrate(NOON)

    assert checkpoint.size == 307
    assert checkpoint.root == tree_root([leaf_hash(raw) for raw in stored_entries(307)])


def test_a_log_grows_over_many_integrations_as_one_tree() -> None:
    sequencer = from_settings()
    heads = [sequencer.integrate(NOON)]
    for count in (1, 254, 1, 256, 3, 600):
        write_singles(heads[-1].size, count)
        heads.append(sequencer.integrate(NOON))
    last = heads[-1]

    assert last.root == tree_root([leaf_hash(raw) for raw in stored_entries(last.size)])
    with connection.cursor() as cursor:
        for head in heads:
            hashes = proof.consistency(cursor, head.size, last.size)
            verify_consistency(head.size, head.root, last.size, last.root, hashes)


def test_every_entry_has_a_receipt_that_holds_offline() -> None:
    sequencer = from_settings()
    write_singles(0, 300)
    sequencer.integrate(NOON)

    with connection.cursor() as cursor:
        for index in (0, 1, 255, 256, 299):
            text = str(proof.receipt(cursor, index))
            entry = proof.entry_bytes(cursor, index)
            assert check_receipt(text, entry, sequencer.vkey).size == 300
        with pytest.raises(EntryUnknownError):
            proof.receipt(cursor, 300)


def test_nothing_is_signed_while_nothing_is_pending() -> None:
    sequencer = from_settings()
    write_singles(0, 3)

    assert sequencer.integrate(NOON) == sequencer.integrate(NOON)
    with connection.cursor() as cursor:
        assert [size for size, _ in queries.checkpoints(cursor)] == [3]


def test_an_empty_log_has_a_checkpoint_too() -> None:
    assert from_settings().integrate(NOON).size == 0


def test_entries_of_a_transaction_that_was_rolled_back_are_not_in_the_log() -> None:
    entry, people = handling(1)
    with transaction.atomic(), connection.cursor() as cursor:
        append(cursor, [entry], [people])
        transaction.set_rollback(True)

    assert from_settings().integrate(NOON).size == 0


def test_an_entry_outside_a_transaction_is_refused() -> None:
    entry, people = handling(1)

    with connection.cursor() as cursor, pytest.raises(NoTransactionError):
        append(cursor, [entry], [people])


def test_an_entry_comes_with_exactly_the_people_it_commits_to() -> None:
    entry, people = handling(1, 2)
    _, others = handling(1, 3)
    system = SystemChanged(at=NOON, change="started")

    for wrong in ([(entry, None)], [(entry, others)], [(system, people)]):
        with pytest.raises(PeopleMismatchError):
            write(wrong)
    with pytest.raises(PeopleMismatchError), transaction.atomic(), connection.cursor() as cursor:
        append(cursor, [system], [None, people])
    assert from_settings().integrate(NOON).size == 0


def test_two_sequencers_make_one_log() -> None:
    write_singles(0, 1)
    one, other = from_settings(), from_settings()
    stop = Event()
    threads = [
        Thread(target=each.run, args=(stop, lambda: NOON), kwargs={"every": 0.01})
        for each in (one, other)
    ]
    for thread in threads:
        thread.start()
    for at in range(1, 20):
        write_singles(at, 1)
    stop.set()
    for thread in threads:
        thread.join()

    assert (one.failure, other.failure) == (None, None)
    assert one.integrate(NOON).size == 20
    assert one.integrate(NOON).root == tree_root([leaf_hash(raw) for raw in stored_entries(20)])


def test_a_clock_that_jumped_back_is_recorded_once() -> None:
    sequencer = from_settings()
    write_singles(0, 1)
    sequencer.integrate(NOON)
    earlier = NOON - timedelta(minutes=10)

    sizes = [sequencer.integrate(earlier + timedelta(seconds=at)).size for at in range(3)]

    assert sizes == [2, 2, 2]
    assert decode(stored_entries(2)[1], 1) == SystemChanged(
        at=NOON, change="clock_back", seconds=600
    )
    assert read_signed(sequencer.directory).at == earlier


def test_a_clock_behind_the_last_signature_is_recorded_after_a_restart() -> None:
    write_singles(0, 1)
    from_settings().integrate(NOON)

    assert from_settings().integrate(NOON - timedelta(hours=1)).size == 2


def jumps() -> list[int]:
    """Return by how many seconds the clock jumped back, as the ledger tells it."""
    size = from_settings().integrate(NOON).size
    found = [decode(raw, at) for at, raw in enumerate(stored_entries(size))]
    return [e.seconds for e in found if isinstance(e, SystemChanged) and e.change == "clock_back"]


def test_one_moment_far_ahead_is_recorded_once_however_often_the_ledger_opens_again() -> None:
    write_singles(0, 1)
    from_settings().integrate(NOON + timedelta(days=3650))

    for minute in range(-4, 0):
        write_singles(minute + 5, 1)
        from_settings().integrate(NOON + timedelta(minutes=minute))

    assert jumps() == [3650 * 86400 + 240]


def test_processes_that_see_the_same_jump_record_it_once() -> None:
    one, other = from_settings(), from_settings()
    write_singles(0, 1)
    for sequencer in (one, other):
        sequencer.integrate(NOON + timedelta(hours=2))

    for second, sequencer in enumerate((one, other, one, other)):
        sequencer.integrate(NOON + timedelta(seconds=second - 10))

    assert jumps() == [7210]
    other.integrate(NOON - timedelta(hours=1))
    one.integrate(NOON - timedelta(hours=1))
    assert jumps() == [7210, 3593]
