"""The people of a batch that waits for its place: one record for each entry about one person.

A record is the entry's offset in the batch, one byte, the person's number, eight, and the salt.
"""

from collections.abc import Iterable
from struct import Struct

from mamoru.ledger.people import SALT

Single = tuple[int, int, bytes]
"""Offset, person and salt."""

_RECORD = Struct(f">BQ{SALT}s")


def stage(singles: Iterable[Single]) -> bytes | None:
    """Return the records of `singles`, `None` if there are none."""
    return b"".join([_RECORD.pack(*single) for single in singles]) or None


def unstage(records: bytes | None) -> list[Single]:
    """Return offset, person and salt of each record; raises `ValueError` for what are none."""
    if records is None:
        return []
    if not records or len(records) % _RECORD.size:
        raise ValueError
    return list(_RECORD.iter_unpack(records))
