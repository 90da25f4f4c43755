import pytest
from django.db import connection, transaction
from msgspec import structs
from tests.ledger.logs import NOON, change, handling, tree_of, verified, write

from mamoru.errors import IntegrityError
from mamoru.ledger import people_queries, queries
from mamoru.ledger.entries import Entry
from mamoru.ledger.errors import BatchMisplacedError, PeopleAlteredError, TileStrayError
from mamoru.ledger.people import People
from mamoru.ledger.people import pack as pack_people
from mamoru.ledger.people import unpack as unpack_people
from mamoru.ledger.sequencer import Sequencer
from mamoru.ledger.staged import stage, unstage
from mamoru.ledger.storage import StoredLog
from mamoru.ledger.trace import forget_person
from mamoru.ledger.tree.bundles import pack, unpack
from mamoru.ledger.tree.errors import (
    CheckpointAlteredError,
    EntryAlteredError,
    EntryMissingError,
    NoteUnsignedError,
    SignatureInvalidError,
    TileAlteredError,
    TileMissingError,
)

pytestmark = pytest.mark.usefixtures("store")


def altered_batch(index: int) -> int:
    """Alter the entry `index`, and return its batch."""
    with connection.cursor() as cursor:
        row = queries.batch_holding(cursor, index)
    assert row is not None
    assert row.first is not None
    entries = unpack(row.entries)
    at = index - row.first
    entries[at] = entries[at].replace(b"allow", b"needs")
    change("UPDATE ledger_batch SET entries = %s WHERE id = %s", pack(entries), row.batch)
    return row.batch


@pytest.mark.parametrize("index", [0, 1, 300, 511, 512, 600, 607])
def test_an_altered_entry_is_named(sequencer: Sequencer, index: int) -> None:
    altered_batch(index)

    with pytest.raises(EntryAlteredError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"entry": index}


def test_the_first_of_several_altered_entries_is_named(sequencer: Sequencer) -> None:
    altered_batch(400)
    altered_batch(200)

    with pytest.raises(EntryAlteredError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"entry": 200}


@pytest.mark.parametrize(
    ("level", "number", "path"),
    [(0, 0, "tile/0/000"), (0, 1, "tile/0/001"), (0, 2, "tile/0/002"), (1, 0, "tile/1/000")],
)
def test_an_altered_tile_is_named(sequencer: Sequencer, level: int, number: int, path: str) -> None:
    with connection.cursor() as cursor:
        hashes = bytearray(queries.tile(cursor, level, number))
        hashes[40] ^= 1
        queries.put_tiles(cursor, [(level, number, bytes(hashes))])

    with pytest.raises(TileAlteredError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"tile": path}


def test_where_a_tile_and_an_entry_were_altered_no_intact_entry_is_blamed(
    sequencer: Sequencer,
) -> None:
    altered_batch(400)
    with connection.cursor() as cursor:
        hashes = bytearray(queries.tile(cursor, 0, 1))
        hashes[4 * 32] ^= 1  # of entry 260, which is intact
        queries.put_tiles(cursor, [(0, 1, bytes(hashes))])

    with pytest.raises(TileAlteredError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"tile": "tile/0/001"}


def test_an_entry_replaced_with_its_tiles_shows_in_the_first_checkpoint(
    sequencer: Sequencer,
) -> None:

    altered_batch(305)
    with connection.cursor() as cursor:
        tree = tree_of(list(StoredLog(cursor).entries(608)))
        tiles = [(0, 0, 256), (0, 1, 256), (0, 2, 96), (1, 0, 2)]
        queries.put_tiles(cursor, [(*key[:2], tree._read(*key)) for key in tiles])

    with pytest.raises(CheckpointAlteredError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"size": 601}


def test_a_missing_batch_is_named_by_its_first_entry(sequencer: Sequencer) -> None:
    change("DELETE FROM ledger_place WHERE first = 301")

    with pytest.raises(EntryMissingError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"entry": 301}


def test_a_missing_tile_is_named(sequencer: Sequencer) -> None:
    change("DELETE FROM ledger_tile WHERE level = 0 AND number = 1")

    with pytest.raises(TileMissingError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"tile": "tile/0/001"}


def test_a_tile_too_many_is_named(sequencer: Sequencer) -> None:
    change("INSERT INTO ledger_tile (level, number, hashes) VALUES (2, 0, %s)", bytes(32))

    with pytest.raises(TileStrayError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"tile": "tile/2/000"}


def test_a_forged_checkpoint_is_not_signed_by_the_key(sequencer: Sequencer) -> None:
    change("UPDATE ledger_checkpoint SET note = replace(note, '301', '302')")

    with pytest.raises(SignatureInvalidError):
        verified(sequencer)


def test_a_log_checked_with_another_key_is_unsigned(sequencer: Sequencer) -> None:
    other = Sequencer(sequencer.directory / "other", "mamoru.localhost/ledger")

    with pytest.raises(NoteUnsignedError):
        verified(other)


def test_the_last_checkpoint_cannot_be_dropped(sequencer: Sequencer) -> None:
    change("DELETE FROM ledger_checkpoint WHERE size = 608")

    with pytest.raises((BatchMisplacedError, TileStrayError)):
        verified(sequencer)


def test_the_people_of_a_bulk_entry_cannot_be_dropped(sequencer: Sequencer) -> None:
    change("DELETE FROM ledger_peopleset")
    change("DELETE FROM ledger_peopleblock")

    with pytest.raises(PeopleAlteredError):
        verified(sequencer)


def test_people_of_a_bulk_entry_kept_where_nobody_looks_for_them_are_found(
    sequencer: Sequencer,
) -> None:
    """The same numbers as members of the block before open the commitment all the same."""
    (ticket,) = write([handling(5000, 5001)])
    moved = pack_people([number + 4096 for number in (5000 & 4095, 5001 & 4095)])
    change("UPDATE ledger_peopleblock SET block = 0, members = %s WHERE ticket = %s", moved, ticket)
    assert unpack_people(0, moved) == [5000, 5001]

    with pytest.raises(PeopleAlteredError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"ticket": ticket}


@pytest.mark.parametrize("is_pending", [False, True])
def test_one_entry_of_a_pseudonym_cannot_be_hidden_alone(
    sequencer: Sequencer, is_pending: bool
) -> None:
    first, second = write([about("ab" * 16, 31), about("ab" * 16, 31)])
    if is_pending:
        change("UPDATE ledger_place SET people = %s WHERE batch = %s", rest_of(first), first >> 8)
    else:
        sequencer.integrate(NOON)
        change("DELETE FROM ledger_personentry WHERE ticket = %s", first)

    with pytest.raises(PeopleAlteredError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"ticket": first}
    forget(31)
    assert verified(sequencer).forgotten == 2
    assert second > first


def test_a_batch_of_no_entries_is_found_and_not_placed(sequencer: Sequencer) -> None:
    change("INSERT INTO ledger_batch (id, count, entries) VALUES (900, 0, %s)", b"")
    change("INSERT INTO ledger_place (batch) VALUES (900)")

    with pytest.raises(BatchMisplacedError) as raised:
        verified(sequencer)
    assert raised.value.facts == {"batch": 900}
    with pytest.raises(BatchMisplacedError):
        sequencer.integrate(NOON)


def about(subject: str, person: int) -> tuple[Entry, People]:
    """Return an entry about one person under a pseudonym."""
    entry, people = handling(person)
    return structs.replace(entry, subject=subject), people


def rest_of(ticket: int) -> bytes | None:
    """Return the people staged with a batch but for the first, who has this ticket."""
    with connection.cursor() as cursor:
        staged = dict(people_queries.staged_people(cursor))
    return stage(unstage(staged[ticket >> 8])[1:])


def forget(person: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        forget_person(cursor, person)


def test_a_pending_entry_out_of_form_is_found(sequencer: Sequencer) -> None:
    with connection.cursor() as cursor:
        (row, *_) = queries.pending(cursor, 1)
        change("UPDATE ledger_batch SET entries = %s WHERE id = %s", b"\0\1{" * 4, row.batch)

    with pytest.raises(IntegrityError) as raised:
        verified(sequencer)
    assert raised.value.code == "entry-malformed"
