"""Logs to test with: entries about numbered, artificial people."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection, transaction

from mamoru.ledger.append import append
from mamoru.ledger.entries import Entry, Handled
from mamoru.ledger.people import People
from mamoru.ledger.sequencer import Sequencer
from mamoru.ledger.tree.hashing import SIZE, leaf_hash
from mamoru.ledger.tree.proofs import Tree
from mamoru.ledger.tree.tiles import grow
from mamoru.ledger.verify import Verified, verify

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
Value = bytes | int | str | None
LOG_TABLES = ("batch", "place", "tile", "checkpoint")


def handling(*persons: int, salt: bytes | None = None) -> tuple[Entry, People]:
    """Return an entry that touched these people."""
    people = People.of(persons, salt)
    entry = Handled(
        at=NOON,
        act="use",
        outcome="allow",
        data=("contact",),
        purpose="2(1)a",
        cites=("2(1)a",),
        count=len(people.numbers),
        people=people.commitment,
    )
    return entry, people


def write(some: Sequence[tuple[Entry, People | None]]) -> list[int]:
    """Append entries in one transaction, and commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        return append(cursor, [entry for entry, _ in some], [people for _, people in some])


def write_singles(first: int, count: int) -> list[int]:
    """Append one entry for each of `count` people, from number `first` on."""
    return write([handling(number) for number in range(first, first + count)])


def tree_of(entries: Sequence[bytes], steps: Sequence[int] = ()) -> Tree:
    """Return the tree over `entries`, grown to the sizes in `steps` one after the other."""
    tiles: dict[tuple[int, int], bytes] = {}

    def read(level: int, number: int, width: int) -> bytes:
        return tiles[level, number][: width * SIZE]

    size = 0
    for end in (*steps, len(entries)):
        tiles |= grow(read, size, [leaf_hash(entry) for entry in entries[size:end]])
        size = end
    return Tree(read, size)


def rows_of(name: str) -> list[tuple[Value, ...]]:
    """Return all rows of a table of the ledger."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ledger_{name}")  # noqa: S608 - a table of ours
        return [tuple(row) for row in cursor.fetchall()]


def replace_rows(name: str, rows: list[tuple[Value, ...]]) -> None:
    """Put `rows` in place of all rows of a table of the ledger."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM ledger_{name}")  # noqa: S608 - a table of ours
        for row in rows:
            marks = ",".join(["%s"] * len(row))
            cursor.execute(f"INSERT INTO ledger_{name} VALUES ({marks})", row)  # noqa: S608 - likewise


def verified(sequencer: Sequencer) -> Verified:
    """Verify the log."""
    with connection.cursor() as cursor:
        return verify(cursor, sequencer.vkey)


def change(sql: str, *values: Value) -> None:
    """Run one statement behind the ledger's back."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
