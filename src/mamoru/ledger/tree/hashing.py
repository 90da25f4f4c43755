"""Hashes of the tree (RFC 6962, 2.1): leaves and nodes are told apart by their first byte."""

from collections.abc import Sequence
from hashlib import sha256

SIZE = 32
EMPTY = sha256(b"").digest()
"""Root of the tree without entries."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above `left` and `right`."""
    return sha256(b"\x01" + left + right).digest()


def split(row: bytes) -> list[bytes]:
    """Return the hashes that stand one after the other in `row`."""
    return [row[at : at + SIZE] for at in range(0, len(row), SIZE)]


def fold(row: bytes) -> bytes:
    """Return the root of the perfect subtree over the hashes in `row`, a power of two of them."""
    while len(row) > SIZE:
        row = b"".join(
            [sha256(b"\x01" + row[at : at + 64]).digest() for at in range(0, len(row), 64)]
        )
    return row


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes: the definition in RFC 6962, for small trees."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(tree_root(leaves[:half]), tree_root(leaves[half:]))
