"""Append entries, in the transaction of what they tell about."""

from collections.abc import Sequence
from itertools import zip_longest

from django.db.backends.utils import CursorWrapper

from mamoru.ledger import queries
from mamoru.ledger.entries import Entry, Handled, encode
from mamoru.ledger.errors import NoTransactionError, PeopleMismatchError
from mamoru.ledger.people import People
from mamoru.ledger.tree import bundles

BATCH = 1 << queries.OFFSETS


def append(
    cursor: CursorWrapper, entries: Sequence[Entry], people: Sequence[People | None] = ()
) -> list[int]:
    """Write `entries`, and return a ticket for each; they are in the log once the caller commits.

    `people` are those whom each entry touched, in the same order: an entry that commits to people
    comes with them, every other with `None`. The sequencer gives the entries their places later.

    Raises `NoTransactionError` outside a transaction, `PeopleMismatchError`, `EntryTooLargeError`.
    """
    if not queries.in_transaction(cursor):
        raise NoTransactionError
    tickets: list[int] = []
    for at in range(0, len(entries), BATCH):
        some = entries[at : at + BATCH]
        raw = [encode(entry) for entry in some]
        batch = queries.insert_batch(cursor, len(raw), bundles.pack(raw))
        tickets += range(batch << queries.OFFSETS, (batch << queries.OFFSETS) + len(raw))
    _index(cursor, tickets, entries, people)
    return tickets


def _index(
    cursor: CursorWrapper,
    tickets: Sequence[int],
    entries: Sequence[Entry],
    people: Sequence[People | None],
) -> None:
    """Remember who was touched, so that each person can be told."""
    if len(people) > len(entries):
        raise PeopleMismatchError
    singles: list[tuple[int, int, bytes]] = []
    for ticket, entry, those in zip_longest(tickets, entries, people):
        _check(entry, those)
        if those is None:
            continue
        if len(those.numbers) == 1:
            singles.append((ticket, those.numbers[0], those.salt))
        else:
            queries.insert_people_set(cursor, ticket, those.salt, those.blocks())
    if singles:
        queries.insert_person_entries(cursor, singles)


def _check(entry: Entry, those: People | None) -> None:
    """Raise `PeopleMismatchError` unless `entry` commits to exactly `those`."""
    expected = entry.people if isinstance(entry, Handled) else None
    if those is None:
        if expected is not None:
            raise PeopleMismatchError
    elif (
        expected != those.commitment
        or not isinstance(entry, Handled)
        or entry.count != len(those.numbers)
    ):
        raise PeopleMismatchError
