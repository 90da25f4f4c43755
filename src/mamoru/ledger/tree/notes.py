"""Signed notes with Ed25519 (C2SP signed-note)."""

import base64
import binascii
import re
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from mamoru.ledger.tree.errors import (
    NoteMalformedError,
    NoteUnsignedError,
    SignatureInvalidError,
    VerifierKeyError,
)

ED25519 = b"\x01"
LIMIT = 1 << 20
"""Longest note that is read, in characters."""
_NAME = re.compile(r"[^\s+]+")
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


def decode(text: str) -> bytes:
    """Return the bytes of `text` in strict base64 (RFC 4648, 4); `ValueError` otherwise."""
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if encode(raw) != text:
        raise ValueError
    return raw


def encode(raw: bytes) -> str:
    """Return `raw` in base64."""
    return base64.b64encode(raw).decode()


class Verifier:
    """A name and the public key that signs for it."""

    def __init__(self, name: str, public: bytes) -> None:
        if not _NAME.fullmatch(name):
            raise VerifierKeyError
        self.name = name
        self._public = public
        self._key = Ed25519PublicKey.from_public_bytes(public)
        self.key_id = sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]

    @classmethod
    def parse(cls, vkey: str) -> Self:
        """Return the verifier written as `name+id+key`; raises `VerifierKeyError`."""
        try:
            name, key_id, key = vkey.strip().split("+", 2)
            raw = decode(key)
        except ValueError as error:
            raise VerifierKeyError from error
        if len(raw) != 33 or raw[:1] != ED25519:
            raise VerifierKeyError
        verifier = cls(name, raw[1:])
        if verifier.key_id.hex() != key_id:
            raise VerifierKeyError
        return verifier

    @property
    def vkey(self) -> str:
        """The verifier key in note format, for a file or a configuration."""
        return f"{self.name}+{self.key_id.hex()}+{encode(ED25519 + self._public)}"

    def open(self, note: str) -> str:
        """Return the text of `note`, which this key has signed.

        Signatures of unknown keys are passed over, as the specification asks, so that witnesses may
        add theirs. Raises `NoteMalformedError`, `NoteUnsignedError` or `SignatureInvalidError`.
        """
        text, signatures = _split(note)
        found = False
        for name, raw in signatures:
            if name == self.name and raw[:4] == self.key_id:
                self._check(text, raw[4:])
                found = True
        if not found:
            raise NoteUnsignedError(name=self.name)
        return text

    def _check(self, text: str, signature: bytes) -> None:
        try:
            self._key.verify(signature, text.encode())
        except InvalidSignature as error:
            raise SignatureInvalidError(name=self.name) from error


class Signer:
    """A name and the private key that signs for it."""

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.verifier = Verifier(name, key.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """Return the note: `text`, an empty line, the signature."""
        if not text.endswith("\n") or _CONTROL.search(text):
            raise NoteMalformedError(reason="text")
        signature = encode(self.verifier.key_id + self._key.sign(text.encode()))
        return f"{text}\n— {self.verifier.name} {signature}\n"


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    if len(note) > LIMIT or _CONTROL.search(note):
        raise NoteMalformedError(reason="characters")
    at = note.rfind("\n\n")
    if at < 0 or not note.endswith("\n"):
        raise NoteMalformedError(reason="no signatures")
    text, block = note[: at + 1], note[at + 2 :]
    return text, [_signature(line) for line in block.removesuffix("\n").split("\n")]


def _signature(line: str) -> tuple[str, bytes]:
    match = _LINE.fullmatch(line)
    if not match:
        raise NoteMalformedError(reason="signature line")
    try:
        raw = decode(match[2])
    except ValueError as error:
        raise NoteMalformedError(reason="signature") from error
    if len(raw) < 5:
        raise NoteMalformedError(reason="signature")
    return match[1], raw
