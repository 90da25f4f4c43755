"""Long content on disk, sealed piece by piece: one file for each, under a random name.

A content is either there as a whole, under its name, or it is not there. It is written beside,
made durable, and renamed. Until whoever writes has a row for it (`mamoru.vault.files`), they hold
a lock on the file, which the kernel lets go when they die. So `sweep` can tell a file that nobody
owns from one that is just arriving, whichever process wrote it.

This knows nothing of people, nor of what the content is; whoever keeps it keeps its key.
"""

import errno
import fcntl
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from mamoru.crypto.envelope import new_key, place
from mamoru.crypto.stream import PIECE, open_stream, seal_stream
from mamoru.paths import make_closed
from mamoru.vault.errors import ContentAbsentError, ContentsFullError, ContentsUnwritableError

NAME = re.compile(r"f_[0-9a-f]{32}")
_ARRIVING = "arriving"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_AT_ONCE = 100
"""How many files a sweep asks about at once."""


class Arrived(NamedTuple):
    """A content that was written: its name, the key that opens it, and its bytes before sealing."""

    name: str
    key: bytes
    size: int


class Contents:
    """The directory that holds them, closed to others."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @contextmanager
    def arriving(self, content: Iterable[bytes]) -> Iterator[Arrived]:
        """Write `content`, and yield its name and key once it is durable.

        Within the block nobody else removes it; by the end of it a row must name it. If `content`
        or the block raises, nothing is left. Raises `ContentsFullError`, `ContentsUnwritableError`.
        """
        with _in_our_words():
            file, beside = self._begun()
        name, written = beside.name, beside
        try:
            with open(file, "wb", buffering=0, closefd=False) as opened:
                key, size = new_key(), _Counted(content)
                for piece in seal_stream(key, place("content", name), size):
                    with _in_our_words():
                        _write(opened.fileno(), piece)
            with _in_our_words():
                os.fsync(file)
                written = self._renamed(beside)
            yield Arrived(name, key, size.bytes)
        except BaseException:
            with suppress(OSError):
                written.unlink(missing_ok=True)
            raise
        finally:
            os.close(file)

    def opened(self, name: str, key: bytes) -> Iterator[bytes]:
        """Yield the content piece by piece; raises `ContentAbsentError` at once if it is not there.

        A piece that was tampered with raises `UnreadableCiphertextError` where it would have come.
        """
        path = self._path(name)
        if not path.is_file():
            raise ContentAbsentError
        return _opened(path, key)

    def remove(self, names: Collection[str]) -> int:
        """Remove contents from the disk, look for them, and return how many are still there."""
        paths = [self._path(name) for name in names]
        for path in paths:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        for folder in {path.parent for path in paths}:
            with suppress(OSError):
                _make_durable(folder)
        return sum(path.exists() for path in paths)

    def sweep(self, known: Callable[[Collection[str]], Collection[str]]) -> int:
        """Remove what nobody owns, and return how many there were.

        `known` returns those of the names that have a row. It is asked once the lock is held: by
        then whoever wrote the file has committed the row, or died.
        """
        if not self._directory.is_dir():
            return 0
        removed, held = 0, list[tuple[int, Path]]()
        try:
            for path in self._directory.glob("*/f_*"):
                if (file := _locked(path)) is not None:
                    held.append((file, path))
                if len(held) == _AT_ONCE:
                    removed += _without(held, known)
            return removed + _without(held, known)
        finally:
            for file, _ in held:
                os.close(file)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ContentAbsentError
        return self._directory / name[2:4] / name

    def _begun(self) -> tuple[int, Path]:
        """Return a new file beside those that are kept, locked before anybody could sweep it."""
        make_closed(self._directory)
        folder = self._directory / _ARRIVING
        folder.mkdir(mode=0o700, exist_ok=True)
        while True:
            path = folder / f"f_{secrets.token_hex(16)}"
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file).st_nlink:
                return file, path
            os.close(file)  # swept between the two steps before

    def _renamed(self, beside: Path) -> Path:
        path = self._path(beside.name)
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _make_durable(self._directory)
        beside.rename(path)
        _make_durable(path.parent)
        return path


def _opened(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield what is in the file, which is not opened before somebody asks for it."""
    try:
        file = path.open("rb")
    except OSError:
        raise ContentAbsentError from None
    with file:
        sealed = iter(lambda: file.read(PIECE), b"")
        yield from open_stream(key, place("content", path.name), sealed)


class _Counted:
    """Content that counts its bytes as they are taken."""

    def __init__(self, content: Iterable[bytes]) -> None:
        self._content = content
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self._content:
            self.bytes += len(part)
            yield part


def _write(file: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(file, rest) :]


def _make_durable(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _locked(path: Path) -> int | None:
    """Return the file if nobody holds it."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return None
    return file


def _without(
    held: list[tuple[int, Path]], known: Callable[[Collection[str]], Collection[str]]
) -> int:
    """Remove those of `held` that are still arriving or not known, and let go of all of them."""
    if not held:
        return 0
    owned = known([path.name for _, path in held])
    removed = 0
    while held:
        file, path = held.pop()
        if path.parent.name == _ARRIVING or path.name not in owned:
            with suppress(OSError):
                path.unlink(missing_ok=True)
                removed += 1
        os.close(file)
    return removed


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise ContentsFullError from None
        raise ContentsUnwritableError from error
