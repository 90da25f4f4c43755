"""Sealing of long content in pieces, so that no more than one piece is in memory at a time.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption
and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015), as the age file format uses it (C2SP, age):
AES-256-GCM over pieces of 64 KiB, the nonce being the number of the piece and whether it is the
last. So a piece that is missing, moved, repeated or cut off is noticed, and so is a missing end.
One key seals one content and never another, which is what lets the nonces be counted.
"""

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mamoru.crypto.envelope import KEY_BYTES, NONCE_BYTES, TAG_BYTES
from mamoru.crypto.errors import UnreadableCiphertextError

PIECE = 64 * 1024
"""Bytes of content in each piece but the last, which is shorter, and may be empty if alone."""
FORMAT = b"\x02"
_SEALED = PIECE + TAG_BYTES


def seal_stream(key: bytes, place: bytes, content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield `content` sealed for `place`; `key` is used for nothing else, before or after."""
    aead = _ready(key)
    yield FORMAT
    for number, piece, is_last in _pieces(content, PIECE):
        yield aead.encrypt(_nonce(number, is_last=is_last), piece, place)


def open_stream(key: bytes, place: bytes, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content piece by piece, each of them checked before it is given out.

    Raises `UnreadableCiphertextError` at the first piece that does not belong here; whoever reads
    must not take what came before for the whole.
    """
    aead = _ready(key)
    rest = iter(sealed)
    head = next(rest, b"")
    if head[:1] != FORMAT:
        raise UnreadableCiphertextError
    for number, piece, is_last in _pieces(_after(head[1:], rest), _SEALED):
        try:
            yield aead.decrypt(_nonce(number, is_last=is_last), piece, place)
        except InvalidTag:
            raise UnreadableCiphertextError from None


def sealed_size(size: int) -> int:
    """Return how many bytes `size` bytes of content take once they are sealed."""
    pieces = max(1, -(-size // PIECE))
    return len(FORMAT) + size + pieces * TAG_BYTES


def _ready(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise UnreadableCiphertextError
    return AESGCM(key)


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(NONCE_BYTES - 1, "big") + (b"\x01" if is_last else b"\x00")


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _pieces(content: Iterable[bytes], size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield pieces of `size` bytes with their numbers; the last is what is left, at least one."""
    number, waiting = 0, bytearray()
    for part in content:
        waiting += part
        while len(waiting) > size:
            yield number, bytes(waiting[:size]), False
            del waiting[:size]
            number += 1
    yield number, bytes(waiting), True
