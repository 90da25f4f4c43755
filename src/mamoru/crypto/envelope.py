"""Sealing of single values with AES-256-GCM (NIST SP 800-38D).

A sealed value is `format (1 byte) · nonce (12 bytes) · ciphertext and tag`. The nonce is random, so
one key must seal fewer than 2**32 values (SP 800-38D, 8.3); a person's key seals a few hundred, an
epoch key one per person. The associated data names the place of the value: a value copied to
another person, field or version does not open there.
"""

import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mamoru.crypto.errors import UnreadableCiphertextError

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
FORMAT = b"\x01"
OVERHEAD = len(FORMAT) + NONCE_BYTES + TAG_BYTES
_BODY = len(FORMAT) + NONCE_BYTES


def new_key() -> bytes:
    """Return a fresh random 256-bit key, derived from nothing."""
    return os.urandom(KEY_BYTES)


class Seal:
    """A key that is ready for work: seals and opens values for named places."""

    __slots__ = ("_aead",)

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise UnreadableCiphertextError
        self._aead = AESGCM(key)

    def seal(self, plaintext: bytes, place: bytes, *, nonce: bytes | None = None) -> bytes:
        """Return `plaintext` so that only this key opens it, and only for the same `place`.

        A `nonce` is for whoever draws random bytes for several things in one go (`seal_all`).
        """
        if nonce is None:
            nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self._aead.encrypt(nonce, plaintext, place)

    def seal_all(
        self, values: Sequence[tuple[bytes, bytes]], *, nonces: bytes | None = None
    ) -> list[bytes]:
        """Return every (plaintext, place) sealed, in order; nonces are drawn in one go.

        `nonces` are `NONCE_BYTES` of `os.urandom` for each value, which serve for nothing else.
        """
        drawn = os.urandom(NONCE_BYTES * len(values)) if nonces is None else nonces
        encrypt = self._aead.encrypt
        return [
            FORMAT + (nonce := drawn[at : at + NONCE_BYTES]) + encrypt(nonce, plaintext, place)
            for at, (plaintext, place) in zip(
                range(0, len(drawn), NONCE_BYTES), values, strict=True
            )
        ]

    def unseal(self, sealed: bytes, place: bytes) -> bytes:
        """Return what was sealed, or raise `UnreadableCiphertextError`; never part of it."""
        if len(sealed) < OVERHEAD or sealed[:1] != FORMAT:
            raise UnreadableCiphertextError
        try:
            return self._aead.decrypt(sealed[1:_BODY], sealed[_BODY:], place)
        except InvalidTag:
            raise UnreadableCiphertextError from None


def place(*parts: str | int) -> bytes:
    """Return associated data that names a place; different parts never give the same bytes.

    Each part is preceded by its length, so that `("ab", "c")` and `("a", "bc")` differ.
    """
    return "".join([f"{len(part)}:{part}" for part in map(str, parts)]).encode()
