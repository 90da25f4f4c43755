"""What the log holds about one person, and how that is forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from mamoru.ledger import people_queries, queries
from mamoru.ledger.entries import Entry, decode
from mamoru.ledger.errors import TicketUnknownError
from mamoru.ledger.people import block_of, holds, unpack
from mamoru.ledger.staged import stage, unstage
from mamoru.ledger.storage import opened as entries_of

_OFFSET = (1 << queries.OFFSETS) - 1


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it was appended; `index` is `None` until the sequencer has placed it."""

    ticket: int
    index: int | None
    raw: bytes
    entry: Entry


def tickets_of(cursor: CursorWrapper, person: int) -> list[int]:
    """Return the tickets of all entries that touched the person with this number, ascending.

    Reads the person's own rows, what waits for its place, and the sets that touched the person's
    block of 4,096 numbers.
    """
    staged = [
        (batch << queries.OFFSETS) + offset
        for batch, people in people_queries.staged_people(cursor)
        for offset, number, _ in unstage(people)
        if number == person
    ]
    single = people_queries.tickets_of_person(cursor, person)
    several = [
        ticket
        for ticket, members in people_queries.sets_of_block(cursor, block_of(person))
        if holds(members, person)
    ]
    return sorted({*staged, *single, *several})


def people_of(cursor: CursorWrapper, ticket: int) -> list[int]:
    """Return the numbers of the people whom the entry with this ticket touched, while it is known.

    Reads the rows of that entry, and what waits for its place.
    """
    several = [
        number
        for block, members in people_queries.blocks_of_set(cursor, ticket)
        for number in unpack(block, members)
    ]
    batch, offset = ticket >> queries.OFFSETS, ticket & _OFFSET
    staged = [
        number
        for known, people in people_queries.staged_people(cursor)
        if known == batch
        for place, number, _ in unstage(people)
        if place == offset
    ]
    return several or staged or people_queries.person_of_ticket(cursor, ticket)


def recorded(cursor: CursorWrapper, tickets: Sequence[int]) -> list[Recorded]:
    """Return the entries with these tickets; raises `TicketUnknownError`."""
    opened: dict[int, tuple[int | None, list[bytes]]] = {}
    found: list[Recorded] = []
    for ticket in tickets:
        batch, offset = ticket >> queries.OFFSETS, ticket & _OFFSET
        if batch not in opened:
            row = queries.batch_by_number(cursor, batch)
            opened[batch] = (row.first, entries_of(row)) if row else (None, [])
        first, entries = opened[batch]
        if offset >= len(entries):
            raise TicketUnknownError(ticket=ticket)
        index = None if first is None else first + offset
        raw = entries[offset]
        found.append(Recorded(ticket, index, raw, decode(raw, ticket if index is None else index)))
    return found


def forget_person(cursor: CursorWrapper, person: int) -> int:
    """Delete what ties entries to this person, and return how many entries that were.

    The tree stays as it is. The person's number may stay in sets of several people, where it means
    nothing once the vault has forgotten whose it was; the salt of an entry about this person alone
    is gone, so its commitment can never be opened again.
    """
    queries.lock_sequencer(cursor)  # which would carry on the people that it has read already
    forgotten = people_queries.delete_person(cursor, person)
    for batch, people in people_queries.staged_people(cursor):
        singles = unstage(people)
        others = [single for single in singles if single[1] != person]
        if len(others) < len(singles):
            people_queries.restage(cursor, batch, stage(others))
            forgotten += len(singles) - len(others)
    return forgotten
