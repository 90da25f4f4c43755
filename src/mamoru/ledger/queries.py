"""All SQL of the log, for SQLite and PostgreSQL; that of its people is in `people_queries.py`.

A ticket names an entry from its append on: 256 times the number of its batch, plus its offset.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper

OFFSETS = 8
"""Bits of the offset within a batch; a batch has at most 256 entries."""
CHUNK = 500
"""Rows read at a time."""
BATCHES = 64
"""Batches read at a time: some megabytes."""
LOWEST = -(1 << 62)
_BATCHES = (
    "SELECT b.id, p.first, b.count, b.entries, p.people FROM ledger_place p"
    " JOIN ledger_batch b ON b.id = p.batch"
)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch as it is stored; `first` is `None` while it is pending."""

    batch: int
    first: int | None
    count: int
    entries: bytes
    people: bytes | None


def in_transaction(cursor: CursorWrapper) -> bool:
    """Tell whether what `cursor` writes waits for a commit."""
    connection = cursor.db.connection
    if isinstance(connection, sqlite3.Connection):
        return connection.in_transaction
    return not connection.autocommit or bool(connection.info.transaction_status)


@contextmanager
def snapshot(cursor: CursorWrapper) -> Iterator[None]:
    """Let everything read inside be of one moment, without keeping writers waiting.

    Inside a transaction this is the transaction's own view.
    """
    if in_transaction(cursor):
        yield
        return
    isolation = "" if cursor.db.vendor == "sqlite" else " ISOLATION LEVEL REPEATABLE READ READ ONLY"
    cursor.execute(f"BEGIN{isolation}")
    try:
        yield
    finally:
        cursor.execute("ROLLBACK")


def lock_sequencer(cursor: CursorWrapper) -> None:
    """Wait until no other sequencer is at work, for the rest of this transaction.

    SQLite's transaction has begun IMMEDIATE, which is that lock.
    """
    if cursor.db.vendor == "postgresql":
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('mamoru ledger'))")


def insert_batch(cursor: CursorWrapper, count: int, entries: bytes, people: bytes | None) -> int:
    """Keep a batch as pending, and return its number."""
    cursor.execute(
        "INSERT INTO ledger_batch (count, entries) VALUES (%s, %s) RETURNING id", [count, entries]
    )
    (batch,) = cursor.fetchone()
    cursor.execute("INSERT INTO ledger_place (batch, people) VALUES (%s, %s)", [batch, people])
    return int(batch)


def has_pending(cursor: CursorWrapper) -> bool:
    """Tell whether any batch waits for its place."""
    cursor.execute("SELECT EXISTS (SELECT 1 FROM ledger_place WHERE first IS NULL)")
    return bool(cursor.fetchone()[0])


def pending(cursor: CursorWrapper, limit: int) -> list[BatchRow]:
    """Return the batches that wait longest, at most `limit`."""
    cursor.execute(f"{_BATCHES} WHERE p.first IS NULL ORDER BY p.batch LIMIT %s", [limit])
    return [_batch(row) for row in cursor.fetchall()]


def place(cursor: CursorWrapper, firsts: Sequence[tuple[int, int]]) -> None:
    """Give batches their places: pairs of first index and batch."""
    cursor.executemany("UPDATE ledger_place SET first = %s, people = NULL WHERE batch = %s", firsts)


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


def tile_lengths(cursor: CursorWrapper) -> Iterator[tuple[int, int, int]]:
    """Yield level, number and length in bytes of every tile, ascending."""
    return pages(
        cursor,
        "SELECT level, number, length(hashes) FROM ledger_tile WHERE (level, number) > (%s, %s)"
        " ORDER BY level, number LIMIT %s",
        (LOWEST, LOWEST),
        lambda row: row[:2],
    )


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
    return pages(
        cursor,
        "SELECT size, note FROM ledger_checkpoint WHERE size > %s ORDER BY size LIMIT %s",
        (LOWEST,),
        lambda row: row[:1],
    )


def batch_holding(cursor: CursorWrapper, index: int) -> BatchRow | None:
    """Return the batch in which entry `index` must be: the last one that begins at or before it."""
    cursor.execute(f"{_BATCHES} WHERE p.first <= %s ORDER BY p.first DESC LIMIT 1", [index])
    row = cursor.fetchone()
    return _batch(row) if row else None


def batches_from(cursor: CursorWrapper, first: int) -> Iterator[BatchRow]:
    """Yield the placed batches that begin at index `first` or after, in their order."""
    rows = pages(
        cursor,
        f"{_BATCHES} WHERE p.first > %s ORDER BY p.first LIMIT %s",
        (first - 1,),
        lambda row: row[1:2],
        chunk=BATCHES,
    )
    return map(_batch, rows)


def counts_before(cursor: CursorWrapper, index: int, limit: int) -> list[tuple[int, int]]:
    """Return first index and count of the last batches that begin before `index`, descending."""
    cursor.execute(
        "SELECT p.first, b.count FROM ledger_place p JOIN ledger_batch b ON b.id = p.batch"
        " WHERE p.first < %s ORDER BY p.first DESC LIMIT %s",
        [index, limit],
    )
    return [(first, count) for first, count in cursor.fetchall()]


def batches_between(cursor: CursorWrapper, first: int, end: int) -> list[BatchRow]:
    """Return the placed batches that begin from index `first` on and before `end`, descending."""
    cursor.execute(
        f"{_BATCHES} WHERE p.first >= %s AND p.first < %s ORDER BY p.first DESC", [first, end]
    )
    return [_batch(row) for row in cursor.fetchall()]


def checkpoints_before(cursor: CursorWrapper, size: int, limit: int) -> list[tuple[int, str]]:
    """Return size and note of the last checkpoints below a size, descending."""
    cursor.execute(
        "SELECT size, note FROM ledger_checkpoint WHERE size < %s ORDER BY size DESC LIMIT %s",
        [size, limit],
    )
    return [(at, note) for at, note in cursor.fetchall()]


def batch_by_number(cursor: CursorWrapper, batch: int) -> BatchRow | None:
    """Return a batch by its number, placed or pending."""
    cursor.execute(f"{_BATCHES} WHERE b.id = %s", [batch])
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


def batches(cursor: CursorWrapper) -> Iterator[BatchRow]:
    """Yield all batches that have a place or wait for one, in the order of their numbers."""
    rows = pages(
        cursor,
        f"{_BATCHES} WHERE b.id > %s ORDER BY b.id LIMIT %s",
        (LOWEST,),
        lambda row: row[:1],
        chunk=BATCHES,
    )
    return map(_batch, rows)


def pending_from(cursor: CursorWrapper) -> Iterator[BatchRow]:
    """Yield all batches that wait for their place, in the order of their numbers."""
    rows = pages(
        cursor,
        f"{_BATCHES} WHERE p.first IS NULL AND p.batch > %s ORDER BY p.batch LIMIT %s",
        (LOWEST,),
        lambda row: row[:1],
        chunk=BATCHES,
    )
    return map(_batch, rows)


def first_stray_place(cursor: CursorWrapper, size: int) -> int | None:
    """Return the first batch placed outside a log of `size` entries, or with people left in it."""
    cursor.execute(
        "SELECT min(batch) FROM ledger_place"
        " WHERE first >= %s OR first < 0 OR (first IS NOT NULL AND people IS NOT NULL)",
        [size],
    )
    return cursor.fetchone()[0]  # type: ignore[no-any-return] # an integer or NULL


def _batch(row: tuple[Any, ...]) -> BatchRow:
    people = None if row[4] is None else bytes(row[4])
    return BatchRow(row[0], row[1], row[2], bytes(row[3]), people)


def pages(
    cursor: CursorWrapper,
    sql: str,
    after: tuple[int, ...],
    key: Callable[[Any], tuple[int, ...]],
    *,
    chunk: int = CHUNK,
) -> Iterator[Any]:
    """Yield all rows of a query that goes on after a key, `chunk` of them at a time."""
    while True:
        cursor.execute(sql, [*after, chunk])
        rows = cursor.fetchall()
        yield from rows
        if len(rows) < chunk:
            return
        after = key(rows[-1])
