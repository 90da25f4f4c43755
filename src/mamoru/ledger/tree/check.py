"""Check a whole log: recompute the tree from its entries, and compare it with all that is stored.

1. Every published checkpoint is signed by the log's key, is of the log, and is kept under its size.
2. The root over the first entries, recomputed, is the root of every checkpoint of that size. This
   makes all checkpoints consistent with each other: they are heads of one tree.
3. Every stored tile is the recomputed one.

What is raised names the first thing that does not hold. Where an entry and its stored hash
disagree, the signed root tells which was altered.
"""

from collections.abc import Iterator
from typing import Protocol

from mamoru.ledger.tree.checkpoints import Checkpoint, open_checkpoint
from mamoru.ledger.tree.errors import (
    CheckpointAlteredError,
    CheckpointMissingError,
    EntryAlteredError,
    EntryMissingError,
    TileAlteredError,
)
from mamoru.ledger.tree.hashing import SIZE, fold, leaf_hash
from mamoru.ledger.tree.notes import Verifier
from mamoru.ledger.tree.proofs import Tree
from mamoru.ledger.tree.tiles import HEIGHT, WIDTH, resource_path, tile_width


class Source(Protocol):
    """Where a log is stored."""

    def size(self) -> int:
        """Return the size that the last checkpoint is kept under, 0 if there is none."""

    def checkpoints(self) -> Iterator[tuple[int, str]]:
        """Yield every published checkpoint with the size it is kept under, ascending."""

    def entries(self, size: int) -> Iterator[bytes]:
        """Yield the first `size` entries; raises `EntryMissingError`."""

    def tile(self, level: int, number: int, width: int) -> bytes:
        """Return the first `width` hashes of a tile; raises `TileMissingError`."""


def check_log(source: Source, verifier: Verifier) -> Checkpoint:
    """Return the last checkpoint of a log in which everything holds."""
    regrown = _Regrown(source)
    entries = source.entries(source.size())
    head = None
    for label, note in source.checkpoints():
        head = open_checkpoint(note, verifier)
        if head.size != label or head.size < regrown.size:
            raise CheckpointAlteredError(size=label)
        while regrown.size < head.size:
            entry = next(entries, None)
            if entry is None:
                raise EntryMissingError(entry=regrown.size)
            regrown.add(leaf_hash(entry))
        regrown.check(head)
    if head is None:
        raise CheckpointMissingError(size=0)
    regrown.check_partial(head)
    return head


class _Regrown:
    """The tree recomputed so far: the partial tile of each level, and the first difference."""

    def __init__(self, source: Source) -> None:
        self.size = 0
        self._source = source
        self._rows: list[bytearray] = [bytearray()]
        self._differing: tuple[int, int, int] | None = None

    def add(self, leaf: bytes) -> None:
        """Let the tree grow by a leaf; compare every tile that becomes full with the stored one."""
        self.size += 1
        level, row = 0, self._rows[0]
        row += leaf
        while len(row) == WIDTH * SIZE:
            tile = bytes(row)
            row.clear()
            level += 1
            self._compare(level - 1, (self.size >> HEIGHT * level) - 1, tile)
            if level == len(self._rows):
                self._rows.append(bytearray())
            row = self._rows[level]
            row += fold(tile)

    def check(self, head: Checkpoint) -> None:
        """Raise unless this tree has the root of `head`, and the stored full tiles are its."""
        if (
            Tree(lambda level, _number, _width: bytes(self._rows[level]), self.size).root()
            == head.root
        ):
            self._raise_altered_tile()
            return
        if self._differing is None:
            self._compare(0, self.size >> HEIGHT, bytes(self._rows[0]))
        if self._differing is None or self._differing[0]:
            raise CheckpointAlteredError(size=head.size)
        _, number, offset = self._differing
        if not self._is_chained(number, head.size):
            self._raise_altered_tile()
        raise EntryAlteredError(entry=number * WIDTH + offset)

    def check_partial(self, head: Checkpoint) -> None:
        """Raise unless the partial tiles that are stored are this tree's."""
        for level, row in enumerate(self._rows):
            self._compare(level, head.size >> HEIGHT * (level + 1), bytes(row))
        self._raise_altered_tile()

    def _compare(self, level: int, number: int, tile: bytes) -> None:
        if self._differing is not None or not tile:
            return
        stored = self._source.tile(level, number, len(tile) // SIZE)
        if stored != tile:
            offset = next(
                at
                for at in range(len(tile) // SIZE)
                if stored[at * SIZE : (at + 1) * SIZE] != tile[at * SIZE : (at + 1) * SIZE]
            )
            self._differing = level, number, offset

    def _is_chained(self, number: int, size: int) -> bool:
        """Tell whether a stored tile of level 0 hashes to what the stored tile above it says."""
        if tile_width(size, 0, number) < WIDTH:
            return True
        above, offset = divmod(number, WIDTH)
        hashes = self._source.tile(1, above, offset + 1)
        return fold(self._source.tile(0, number, WIDTH)) == hashes[offset * SIZE :]

    def _raise_altered_tile(self) -> None:
        if self._differing is not None:
            level, number, _ = self._differing
            raise TileAlteredError(tile=resource_path(level, number))
