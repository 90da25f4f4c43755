"""The bytes of a delivery on their way in: counted, unpacked, refused as soon as they are wrong.

A file in gzip is unpacked before it is staged, so that one which is cut off, damaged or grows
without end is refused as a whole, before a row of it is taken.
"""

import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256

from mamoru.collection.partners.raw_rows import unreadable

LARGEST = 5_000_000_000
"""Bytes of the largest delivery, unpacked."""
_GZIP, _ZIP, _PARQUET = b"\x1f\x8b", b"PK", b"PAR1"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_PIECE = 1 << 20


class Incoming:
    """What comes in, as it is to be staged; its hash is that of the bytes as they were sent."""

    def __init__(self, parts: Iterable[bytes], form: str, *, largest: int = LARGEST) -> None:
        self._parts = parts
        self._form = form
        self._largest = largest
        self._hash = sha256()
        self.size = 0

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what was sent so far, in hex."""
        return self._hash.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes unpacked. Raises `DeliveryUnreadableError`."""
        several = self._told(self._parts)
        head = _head(several)
        if self._form != "parquet" and head.startswith(_GZIP):
            several, head = _unpacked(head, several), b""
            head = _head(several)
        self._check(head)
        last = b""
        for part in _after(head, several):
            self.size += len(part)
            if self.size > self._largest:
                raise unreadable("大きすぎます(上限 5 GB)", "it is too large (limit 5 GB)")
            last = (last + part)[-len(_PARQUET) :]
            yield part
        if self._form == "parquet" and last != _PARQUET:
            raise unreadable("Parquet の終わりがありません", "it is Parquet that is cut off")

    def _told(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        for part in parts:
            self._hash.update(part)
            yield part

    def _check(self, head: bytes) -> None:
        if not head:
            raise unreadable("ファイルが空です", "it is empty")
        if head.startswith(_ZIP):
            raise unreadable(
                "ZIP は受け付けません。展開してください", "it is a ZIP; unpack it first"
            )
        if head.startswith(_WIDE):
            raise unreadable("UTF-16 です。UTF-8 にしてください", "it is UTF-16; make it UTF-8")
        if (self._form == "parquet") != head.startswith(_PARQUET):
            raise unreadable("対応表にある形式ではありません", "it is not of the mapping's format")


def _head(parts: Iterator[bytes]) -> bytes:
    head = b""
    while len(head) < len(_PARQUET) and (part := next(parts, b"")):
        head += part
    return head


def _after(head: bytes, parts: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from parts


def _unpacked(head: bytes, parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what gzip holds, in pieces of bounded size, all of its members (RFC 1952)."""
    member = zlib.decompressobj(wbits=31)
    try:
        for part in _after(head, parts):
            waiting = part
            while waiting:
                if member.eof:
                    member = zlib.decompressobj(wbits=31)
                if piece := member.decompress(waiting, _PIECE):
                    yield piece
                waiting = member.unconsumed_tail or member.unused_data
                while not waiting and not member.eof and (more := member.decompress(b"", _PIECE)):
                    yield more
    except zlib.error:
        raise unreadable("gzip が壊れています", "its gzip is damaged") from None
    if not member.eof:
        raise unreadable("gzip が途中で切れています", "its gzip is cut off")
