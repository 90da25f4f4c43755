"""Proofs about the stored log: receipts of entries, and consistency between two sizes."""

from django.db.backends.utils import CursorWrapper

from mamoru.ledger import queries
from mamoru.ledger.errors import EntryUnknownError
from mamoru.ledger.storage import opened, stored_tiles
from mamoru.ledger.tree.checkpoints import Checkpoint, parse
from mamoru.ledger.tree.errors import CheckpointMissingError
from mamoru.ledger.tree.proofs import Tree
from mamoru.ledger.tree.receipts import Receipt


def latest(cursor: CursorWrapper) -> tuple[Checkpoint, str]:
    """Return the checkpoint published last, and its note; raises `CheckpointMissingError`."""
    found = queries.latest_checkpoint(cursor)
    if found is None:
        raise CheckpointMissingError(size=0)
    return parse(found[1].rpartition("\n\n")[0] + "\n"), found[1]


def receipt(cursor: CursorWrapper, index: int) -> Receipt:
    """Return the receipt of entry `index` under the checkpoint published last.

    `str()` of it is a C2SP tlog-proof; raises `EntryUnknownError`.
    """
    checkpoint, note = latest(cursor)
    if not 0 <= index < checkpoint.size:
        raise EntryUnknownError(entry=index)
    return Receipt(index, tuple(Tree(stored_tiles(cursor), checkpoint.size).inclusion(index)), note)


def consistency(cursor: CursorWrapper, old: int, size: int) -> list[bytes]:
    """Return the proof that the log of `size` entries continues that of `old` entries."""
    checkpoint, _ = latest(cursor)
    if not 0 <= old <= size <= checkpoint.size:
        raise EntryUnknownError(entry=size)
    return Tree(stored_tiles(cursor), size).consistency(old)


def entry_bytes(cursor: CursorWrapper, index: int) -> bytes:
    """Return the canonical bytes of entry `index`; raises `EntryUnknownError`."""
    row = queries.batch_holding(cursor, index)
    if row is None or row.first is None or not 0 <= index - row.first < row.count:
        raise EntryUnknownError(entry=index)
    return opened(row)[index - row.first]
