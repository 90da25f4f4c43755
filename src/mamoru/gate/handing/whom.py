"""Whom a hand-over may be about: everybody who is held, or those who were named."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from mamoru.consent.queries import expired_between
from mamoru.gate.everybody import last_number
from mamoru.gate.transaction import Record
from mamoru.ledger.people import BLOCK, pack, unpack
from mamoru.ledger.since import members_since, touched_since
from mamoru.vault.person import Held
from mamoru.vault.several import heads_after, heads_of, numbers_of, numbers_within

__all__ = ["Held", "heads_after", "heads_of", "last_number", "numbers_within"]

_MASK = (1 << BLOCK) - 1
_AT_ONCE = 5_000


def named(refs: Sequence[str]) -> tuple[list[int], int]:
    """Return the numbers of those of `refs` who are held, ascending, and how many are not."""
    found: dict[str, int] = {}
    for at in range(0, len(refs), _AT_ONCE):
        found |= numbers_of(refs[at : at + _AT_ONCE])
    return sorted(found.values()), len(set(refs)) - len(found)


def blocks_of(numbers: Collection[int]) -> Iterator[tuple[int, bytes]]:
    """Yield the numbers in blocks, as the ledger keeps sets of people."""
    members: dict[int, list[int]] = {}
    for number in sorted(numbers):
        members.setdefault(number >> BLOCK, []).append(number & _MASK)
    for block, those in members.items():
        yield block, pack(those)


def numbers_in(blocks: Collection[tuple[int, bytes]], after: int, last: int) -> list[int]:
    """Return the numbers in `blocks` that lie after one, up to and including `last`."""
    return [
        number
        for block, packed in sorted(blocks)
        for number in unpack(block, packed)
        if after < number <= last
    ]


def block_of(number: int) -> int:
    """Return the block in which a number is."""
    return number >> BLOCK


def changed_since(
    record: Record, ticket: int, since: datetime, at: datetime, *, but: Collection[int] = ()
) -> set[int]:
    """Return the numbers of those whose own state may have changed since.

    Whatever changes it goes through the door, and so stands in the ledger after `ticket`: alone,
    or with others in one entry. Entries with tickets in `but` changed nobody. What somebody agreed
    to for a time ends without anybody doing anything.
    """
    alone = touched_since(record.cursor, ticket)
    return alone | members_since(record.cursor, ticket, but=but) | set(expired_between(since, at))
