"""Logs to test with: entries about numbered, artificial people."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection, transaction

from mamoru.ledger.append import append
from mamoru.ledger.entries import Entry, Handled
from mamoru.ledger.people import People
from mamoru.ledger.tree.hashing import SIZE, leaf_hash
from mamoru.ledger.tree.proofs import Tree
from mamoru.ledger.tree.tiles import grow

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


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
