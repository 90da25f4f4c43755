"""All SQL of the ledger, for SQLite and PostgreSQL.

A ticket names an entry from its append on: the number of its batch, times 256, plus its offset. The
index of an entry follows once its batch has a place.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper

OFFSETS = 8
"""Bits of the offset within a batch; a batch has at most 256 entries."""
CHUNK = 500
"""Rows read at a time."""
_SEQUENCER_LOCK = 0x6D616D6F7275


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch as it is stored; `first` is `None` while it is pending."""

    batch: int
    first: int | None
    count: int
    entries: bytes


def in_transaction(cursor: CursorWrapper) -> bool:
    """Tell whether what `cursor` writes waits for a commit."""
    connection = cursor.db.connection
    if isinstance(connection, sqlite3.Connection):
        return connection.in_transaction
    return not connection.autocommit or bool(connection.info.transaction_status)


def lock_sequencer(cursor: CursorWrapper) -> None:
    """Wait until no other sequencer is at work, for the rest of this transaction.

    SQLite's transaction has begun IMMEDIATE, which is that lock.
    """
    if cursor.db.vendor == "postgresql":
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEQUENCER_LOCK])


def insert_batch(cursor: CursorWrapper, count: int, entries: bytes) -> int:
    """Keep a batch as pending, and return its number."""
    cursor.execute(
        "INSERT INTO ledger_batch (count, entries) VALUES (%s, %s) RETURNING id", [count, entries]
    )
    (batch,) = cursor.fetchone()
    cursor.execute("INSERT INTO ledger_place (batch) VALUES (%s)", [batch])
    return int(batch)


def has_pending(cursor: CursorWrapper) -> bool:
    """Tell whether any batch waits for its place."""
    cursor.execute("SELECT 1 FROM ledger_place WHERE first IS NULL LIMIT 1")
    return cursor.fetchone() is not None


def pending(cursor: CursorWrapper, limit: int) -> list[BatchRow]:
    """Return the batches that wait longest, at most `limit`."""
    cursor.execute(
        "SELECT b.id, p.first, b.count, b.entries FROM ledger_place p"
        " JOIN ledger_batch b ON b.id = p.batch WHERE p.first IS NULL ORDER BY p.batch LIMIT %s",
        [limit],
    )
    return [_batch(row) for row in cursor.fetchall()]


def place(cursor: CursorWrapper, firsts: Sequence[tuple[int, int]]) -> None:
    """Give batches their places: pairs of first index and batch."""
    cursor.executemany("UPDATE ledger_place SET first = %s WHERE batch = %s", firsts)


def put_tiles(cursor: CursorWrapper, tiles: Sequence[tuple[int, int, bytes]]) -> None:
    """Keep tiles: level, number, hashes."""
    cursor.executemany(
        "INSERT INTO ledger_tile (level, number, hashes) VALUES (%s, %s, %s)"
        " ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes",
        tiles,
    )


def tile(cursor: CursorWrapper, level: int, number: int) -> bytes:
    """Return the hashes of a tile, none if there is no such tile."""
    cursor.execute(
        "SELECT hashes FROM ledger_tile WHERE level = %s AND number = %s", [level, number]
    )
    row = cursor.fetchone()
    return bytes(row[0]) if row else b""


def tile_keys(cursor: CursorWrapper) -> Iterator[tuple[int, int]]:
    """Yield level and number of every tile, ascending."""
    level, number = -1, -1
    while True:
        cursor.execute(
            "SELECT level, number FROM ledger_tile WHERE (level, number) > (%s, %s)"
            " ORDER BY level, number LIMIT %s",
            [level, number, CHUNK],
        )
        rows = cursor.fetchall()
        yield from rows
        if len(rows) < CHUNK:
            return
        level, number = rows[-1]


def insert_checkpoint(cursor: CursorWrapper, size: int, note: str) -> None:
    """Publish a checkpoint."""
    cursor.execute("INSERT INTO ledger_checkpoint (size, note) VALUES (%s, %s)", [size, note])


def latest_checkpoint(cursor: CursorWrapper) -> tuple[int, str] | None:
    """Return size and note of the checkpoint published last."""
    cursor.execute("SELECT size, note FROM ledger_checkpoint ORDER BY size DESC LIMIT 1")
    row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def checkpoints(cursor: CursorWrapper) -> Iterator[tuple[int, str]]:
    """Yield size and note of every checkpoint, ascending."""
    size = -(1 << 62)
    while True:
        cursor.execute(
            "SELECT size, note FROM ledger_checkpoint WHERE size > %s ORDER BY size LIMIT %s",
            [size, CHUNK],
        )
        rows = cursor.fetchall()
        yield from rows
        if len(rows) < CHUNK:
            return
        size = rows[-1][0]


def batch_holding(cursor: CursorWrapper, index: int) -> BatchRow | None:
    """Return the batch in which entry `index` must be: the last one that begins at or before it."""
    cursor.execute(
        "SELECT b.id, p.first, b.count, b.entries FROM ledger_place p"
        " JOIN ledger_batch b ON b.id = p.batch"
        " WHERE p.first <= %s ORDER BY p.first DESC LIMIT 1",
        [index],
    )
    row = cursor.fetchone()
    return _batch(row) if row else None


def batches_from(cursor: CursorWrapper, first: int) -> Iterator[BatchRow]:
    """Yield the placed batches that begin at index `first` or after, in their order."""
    while True:
        cursor.execute(
            "SELECT b.id, p.first, b.count, b.entries FROM ledger_place p"
            " JOIN ledger_batch b ON b.id = p.batch WHERE p.first >= %s ORDER BY p.first LIMIT %s",
            [first, CHUNK],
        )
        rows = cursor.fetchall()
        for row in rows:
            yield _batch(row)
        if len(rows) < CHUNK:
            return
        first = rows[-1][1] + 1


def batch_by_number(cursor: CursorWrapper, batch: int) -> BatchRow | None:
    """Return a batch by its number, placed or pending."""
    cursor.execute(
        "SELECT b.id, p.first, b.count, b.entries FROM ledger_batch b"
        " JOIN ledger_place p ON p.batch = b.id WHERE b.id = %s",
        [batch],
    )
    row = cursor.fetchone()
    return _batch(row) if row else None


def first_unmatched_batch(cursor: CursorWrapper) -> int | None:
    """Return the first batch without a place, or place without a batch."""
    cursor.execute(
        "SELECT min(number) FROM ("
        "SELECT id AS number FROM ledger_batch WHERE id NOT IN (SELECT batch FROM ledger_place)"
        " UNION ALL "
        "SELECT batch FROM ledger_place WHERE batch NOT IN (SELECT id FROM ledger_batch)) AS odd"
    )
    return cursor.fetchone()[0]  # type: ignore[no-any-return] # an integer or NULL


def firsts_of(cursor: CursorWrapper, batches: Sequence[int]) -> dict[int, int]:
    """Return the first index of those of `batches` that have a place."""
    found: dict[int, int] = {}
    for at in range(0, len(batches), CHUNK):
        some = batches[at : at + CHUNK]
        marks = ",".join(["%s"] * len(some))
        cursor.execute(
            f"SELECT batch, first FROM ledger_place WHERE batch IN ({marks})"  # noqa: S608 - marks
            " AND first IS NOT NULL",
            some,
        )
        found.update(cursor.fetchall())
    return found


def insert_person_entries(cursor: CursorWrapper, rows: Sequence[tuple[int, int, bytes]]) -> None:
    """Remember entries about one person each: ticket, person, salt."""
    cursor.executemany(
        "INSERT INTO ledger_personentry (ticket, person, salt) VALUES (%s, %s, %s)", rows
    )


def insert_people_set(
    cursor: CursorWrapper, ticket: int, salt: bytes, blocks: Sequence[tuple[int, bytes]]
) -> None:
    """Remember an entry about several people."""
    cursor.execute("INSERT INTO ledger_peopleset (ticket, salt) VALUES (%s, %s)", [ticket, salt])
    cursor.executemany(
        "INSERT INTO ledger_peopleblock (block, ticket, members) VALUES (%s, %s, %s)",
        [(block, ticket, members) for block, members in blocks],
    )


def tickets_of_person(cursor: CursorWrapper, person: int) -> list[int]:
    """Return the tickets of the entries about this person alone."""
    cursor.execute("SELECT ticket FROM ledger_personentry WHERE person = %s", [person])
    return [row[0] for row in cursor.fetchall()]


def sets_of_block(cursor: CursorWrapper, block: int) -> Iterator[tuple[int, bytes]]:
    """Yield ticket and members of every set that has people in `block`."""
    ticket = -1
    while True:
        cursor.execute(
            "SELECT ticket, members FROM ledger_peopleblock WHERE block = %s AND ticket > %s"
            " ORDER BY ticket LIMIT %s",
            [block, ticket, CHUNK],
        )
        rows = cursor.fetchall()
        for found, members in rows:
            yield found, bytes(members)
        if len(rows) < CHUNK:
            return
        ticket = rows[-1][0]


def delete_person(cursor: CursorWrapper, person: int) -> int:
    """Delete what ties entries to this person alone, and return how many there were."""
    cursor.execute("DELETE FROM ledger_personentry WHERE person = %s", [person])
    return int(cursor.rowcount)


def person_entries(cursor: CursorWrapper) -> Iterator[tuple[int, int, bytes]]:
    """Yield ticket, person and salt of every entry about one person, ascending."""
    ticket = -(1 << 62)
    while True:
        cursor.execute(
            "SELECT ticket, person, salt FROM ledger_personentry WHERE ticket > %s"
            " ORDER BY ticket LIMIT %s",
            [ticket, CHUNK],
        )
        rows = cursor.fetchall()
        for found, person, salt in rows:
            yield found, person, bytes(salt)
        if len(rows) < CHUNK:
            return
        ticket = rows[-1][0]


def people_sets(cursor: CursorWrapper) -> list[tuple[int, bytes]]:
    """Return ticket and salt of every entry about several people, ascending."""
    cursor.execute("SELECT ticket, salt FROM ledger_peopleset ORDER BY ticket")
    return [(ticket, bytes(salt)) for ticket, salt in cursor.fetchall()]


def blocks_of_set(cursor: CursorWrapper, ticket: int) -> list[tuple[int, bytes]]:
    """Return the blocks of one set, ascending."""
    cursor.execute(
        "SELECT block, members FROM ledger_peopleblock WHERE ticket = %s ORDER BY block", [ticket]
    )
    return [(block, bytes(members)) for block, members in cursor.fetchall()]


def first_stray_block(cursor: CursorWrapper) -> int | None:
    """Return the first ticket that has a block of people but no set."""
    cursor.execute(
        "SELECT min(ticket) FROM ledger_peopleblock"
        " WHERE ticket NOT IN (SELECT ticket FROM ledger_peopleset)"
    )
    return cursor.fetchone()[0]  # type: ignore[no-any-return] # an integer or NULL


def _batch(row: tuple[Any, ...]) -> BatchRow:
    return BatchRow(row[0], row[1], row[2], bytes(row[3]))
