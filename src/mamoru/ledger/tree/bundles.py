"""Entries one after the other, each with its length in two bytes (C2SP tlog-tiles)."""

from collections.abc import Iterable

from mamoru.ledger.tree.errors import BundleMalformedError, EntryTooLargeError

LIMIT = 0xFFFF
"""Longest entry, in bytes."""


def pack(entries: Iterable[bytes]) -> bytes:
    """Return the bundle of `entries`; raises `EntryTooLargeError`."""
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > LIMIT:
            raise EntryTooLargeError(size=len(entry), limit=LIMIT)
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def unpack(bundle: bytes) -> list[bytes]:
    """Return the entries of `bundle`; raises `BundleMalformedError`."""
    entries: list[bytes] = []
    at, end = 0, len(bundle)
    while at < end:
        start = at + 2
        at = start + int.from_bytes(bundle[at:start], "big")
        if start > end or at > end:
            raise BundleMalformedError(reason="cut short")
        entries.append(bundle[start:at])
    return entries
