"""Key-encryption keys in a directory of their own, beside the database and never in it.

One file per key, `<id>.key`, readable by its owner only. Invariants:

- A key file appears whole or not at all: it is written under another name, synced, and linked.
- A key that was destroyed leaves an empty `<id>.destroyed`, so that "destroyed" and "lost" differ.
  The renaming destroys; the overwriting that follows is repeated at the next start if it was cut.
- Nothing is used that somebody else could read or exchange.

Overwriting is the best a program can do; media that remap blocks may keep a copy, which is why the
documentation asks for an encrypted disk or a key service where that matters.
"""

import base64
import binascii
import hashlib
import os
import re
import secrets
import stat
from pathlib import Path
from typing import NoReturn

from mamoru.crypto.envelope import KEY_BYTES, Seal, new_key, place
from mamoru.crypto.errors import (
    DestroyedKeyError,
    MissingKeyError,
    UnreadableCiphertextError,
    WrongKeyError,
)
from mamoru.vault.errors import DamagedKeyFileError, KeyDirectoryError

HEADER = b"mamoru key-encryption key v1"
_ID = re.compile(r"kek-[0-9a-f]{16}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyDirectory:
    """Keeps key-encryption keys as files; the default provider."""

    def __init__(self, directory: Path) -> None:
        """Open the directory, making it on first use, and check every file in it.

        Raises `KeyDirectoryError` where others could reach a key, `DamagedKeyFileError` where a
        file holds none.
        """
        self._directory = directory
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_owner(directory)
        for left in directory.glob("*.destroyed"):
            if left.stat().st_size:
                _wipe(left)
        for kek_id in self.keys():
            self._load(kek_id)

    def create(self) -> str:
        """Make a key file and return its id; after a power cut it is whole or absent."""
        kek_id = f"kek-{secrets.token_hex(8)}"
        draft = self._directory / f".{kek_id}.new"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_encoded(new_key()))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, self._path(kek_id))
        draft.unlink()
        self._sync()
        return kek_id

    def wrap(self, kek_id: str, key: bytes) -> bytes:
        """Return `key` encrypted under the key in the file."""
        return self._load(kek_id).seal(key, place("kek", kek_id))

    def unwrap(self, kek_id: str, wrapped: bytes) -> bytes:
        """Return what `wrap` was given; see `KeyProvider` for what it raises."""
        seal = self._load(kek_id)
        try:
            return seal.unseal(wrapped, place("kek", kek_id))
        except UnreadableCiphertextError:
            raise WrongKeyError(key=kek_id) from None

    def destroy(self, kek_id: str) -> None:
        """Destroy the key: mark it, overwrite it, empty the file."""
        gone = self._gone(kek_id)
        try:
            self._path(kek_id).rename(gone)
        except FileNotFoundError:
            return
        self._sync()
        _wipe(gone)

    def keys(self) -> frozenset[str]:
        """Return the ids of the key files."""
        return frozenset(path.stem for path in self._directory.glob("kek-*.key"))

    def _path(self, kek_id: str) -> Path:
        if not _ID.fullmatch(kek_id):
            raise MissingKeyError(key=kek_id)
        return self._directory / f"{kek_id}.key"

    def _gone(self, kek_id: str) -> Path:
        return self._path(kek_id).with_suffix(".destroyed")

    def _load(self, kek_id: str) -> Seal:
        path = self._path(kek_id)
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        except FileNotFoundError:
            error = DestroyedKeyError if self._gone(kek_id).exists() else MissingKeyError
            raise error(key=kek_id) from None
        except OSError:
            _refuse(path, "読み取れません", "it cannot be read")
        with os.fdopen(descriptor, "rb") as file:
            _check_mode(path, os.fstat(file.fileno()))
            return Seal(_decoded(path, file.read(4096)))

    def _sync(self) -> None:
        """Make creations and renamings in the directory survive a power cut."""
        descriptor = os.open(self._directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _encoded(key: bytes) -> bytes:
    check = hashlib.sha256(HEADER + key).hexdigest().encode()
    return b"\n".join((HEADER, base64.b64encode(key), check, b""))


def _decoded(path: Path, content: bytes) -> bytes:
    header, _, rest = content.partition(b"\n")
    try:
        key = base64.b64decode(rest.partition(b"\n")[0], validate=True)
    except binascii.Error:
        raise DamagedKeyFileError(name=path.name) from None
    if header != HEADER or len(key) != KEY_BYTES or content != _encoded(key):
        raise DamagedKeyFileError(name=path.name)
    return key


def _check_owner(directory: Path) -> None:
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode):
        _refuse(directory, "ディレクトリではありません", "it is not a directory")
    _check_mode(directory, found)


def _check_mode(path: Path, found: os.stat_result) -> None:
    if found.st_uid != os.geteuid():
        _refuse(path, "所有者が別の利用者です", "it belongs to another user")
    if found.st_mode & _OTHERS:
        _refuse(
            path,
            "所有者以外がアクセスできます。chmod go= を実行してください",
            "others can reach it; run chmod go= on it",
        )


def _refuse(path: Path, ja: str, en: str) -> NoReturn:
    raise KeyDirectoryError(name=path.name, reason_ja=ja, reason_en=en)


def _wipe(path: Path) -> None:
    """Overwrite what the file held, then empty it."""
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
        file.truncate(0)
        os.fsync(file.fileno())
