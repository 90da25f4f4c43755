"""Verify the ledger in the database from its entries up.

1. Checkpoints, tree and tiles hold, as `mamoru.ledger.tree.check` says.
2. What was signed last, as noted outside the database, is a beginning of this log.
3. Nothing is stored that the tree does not have: tiles, or batches placed outside it.
4. Every entry, pending ones included, is in its canonical form.
5. The index of people opens the commitments of the entries that it points to; no set of several
   people is missing. One person's row may be missing: that person was forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import msgspec
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

from mamoru.ledger import people_queries, queries
from mamoru.ledger.entries import Handled, decode
from mamoru.ledger.errors import (
    BatchMisplacedError,
    EntryMalformedError,
    LogForkedError,
    LogRolledBackError,
    PeopleAlteredError,
    TileStrayError,
)
from mamoru.ledger.people import People, unpack
from mamoru.ledger.signing import Signed, open_signer, read_signed
from mamoru.ledger.storage import StoredLog, opened, staged_in
from mamoru.ledger.tree.check import check_log
from mamoru.ledger.tree.checkpoints import Checkpoint
from mamoru.ledger.tree.hashing import SIZE
from mamoru.ledger.tree.notes import Verifier
from mamoru.ledger.tree.proofs import Tree
from mamoru.ledger.tree.tiles import resource_path, tile_width

_OFFSET = (1 << queries.OFFSETS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found to hold."""

    checkpoint: Checkpoint
    pending: int
    """Entries that wait for their place."""
    forgotten: int
    """Entries about one person whom nothing ties to them any longer."""


class _Touched(msgspec.Struct):
    """As much of an entry as tells whom it touched."""

    people: str | None = None
    count: int = 1


class _Counts:
    """Entries about one person, and about several."""

    def __init__(self) -> None:
        self.single = self.several = self.pending = 0
        self.malformed: EntryMalformedError | None = None

    def note(self, index: int, raw: bytes) -> None:
        """Count an entry; what is malformed is kept for later, in case it was altered."""
        try:
            entry = decode(raw, index)
        except EntryMalformedError as error:
            self.malformed = self.malformed or error
            return
        if isinstance(entry, Handled) and entry.people:
            self.single += entry.count == 1
            self.several += entry.count != 1


def verify(cursor: CursorWrapper, vkey: str, signed: Signed | None = None) -> Verified:
    """Return what holds, if all of it does; raises what names the first thing that does not."""
    counts = _Counts()
    with queries.snapshot(cursor):
        head = check_log(StoredLog(cursor), Verifier.parse(vkey), counts.note)
        if signed is not None:
            _verify_signed(cursor, head, signed)
        _verify_nothing_else(cursor, head.size)
        for row in queries.pending_from(cursor):
            counts.pending += row.count
            for offset, raw in enumerate(opened(row)):
                counts.note((row.batch << queries.OFFSETS) + offset, raw)
        if counts.malformed is not None:
            raise counts.malformed
        forgotten = counts.single - _verify_single(cursor)
        _verify_several(cursor, counts.several)
    return Verified(checkpoint=head, pending=counts.pending, forgotten=forgotten)


def verify_here() -> Verified:
    """Verify this installation's ledger with its own key and its note of what was signed last."""
    directory = settings.HOME / "ledger"
    vkey = open_signer(directory, settings.ORIGIN).verifier.vkey
    signed = read_signed(directory)  # before the database, which may run ahead of it
    with connection.cursor() as cursor:
        return verify(cursor, vkey, signed)


def _verify_signed(cursor: CursorWrapper, head: Checkpoint, signed: Signed) -> None:
    if signed.size > head.size:
        raise LogRolledBackError(found=head.size, signed=signed.size)
    if Tree(StoredLog(cursor).tile, signed.size).root() != signed.root:
        raise LogForkedError(size=signed.size)


def _verify_nothing_else(cursor: CursorWrapper, size: int) -> None:
    for level, number, length in queries.tile_lengths(cursor):
        inside = level >= 0 and number >= 0
        if not inside or length != tile_width(size, level, number) * SIZE:
            raise TileStrayError(tile=resource_path(level, number) if inside else str(number))
    stray = queries.first_stray_place(cursor, size)
    if stray is None:
        stray = queries.first_unmatched_batch(cursor)
    if stray is not None:
        raise BatchMisplacedError(batch=stray)


def _verify_single(cursor: CursorWrapper) -> int:
    """Check every row about one person, and return how many there are."""
    entries = _Tickets(cursor)
    rows = 0
    for ticket, person, salt in chain(people_queries.person_entries(cursor), _staged(cursor)):
        _verify_people(entries.touched(ticket), [person], salt, ticket)
        rows += 1
    return rows


def _staged(cursor: CursorWrapper) -> Iterator[tuple[int, int, bytes]]:
    for row in queries.pending_from(cursor):
        for offset, person, salt in staged_in(row):
            yield (row.batch << queries.OFFSETS) + offset, person, salt


def _verify_several(cursor: CursorWrapper, expected: int) -> None:
    """Check every set of several people; there are as many as entries about several."""
    entries = _Tickets(cursor)
    sets = people_queries.people_sets(cursor)
    for ticket, salt in sets:
        blocks = people_queries.blocks_of_set(cursor, ticket)
        numbers = [number for block, packed in blocks for number in unpack(block, packed)]
        _verify_people(entries.touched(ticket), numbers, salt, ticket)
    stray = people_queries.first_stray_block(cursor)
    if stray is None and len(sets) != expected:
        stray = -1
    if stray is not None:
        raise PeopleAlteredError(ticket=stray)


def _verify_people(touched: _Touched | None, numbers: list[int], salt: bytes, ticket: int) -> None:
    fits = (
        touched is not None
        and touched.count == len(numbers)
        and all(number >= 0 for number in numbers)
        and touched.people == People.of(numbers, salt).commitment
    )
    if not fits:
        raise PeopleAlteredError(ticket=ticket)


class _Tickets:
    """Entries by their tickets, read batch by batch as long as tickets ascend."""

    def __init__(self, cursor: CursorWrapper) -> None:
        self._cursor = cursor
        self._batch: int | None = None
        self._entries: list[bytes] = []

    def touched(self, ticket: int) -> _Touched | None:
        """Return whom the entry touched, `None` if there is no such entry."""
        batch, offset = ticket >> queries.OFFSETS, ticket & _OFFSET
        if batch != self._batch:
            row = queries.batch_by_number(self._cursor, batch)
            self._batch, self._entries = batch, opened(row) if row else []
        if offset >= len(self._entries):
            return None
        return msgspec.json.decode(self._entries[offset], type=_Touched)
