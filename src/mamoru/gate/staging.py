"""Files that wait on disk, sealed block by block under a key of their own.

What a partner or a person sent is information about people from its first byte. Its key is wrapped
by a key-encryption key that exists for this file alone: destroying that key makes every copy of the
file unreadable, wherever it is.
"""

import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mamoru.crypto.envelope import OVERHEAD, Seal, new_key, place
from mamoru.crypto.errors import UnreadableCiphertextError
from mamoru.crypto.provider import KeyProvider

BLOCK = 1 << 20
"""Bytes of a file that are sealed together."""
_SEALED = BLOCK + OVERHEAD


class StagingKey(NamedTuple):
    """The key of one staged file: in whose name it is wrapped, as it is kept, and in clear."""

    kek_id: str
    wrapped: bytes
    key: bytes


def new_staging_key(provider: KeyProvider) -> StagingKey:
    """Return a key for one file, with a key-encryption key of its own."""
    kek_id, key = provider.create(), new_key()
    return StagingKey(kek_id, provider.wrap(kek_id, key), key)


def _block_place(name: str, number: int, *, is_last: bool) -> bytes:
    return place("staged", name, number, "last" if is_last else "more")


def write_staged(path: Path, name: str, key: bytes, parts: Iterable[bytes]) -> int:
    """Write `parts` sealed to a new file that only we can read, durably; return how many bytes.

    `name` is part of what each block is sealed for. A file that is there is written anew.
    """
    seal, number, size = Seal(key), 0, 0
    waiting = bytearray()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for part in parts:
            waiting += part
            size += len(part)
            while len(waiting) > BLOCK:  # the last block is never empty, unless the file is
                where = _block_place(name, number, is_last=False)
                file.write(seal.seal(bytes(waiting[:BLOCK]), where))
                del waiting[:BLOCK]
                number += 1
        file.write(seal.seal(bytes(waiting), _block_place(name, number, is_last=True)))
        file.flush()
        os.fsync(file.fileno())
    return size


class StagedFile(io.RawIOBase):
    """A staged file as it was, to be read from any place.

    Raises `UnreadableCiphertextError` where a block is missing, moved, changed, or of another file.
    """

    def __init__(self, path: Path, name: str, key: bytes) -> None:
        super().__init__()
        self._file = path.open("rb")
        sealed = os.fstat(self._file.fileno()).st_size
        self._blocks = -(-sealed // _SEALED)
        self.size = sealed - self._blocks * OVERHEAD
        if sealed < OVERHEAD or self.size < 0:
            raise UnreadableCiphertextError
        self._name = name
        self._seal = Seal(key)
        self._at = 0
        self._opened: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        """Return true."""
        return True

    def seekable(self) -> bool:
        """Return true."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a place and return it."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: object) -> int:
        """Read as much as there is in one block."""
        target = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # typeshed's own buffer type
        if self._at >= self.size:
            return 0
        number, within = divmod(self._at, BLOCK)
        found = self._block(number)[within : within + len(target)]
        target[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
        super().close()

    def _block(self, number: int) -> bytes:
        if self._opened[0] != number:
            self._file.seek(number * _SEALED)
            where = _block_place(self._name, number, is_last=number == self._blocks - 1)
            self._opened = number, self._seal.unseal(self._file.read(_SEALED), where)
        return self._opened[1]


def destroy_staged(provider: KeyProvider, kek_id: str, path: Path) -> bool:
    """Destroy a staged file and its key; return whether both are gone, which is looked up.

    Doing it again changes nothing.
    """
    if kek_id:
        provider.destroy(kek_id)
    path.unlink(missing_ok=True)
    left = provider.keys()
    return not path.exists() and kek_id not in left
