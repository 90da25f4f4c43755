"""The columns of a log up to its last checkpoint, made from its entries as far as they are missing.

Columns are of a log if they bear its name, and its tree had their root when it had their size. All
others, damaged ones as well, are made anew. Where they cannot be written, they are kept in memory
for this once.
"""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from mamoru.ledger import queries
from mamoru.ledger.columns import files
from mamoru.ledger.columns.rows import Lists, Rows, joined
from mamoru.ledger.errors import BatchMisplacedError
from mamoru.ledger.storage import StoredLog, opened, stored_tiles
from mamoru.ledger.tree.errors import EntryMissingError, TileMissingError
from mamoru.ledger.tree.proofs import Tree

AT_A_TIME = 1 << 16
"""Entries that are taken before they are written: a crash loses no more than this work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """All handlings of the first `size` entries of a log."""

    size: int
    rows: Rows
    shapes: tuple[bytes, ...]
    callers: tuple[str, ...]
    taken: int = 0
    """Entries that were read for it now, and not before."""
    is_kept: bool = True
    """Whether they could be written, so that the next reader need not make them."""


def current(cursor: CursorWrapper, directory: Path, origin: str) -> Columns:
    """Return the columns of the log, kept in `directory` for the next time.

    Raises what is wrong with the stored log: `EntryMissingError`, `BatchMisplacedError`.
    """
    with queries.snapshot(cursor), ExitStack() as ending:
        try:
            ending.enter_context(files.alone(directory))
        except OSError:
            return _brought_up(cursor, files.begun(origin), Lists(), None)
        kept = files.read(directory)
        if kept is None or not _is_of(cursor, kept.header, origin):
            return _brought_up(cursor, files.begun(origin), Lists(), directory)
        return _brought_up(cursor, kept.header, kept.lists, directory, kept.rows)


def _brought_up(
    cursor: CursorWrapper,
    header: files.Header,
    lists: Lists,
    directory: Path | None,
    rows: Rows | None = None,
) -> Columns:
    """Return the columns that `header` counts with what is missing, written as far as possible."""
    several = [lists.rows(()) if rows is None else rows]
    size = began = header.size
    for more, size in _more(cursor, lists, began):
        several.append(more)
        if directory:
            root = Tree(stored_tiles(cursor), size).root()
            try:
                header = files.add(directory, header, more, lists, size=size, root=root)
            except OSError:  # a full disk, say: these rows are held in memory
                directory = None
    if directory and size > began:
        with suppress(OSError):
            files.drop_others(directory, header)
    return Columns(
        size=size, rows=joined(several), shapes=tuple(lists.shapes),
        callers=tuple(lists.callers), taken=size - began, is_kept=directory is not None,
    )  # fmt: skip


def _is_of(cursor: CursorWrapper, header: files.Header, origin: str) -> bool:
    if header.origin != origin or header.size > StoredLog(cursor).size():
        return False
    try:
        return Tree(stored_tiles(cursor), header.size).root() == header.root
    except TileMissingError:
        return False


def _more(cursor: CursorWrapper, lists: Lists, size: int) -> Iterator[tuple[Rows, int]]:
    """Yield the columns of the entries from `size` on, each time with how far they go."""
    end = StoredLog(cursor).size()
    batches = queries.batches_from(cursor, size)
    while size < end:
        entries = list(_some(batches, size, end))
        size += len(entries)
        if not entries:
            raise EntryMissingError(entry=size)
        yield lists.rows(entries), size


def _some(
    batches: Iterator[queries.BatchRow], size: int, end: int
) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, ticket and bytes of the next entries, those of whole batches."""
    at = size
    while at < min(size + AT_A_TIME, end):
        row = next(batches, None)
        if row is None:
            return
        if row.first is None or row.first > at:
            raise EntryMissingError(entry=at)
        if row.first < at:
            raise BatchMisplacedError(batch=row.batch)
        for offset, raw in enumerate(opened(row)):
            yield at + offset, (row.batch << queries.OFFSETS) + offset, raw
        at += row.count
