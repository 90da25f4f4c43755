"""The stored log, as the tree's proofs, the checks and the export read it."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from mamoru.ledger import queries
from mamoru.ledger.errors import BatchMisplacedError, PeopleAlteredError
from mamoru.ledger.staged import Single, unstage
from mamoru.ledger.tree.bundles import unpack
from mamoru.ledger.tree.errors import BundleMalformedError, EntryMissingError, TileMissingError
from mamoru.ledger.tree.hashing import SIZE
from mamoru.ledger.tree.tiles import TileReader, resource_path


def stored_tiles(cursor: CursorWrapper) -> TileReader:
    """Return the reader of the tiles in the database."""

    def read(level: int, number: int, width: int) -> bytes:
        hashes = queries.tile(cursor, level, number)
        if len(hashes) < width * SIZE:
            raise TileMissingError(tile=resource_path(level, number))
        return hashes[: width * SIZE]

    return read


def opened(row: queries.BatchRow) -> list[bytes]:
    """Return the entries of a batch; raises `BatchMisplacedError` if they are not as counted.

    A batch without entries is none: it would take the place of the next.
    """
    try:
        entries = unpack(row.entries)
    except BundleMalformedError as error:
        raise BatchMisplacedError(batch=row.batch) from error
    if not entries or len(entries) != row.count:
        raise BatchMisplacedError(batch=row.batch)
    return entries


def staged_in(row: queries.BatchRow) -> list[Single]:
    """Return the people staged with a batch; raises `PeopleAlteredError` if they are malformed."""
    try:
        return unstage(row.people)
    except ValueError as error:
        raise PeopleAlteredError(ticket=row.batch << queries.OFFSETS) from error


class StoredLog:
    """The log in the database."""

    def __init__(self, cursor: CursorWrapper) -> None:
        self._cursor = cursor
        self.tile = stored_tiles(cursor)

    def size(self) -> int:
        """Return the size that the last checkpoint is kept under, 0 if there is none."""
        latest = queries.latest_checkpoint(self._cursor)
        return latest[0] if latest else 0

    def checkpoints(self) -> Iterator[tuple[int, str]]:
        """Yield every published checkpoint with the size it is kept under, ascending."""
        return queries.checkpoints(self._cursor)

    def entries(self, size: int, *, start: int = 0) -> Iterator[bytes]:
        """Yield the entries from `start` up to `size`.

        Raises `EntryMissingError`, and `BatchMisplacedError` where batches overlap.
        """
        at = start
        holding = queries.batch_holding(self._cursor, start)
        for row in queries.batches_from(self._cursor, holding.first or 0 if holding else 0):
            if at >= size:
                return
            first = row.first or 0
            if first > at:
                raise EntryMissingError(entry=at)
            if first < at and at != start:
                raise BatchMisplacedError(batch=row.batch)
            some = opened(row)[at - first : size - first]
            yield from some
            at += len(some)
        if at < size:
            raise EntryMissingError(entry=at)
