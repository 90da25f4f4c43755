"""Roots, inclusion and consistency proofs from tiles, and their verification.

Making follows RFC 6962, 2.1.1 and 2.1.2; verification follows RFC 9162, 2.1.3.2 and 2.1.4.2.
A proof in a tree of n entries reads O(log n) tiles, each once.
"""

from collections.abc import Sequence

from mamoru.ledger.tree.errors import PositionUnknownError, ProofInvalidError
from mamoru.ledger.tree.hashing import EMPTY, SIZE, fold, node_hash
from mamoru.ledger.tree.tiles import HEIGHT, WIDTH, TileReader, tile_width


class Tree:
    """A tree of `size` entries over stored tiles, each read at most once."""

    def __init__(self, read: TileReader, size: int) -> None:
        self.size = size
        self._read = read
        self._seen: dict[tuple[int, int], bytes] = {}

    def root(self) -> bytes:
        """Return the root hash."""
        return self._range(0, self.size) if self.size else EMPTY

    def inclusion(self, index: int) -> list[bytes]:
        """Return the hashes beside the way from entry `index` up to the root."""
        if not 0 <= index < self.size:
            raise PositionUnknownError(position=index, size=self.size)
        path: list[bytes] = []
        start, end = 0, self.size
        while end - start > 1:
            middle = start + _half(end - start)
            if index < middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, old: int) -> list[bytes]:
        """Return the proof that the first `old` entries are the tree of that size."""
        if not 0 <= old <= self.size:
            raise PositionUnknownError(position=old, size=self.size)
        if old in {0, self.size}:
            return []
        path: list[bytes] = []
        start, end = 0, self.size
        while old != end:
            middle = start + _half(end - start)
            if old <= middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start = middle
        if start:
            path.append(self._range(start, end))
        return path[::-1]

    def _range(self, start: int, end: int) -> bytes:
        """Return the root over entries `start` to `end`, where `start` begins a perfect subtree."""
        count = end - start
        half = _half(count)
        if count == 1 or half * 2 == count:
            return self._node(count.bit_length() - 1, start)
        return node_hash(self._range(start, start + half), self._range(start + half, end))

    def _node(self, height: int, start: int) -> bytes:
        level, within = divmod(height, HEIGHT)
        number, offset = divmod(start >> HEIGHT * level, WIDTH)
        tile = self._tile(level, number)
        return fold(tile[offset * SIZE : (offset + (1 << within)) * SIZE])

    def _tile(self, level: int, number: int) -> bytes:
        tile = self._seen.get((level, number))
        if tile is None:
            tile = self._read(level, number, tile_width(self.size, level, number))
            self._seen[level, number] = tile
        return tile


def _half(count: int) -> int:
    """Return the largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1 if count > 1 else 0


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise `ProofInvalidError` unless `proof` leads from `leaf` at `index` to `root`."""
    if not 0 <= index < size:
        raise ProofInvalidError(reason="the index is outside the tree")
    first, last, found = index, size - 1, leaf
    for beside in proof:
        if not last:
            raise ProofInvalidError(reason="too many hashes")
        if first & 1 or first == last:
            found = node_hash(beside, found)
            first, last = _climb(first, last)
        else:
            found = node_hash(found, beside)
        first, last = first >> 1, last >> 1
    if last:
        raise ProofInvalidError(reason="too few hashes")
    if found != root:
        raise ProofInvalidError(reason="it leads to another root")


def verify_consistency(
    old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise `ProofInvalidError` unless the tree of `size` begins with the tree of size `old`."""
    if not 0 <= old <= size:
        raise ProofInvalidError(reason="the older tree is larger")
    if old in {0, size}:
        _verify_trivial(old, old_root, size, root, proof)
        return
    hashes = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not proof:
        raise ProofInvalidError(reason="too few hashes")
    first, last = old - 1, size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    found_old = found = hashes[0]
    for beside in hashes[1:]:
        if not last:
            raise ProofInvalidError(reason="too many hashes")
        if first & 1 or first == last:
            found_old, found = node_hash(beside, found_old), node_hash(beside, found)
            first, last = _climb(first, last)
        else:
            found = node_hash(found, beside)
        first, last = first >> 1, last >> 1
    if last:
        raise ProofInvalidError(reason="too few hashes")
    if found_old != old_root or found != root:
        raise ProofInvalidError(reason="it leads to another root")


def _verify_trivial(
    old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    if proof:
        raise ProofInvalidError(reason="too many hashes")
    if old == size and old_root != root:
        raise ProofInvalidError(reason="two roots of one size")
    if not old and old_root != EMPTY:
        raise ProofInvalidError(reason="the empty tree has another root")


def _climb(first: int, last: int) -> tuple[int, int]:
    """Skip the levels at which the node has no sibling."""
    while first and not first & 1:
        first, last = first >> 1, last >> 1
    return first, last
