"""Append entries, in the transaction of what they tell about."""

from collections.abc import Collection, Sequence
from itertools import zip_longest

from django.db.backends.utils import CursorWrapper

from mamoru.ledger import people_queries, queries
from mamoru.ledger.entries import Entry, Handled, encode
from mamoru.ledger.errors import NoTransactionError, PeopleMismatchError
from mamoru.ledger.people import SALT, People
from mamoru.ledger.staged import Single, stage
from mamoru.ledger.tree.bundles import pack

BATCH = 1 << queries.OFFSETS


def append(
    cursor: CursorWrapper,
    entries: Sequence[Entry],
    people: Sequence[People | None] = (),
    forgotten: Collection[int] = (),
) -> list[int]:
    """Write `entries`, and return a ticket for each; they are in the log once the caller commits.

    `people` are those whom each entry touched, in the same order: an entry that commits to people
    comes with them, every other with `None`. Nothing ties an entry to one of the `forgotten`. The
    sequencer gives the entries their places later.

    Raises `NoTransactionError` outside a transaction, `PeopleMismatchError`, `EntryTooLargeError`.
    """
    if not queries.in_transaction(cursor):
        raise NoTransactionError
    if len(people) > len(entries):
        raise PeopleMismatchError
    pairs = list(zip_longest(entries, people))
    for entry, those in pairs:
        _check(entry, those)
    tickets: list[int] = []
    for at in range(0, len(pairs), BATCH):
        tickets += _append_batch(cursor, pairs[at : at + BATCH], forgotten)
    return tickets


def _append_batch(
    cursor: CursorWrapper,
    pairs: Sequence[tuple[Entry, People | None]],
    forgotten: Collection[int],
) -> range:
    """Write one batch, with the people of its entries so that each of them can be told."""
    singles: list[Single] = []
    several: list[tuple[int, People]] = []
    for offset, (_, those) in enumerate(pairs):
        if those is None:
            continue
        if len(those.numbers) == 1:
            if those.numbers[0] not in forgotten:
                singles.append((offset, those.numbers[0], those.salt))
        else:
            several.append((offset, those))
    entries = pack([encode(entry) for entry, _ in pairs])
    first = queries.insert_batch(cursor, len(pairs), entries, stage(singles)) << queries.OFFSETS
    for offset, those in several:
        people_queries.insert_people_set(cursor, first + offset, those.salt, those.blocks())
    return range(first, first + len(pairs))


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
        or len(those.salt) != SALT
    ):
        raise PeopleMismatchError
