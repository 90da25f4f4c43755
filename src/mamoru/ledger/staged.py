"""The people of a batch that waits for its place: one record for each entry about one person.

A record is the entry's offset in the batch, one byte, the person's number, eight, and the salt.
"""

from collections.abc import Iterable, Iterator

from mamoru.ledger.people import SALT

RECORD = 1 + 8 + SALT

Single = tuple[int, int, bytes]
"""Offset, person and salt."""


def stage(singles: Iterable[Single]) -> bytes | None:
    """Return the records of `singles`, `None` if there are none."""
    records = [
        offset.to_bytes(1, "big") + person.to_bytes(8, "big") + salt
        for offset, person, salt in singles
    ]
    return b"".join(records) or None


def unstage(records: bytes | None) -> Iterator[Single]:
    """Yield offset, person and salt of each record; raises `ValueError` for what are none."""
    if records is None:
        return
    if not records or len(records) % RECORD:
        raise ValueError
    for at in range(0, len(records), RECORD):
        number = int.from_bytes(records[at + 1 : at + 9], "big")
        yield records[at], number, records[at + 9 : at + RECORD]
