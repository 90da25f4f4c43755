"""The signing key of a log, and the note of what it signed last, outside the database.

The note makes a database that was rolled back or swapped show: the key does not sign a tree that
does not continue the one it signed before (C2SP tlog-checkpoint). It is there before the key is, so
a key without a note is one whose note was taken away.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mamoru.ledger.errors import (
    SigningKeyExposedError,
    SigningKeyInvalidError,
    SigningStateMissingError,
)
from mamoru.ledger.tree.hashing import EMPTY
from mamoru.ledger.tree.notes import ED25519, Signer, decode, encode
from mamoru.paths import make_closed

KEY = "signing.key"
STATE = "signed.json"
LOCK = "lock"
_PREFIX = "PRIVATE+KEY+"


class Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Size and root that were signed last, and the time as it was known then."""

    size: int
    root: bytes
    at: datetime | None = None
    """Latest time at which it signed anything since the clock last jumped back; at first `None`."""
    jumps: int = 0
    """Jumps of the clock that are on record, so that processes do not record one of them twice."""


def open_signer(directory: Path, origin: str) -> Signer:
    """Return the signer in `directory`, made with its note on first use, for its owner only.

    Raises `DirectoryOpenError`, `SigningKeyExposedError` and `SigningKeyInvalidError`.
    """
    make_closed(directory)
    path = directory / KEY
    if not path.exists():
        _create(directory / STATE, msgspec.json.encode(Signed(0, EMPTY)))
        _create(path, _written(Signer(origin, key := Ed25519PrivateKey.generate()), key))
    with path.open("r", encoding="utf-8") as file:
        if os.fstat(file.fileno()).st_mode & 0o077:
            raise SigningKeyExposedError
        return _parsed(file.read(1000), origin)


def read_signed(directory: Path) -> Signed:
    """Return what was signed last; raises `SigningStateMissingError`."""
    try:
        return msgspec.json.decode((directory / STATE).read_bytes(), type=Signed)
    except (FileNotFoundError, msgspec.MsgspecError) as error:
        raise SigningStateMissingError from error


def write_signed(directory: Path, signed: Signed) -> None:
    """Note what was signed last, durably: after a crash the file is the old one or the new one."""
    replace(directory / STATE, msgspec.json.encode(signed))


@contextmanager
def sole_signer(directory: Path) -> Iterator[None]:
    """Wait until no other process on this machine signs with this key, and keep others waiting."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(directory / LOCK, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _written(signer: Signer, key: Ed25519PrivateKey) -> bytes:
    """Return the key as Go's note package writes it, which C2SP's tools read."""
    verifier = signer.verifier
    raw = encode(ED25519 + key.private_bytes_raw())
    return f"{_PREFIX}{verifier.name}+{verifier.key_id.hex()}+{raw}\n".encode()


def _parsed(text: str, origin: str) -> Signer:
    try:
        name, key_id, key = text.strip().removeprefix(_PREFIX).split("+", 2)
        raw = decode(key)
        signer = Signer(name, Ed25519PrivateKey.from_private_bytes(raw[1:]))
    except ValueError as error:
        raise SigningKeyInvalidError(origin=origin) from error
    if name != origin or raw[:1] != ED25519 or signer.verifier.key_id.hex() != key_id:
        raise SigningKeyInvalidError(origin=origin)
    return signer


def _create(path: Path, content: bytes) -> None:
    """Write a new file whole or not at all; if somebody was faster, theirs stays."""
    with _beside(path, content) as fresh, suppress(FileExistsError):
        os.link(fresh, path)
    _sync_directory(path.parent)


def replace(path: Path, content: bytes) -> None:
    """Write a file durably: after a crash it is the old one or the new one."""
    with _beside(path, content) as fresh:
        fresh.replace(path)
    _sync_directory(path.parent)


@contextmanager
def _beside(path: Path, content: bytes) -> Iterator[Path]:
    """Write `content` durably to a new file next to `path`, readable by its owner only.

    Whatever happens, nothing stays under the new file's name.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
