"""Give pending entries their places in the tree, and sign what comes out.

One sequencer works at a time, held by a file lock beside the key and by the database's own lock.
One transaction places batches, stores tiles and publishes the checkpoint; a crash leaves all or
nothing of it. What was signed is noted outside the database right after the commit, so that the
note is never ahead of the database, and lags behind by one checkpoint at most.

Before it signs, it checks that the tree in the database is the one that it signed last:
1. the checkpoint published last is signed by this key, and has the root of the stored tiles;
2. the tree noted as signed last is a beginning of that tree.
"""

import logging
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from threading import Event

import msgspec
from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from mamoru.errors import MamoruError
from mamoru.ledger import people_queries, queries, signing
from mamoru.ledger.append import append
from mamoru.ledger.entries import SystemChanged
from mamoru.ledger.errors import (
    LedgerFilesError,
    LogForkedError,
    LogRolledBackError,
)
from mamoru.ledger.signing import Signed
from mamoru.ledger.storage import opened, staged_in, stored_tiles
from mamoru.ledger.tree.checkpoints import Checkpoint, open_checkpoint
from mamoru.ledger.tree.hashing import leaf_hash
from mamoru.ledger.tree.proofs import Tree
from mamoru.ledger.tree.tiles import grow

log = logging.getLogger(__name__)

LIMIT = 200
"""Batches per transaction: it keeps other writers waiting for some tenths of a second at most."""
TOLERANCE = timedelta(seconds=1)
"""Times read by several threads may come in another order than they were read."""


class Sequencer:
    """The one who places entries and signs, for the log `origin` with its key in `directory`."""

    def __init__(self, directory: Path, origin: str, *, using: str = "default") -> None:
        self.directory = directory
        self.using = using
        self._signer = signing.open_signer(directory, origin)
        self._seen: datetime | None = None
        self._jumps = 0
        """Jumps of the clock that were on record when it was seen."""
        self.failure: Exception | None = None
        """Why the last attempt of `run` failed, `None` if it did not."""

    @property
    def vkey(self) -> str:
        """The verifier key of this log."""
        return self._signer.verifier.vkey

    def integrate(self, now: datetime) -> Checkpoint:
        """Place what is pending, and return the checkpoint that covers it.

        Signs nothing if nothing is pending, but for the empty log's first checkpoint. Raises
        `LogRolledBackError`, `LogForkedError` or what is wrong with the stored checkpoint, and then
        has changed nothing; `LedgerFilesError` if the note cannot be kept, upon which one
        checkpoint may have been published and no further one is.
        """
        try:
            with signing.sole_signer(self.directory):
                while True:
                    checkpoint, more = self._integrate_some(now)
                    if not more:
                        return checkpoint
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else type(error).__name__
            raise LedgerFilesError(reason=reason) from error

    def run(
        self,
        stop: Event,
        clock: Callable[[], datetime],
        *,
        every: float = 0.5,
        chore: Callable[[], None] = lambda: None,
    ) -> None:
        """Integrate every `every` seconds until `stop` is set, and once more then.

        After each round but the last `chore` is done as well, which must raise nothing.

        A failure, whatever it is, is kept in `failure` and logged by its code; the next round tries
        again, so that entries never wait for a restart.
        """
        try:
            while not stop.wait(every):
                self._attempt(clock())
                chore()
            self._attempt(clock())
        finally:
            connections[self.using].close()

    def _attempt(self, now: datetime) -> None:
        try:
            if self.failure is not None or self._is_due(now):
                self.integrate(now)
            self.failure = None
        except Exception as failure:  # noqa: BLE001 - kept, told by readiness, and tried again
            code = failure.code if isinstance(failure, MamoruError) else type(failure).__name__
            log.error("the sequencer could not integrate: %s", code)  # noqa: TRY400 - code only
            self.failure = failure
            connections[self.using].close()  # one that broke would fail for ever

    def _is_due(self, now: datetime) -> bool:
        if self._seen is None or now < self._seen - TOLERANCE:
            return True
        self._seen = max(self._seen, now)
        with connections[self.using].cursor() as cursor:
            return queries.has_pending(cursor)

    def _integrate_some(self, now: datetime) -> tuple[Checkpoint, bool]:
        signed = signing.read_signed(self.directory)
        with transaction.atomic(using=self.using), connections[self.using].cursor() as cursor:
            queries.lock_sequencer(cursor)
            head = self._head(cursor, signed)
            if head is not None and head.size > signed.size:
                # A note that could not be kept is kept first, or it would lag further behind.
                signed = msgspec.structs.replace(signed, size=head.size, root=head.root)
                signing.write_signed(self.directory, signed)
            timed = self._note_clock(cursor, now, signed)
            batches = queries.pending(cursor, LIMIT)
            checkpoint = head if head and not batches else self._extend(cursor, head, batches)
        self._seen, self._jumps = now, timed.jumps
        if checkpoint.size != signed.size:
            timed = msgspec.structs.replace(timed, size=checkpoint.size, root=checkpoint.root)
            signing.write_signed(self.directory, timed)
        return checkpoint, len(batches) == LIMIT

    def _head(self, cursor: CursorWrapper, signed: Signed) -> Checkpoint | None:
        """Return the checkpoint to continue, checked; `None` if none was published yet."""
        latest = queries.latest_checkpoint(cursor)
        if latest is None:
            if signed.size:
                raise LogRolledBackError(found=0, signed=signed.size)
            return None
        head = open_checkpoint(latest[1], self._signer.verifier)
        if signed.size > head.size:
            raise LogRolledBackError(found=head.size, signed=signed.size)
        read = stored_tiles(cursor)
        for size, root in {(head.size, head.root), (signed.size, signed.root)}:
            if Tree(read, size).root() != root:
                raise LogForkedError(size=size)
        return head

    def _note_clock(self, cursor: CursorWrapper, now: datetime, signed: Signed) -> Signed:
        """Append an entry if the clock jumped back, once for each jump; return the note as of now.

        What this process saw counts only as long as no other has a jump on record since.
        """
        seen = (self._seen if self._jumps >= signed.jumps else None) or signed.at
        jumps = max(self._jumps, signed.jumps)
        if seen is not None and now < seen - TOLERANCE:
            seconds = round((seen - now).total_seconds())
            append(cursor, [SystemChanged(at=seen, change="clock_back", seconds=seconds)])
            jumps += 1
        latest = now if jumps > signed.jumps else max(now, signed.at or now)
        return msgspec.structs.replace(signed, at=latest, jumps=jumps)

    def _extend(
        self, cursor: CursorWrapper, head: Checkpoint | None, batches: list[queries.BatchRow]
    ) -> Checkpoint:
        """Place `batches` after `head`, and publish the checkpoint of the tree that comes out."""
        size = head.size if head else 0
        read = stored_tiles(cursor)
        tiles = grow(read, size, leaves := _leaves(batches))
        firsts = accumulate((batch.count for batch in batches), initial=size)
        queries.place(cursor, list(zip(firsts, [batch.batch for batch in batches], strict=False)))
        people_queries.insert_person_entries(cursor, list(_people(batches)))
        queries.put_tiles(cursor, [(*key, hashes) for key, hashes in tiles.items()])
        size += len(leaves)
        checkpoint = Checkpoint(self._signer.verifier.name, size, Tree(read, size).root())
        queries.insert_checkpoint(cursor, size, checkpoint.signed(self._signer))
        return checkpoint


def from_settings() -> Sequencer:
    """Return the sequencer of this installation."""
    return Sequencer(settings.HOME / "ledger", settings.ORIGIN)


def _leaves(batches: list[queries.BatchRow]) -> list[bytes]:
    return [leaf_hash(entry) for batch in batches for entry in opened(batch)]


def _people(batches: list[queries.BatchRow]) -> Iterator[tuple[int, int, bytes]]:
    """Yield ticket, person and salt of every entry about one person."""
    for batch in batches:
        for offset, person, salt in staged_in(batch):
            yield (batch.batch << queries.OFFSETS) + offset, person, salt
