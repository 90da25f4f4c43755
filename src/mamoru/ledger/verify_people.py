"""Verify the entries and the index of people against each other, in the order of tickets.

1. Every entry, pending ones included, is in its canonical form.
2. Every row of the index belongs to an entry and opens its commitment, and a set of people is kept
   in exactly the blocks in which each of them is looked for.
3. An entry about several people has its set.
4. An entry about one person may have lost its row: that person was forgotten. Then every entry
   under the same pseudonym has lost its own, since forgetting leaves nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Generic, TypeVar

import msgspec
from django.db.backends.utils import CursorWrapper

from mamoru.ledger import people_queries, queries
from mamoru.ledger.entries import Entry, Handled, decode
from mamoru.ledger.errors import PeopleAlteredError
from mamoru.ledger.people import People, unpack
from mamoru.ledger.storage import opened, staged_in

Each = Callable[[int, Entry, bool], object]
"""Is told of every entry: its ticket, the entry, and whether the one person it was about is
forgotten."""
Single = tuple[int, int, bytes]
"""Ticket, person and salt of an entry about one person."""
Set = tuple[int, bytes]
"""Ticket and salt of an entry about several."""
Row = TypeVar("Row", Single, Set)
_OFFSET = (1 << queries.OFFSETS) - 1
_NUMBERS = range(1 << 63)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How many entries wait for their place, and how many are about somebody forgotten."""

    pending: int
    forgotten: int


def verify_people(cursor: CursorWrapper, each: Each) -> Found:
    """Return what was counted if all of it holds.

    Raises `EntryMalformedError`, `PeopleAlteredError` or what is wrong with a batch.
    """
    pending = forgotten = 0
    gone: dict[str, int] = {}
    singles, sets = _Rows(_singles(cursor)), _Rows(iter(people_queries.people_sets(cursor)))
    for batch in queries.batches(cursor):
        if batch.first is None:
            pending += batch.count
        for ticket, entry in _entries(batch):
            is_forgotten = _is_forgotten(cursor, ticket, entry, singles, sets)
            if is_forgotten:
                forgotten += 1
                if isinstance(entry, Handled) and entry.subject is not None:
                    gone.setdefault(entry.subject, ticket)
            each(ticket, entry, is_forgotten)
    singles.end()
    sets.end()
    stray = people_queries.first_stray_block(cursor)
    if stray is not None:
        raise PeopleAlteredError(ticket=stray)
    _verify_gone(cursor, gone)
    return Found(pending=pending, forgotten=forgotten)


class _Rows(Generic[Row]):
    """Rows of the index by ticket, ascending, taken as the entries come by."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows: Iterator[Row] = rows
        self._next: Row | None = next(rows, None)

    def take(self, ticket: int) -> Row | None:
        """Return the row of an entry, if it has one; raises `PeopleAlteredError` for a stray."""
        row = self._next
        if row is None or row[0] > ticket:
            return None
        if row[0] < ticket:
            raise PeopleAlteredError(ticket=row[0])
        self._next = next(self._rows, None)
        return row

    def end(self) -> None:
        """Raise `PeopleAlteredError` if a row is left without an entry."""
        if self._next is not None:
            raise PeopleAlteredError(ticket=self._next[0])


def _singles(cursor: CursorWrapper) -> Iterator[Single]:
    """Yield the rows of entries about one person, of those that wait for their place as well."""
    return merge(people_queries.person_entries(cursor), _staged(cursor))


def _staged(cursor: CursorWrapper) -> Iterator[Single]:
    for row in queries.pending_from(cursor):
        for offset, person, salt in staged_in(row):
            yield (row.batch << queries.OFFSETS) + offset, person, salt


def _entries(batch: queries.BatchRow) -> Iterator[tuple[int, Entry]]:
    """Yield each entry of a batch with its ticket; in an error it is named by its place."""
    ticket = batch.batch << queries.OFFSETS
    first = ticket if batch.first is None else batch.first
    for offset, raw in enumerate(opened(batch)):
        yield ticket + offset, decode(raw, first + offset)


def _is_forgotten(
    cursor: CursorWrapper, ticket: int, entry: Entry, singles: _Rows[Single], sets: _Rows[Set]
) -> bool:
    """Tell whether nothing ties an entry to its one person; raises `PeopleAlteredError`."""
    single, several = singles.take(ticket), sets.take(ticket)
    touched = entry if isinstance(entry, Handled) and entry.people is not None else None
    if touched is None:
        fits = single is None and several is None
    elif touched.count == 1:
        opens = single is None or _opened(touched, [single[1]], single[2]) is not None
        fits = several is None and opens
    else:
        fits = single is None and several is not None and _is_whole(cursor, touched, several)
    if not fits:
        raise PeopleAlteredError(ticket=ticket)
    return touched is not None and touched.count == 1 and single is None


def _is_whole(cursor: CursorWrapper, entry: Handled, several: Set) -> bool:
    """Tell whether a set is the one that `entry` commits to, kept as it was appended."""
    blocks = people_queries.blocks_of_set(cursor, several[0])
    numbers = [number for block, packed in blocks for number in unpack(block, packed)]
    people = _opened(entry, numbers, several[1])
    return people is not None and people.blocks() == blocks


def _opened(entry: Handled, numbers: list[int], salt: bytes) -> People | None:
    """Return the people with these numbers if `entry` commits to them."""
    if entry.count != len(numbers) or not all(number in _NUMBERS for number in numbers):
        return None
    people = People.of(numbers, salt)
    return people if people.commitment == entry.people else None


class _About(msgspec.Struct):
    """As much of an entry as tells whom it was about."""

    subject: str | None = None


def _verify_gone(cursor: CursorWrapper, gone: dict[str, int]) -> None:
    """Raise `PeopleAlteredError` where a pseudonym in `gone` still leads to a person.

    Reads the rows once more, so that what is held meanwhile grows with the forgotten only.
    """
    if not gone:
        return
    batch: queries.BatchRow | None = None
    entries: list[bytes] = []
    for ticket, _, _ in _singles(cursor):
        number = ticket >> queries.OFFSETS
        if batch is None or batch.batch != number:
            batch = queries.batch_by_number(cursor, number)
            entries = opened(batch) if batch else []
        subject = msgspec.json.decode(entries[ticket & _OFFSET], type=_About).subject
        if subject is not None and subject in gone:
            raise PeopleAlteredError(ticket=gone[subject])
