"""Sets of people, by number, in blocks of 4,096: small to keep, quick to ask for one person.

A number is the vault's own, and means nothing once the vault has forgotten the person. It stands in
side tables only; an entry holds a salted commitment to the set.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from mamoru.ledger.blinding import commit

SALT = 16
"""Bytes of a salt."""
BLOCK = 12
"""Bits of a person's number within its block."""
_MASK = (1 << BLOCK) - 1
_BITMAP = 1 << BLOCK - 3


@dataclass(frozen=True, slots=True)
class People:
    """A set of people and the salt of its commitment."""

    numbers: tuple[int, ...]
    """Ascending, each once."""
    salt: bytes
    commitment: str
    """What goes into the entry: over the numbers, ascending, 8 bytes each."""

    @classmethod
    def of(cls, numbers: Iterable[int], salt: bytes | None = None) -> Self:
        """Return the set of `numbers`; the salt is random unless a test brings one."""
        salt = salt or os.urandom(SALT)
        ascending = tuple(sorted(set(numbers)))
        content = b"".join([number.to_bytes(8, "big") for number in ascending])
        return cls(ascending, salt, commit(salt, content))

    def blocks(self) -> list[tuple[int, bytes]]:
        """Return the blocks of the set with their members, ascending."""
        return [
            (block, pack([number & _MASK for number in members]))
            for block, members in groupby(self.numbers, block_of)
        ]


def block_of(number: int) -> int:
    """Return the block in which a person's number is."""
    return number >> BLOCK


def pack(members: list[int]) -> bytes:
    """Return members of one block, ascending: two bytes each, or a bitmap where that is shorter."""
    if 2 * len(members) < _BITMAP:
        return b"".join([member.to_bytes(2, "big") for member in members])
    bitmap = bytearray(_BITMAP)
    for member in members:
        bitmap[member >> 3] |= 1 << (member & 7)
    return bytes(bitmap)


def unpack(block: int, packed: bytes) -> list[int]:
    """Return the numbers of the people in a block."""
    first = block << BLOCK
    if len(packed) < _BITMAP:
        return [
            first + int.from_bytes(packed[at : at + 2], "big") for at in range(0, len(packed), 2)
        ]
    return [
        first + (at << 3) + bit
        for at, byte in enumerate(packed)
        if byte
        for bit in range(8)
        if byte >> bit & 1
    ]


def holds(packed: bytes, number: int) -> bool:
    """Tell whether the person `number` is among the members of its block."""
    member = number & _MASK
    if len(packed) < _BITMAP:
        return member.to_bytes(2, "big") in {packed[at : at + 2] for at in range(0, len(packed), 2)}
    return bool(packed[member >> 3] >> (member & 7) & 1)
