"""Columns as files beside the database: derived from the log, and therefore never repaired.

    header.json            which log, how far, how long each file is, and its checksum
    <generation>.<column>  the numbers, little-endian, one after the other
    <generation>.shapes    the shapes, each with its length in two bytes

What is added is written behind what the header counts, and the header is replaced last, so a crash
leaves the former columns. Files are never cut or changed within what a header ever counted: whoever
has them open goes on undisturbed. What does not fit its checksum is made anew, as another
generation.
"""

import fcntl
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from mamoru.ledger.columns.rows import TYPES, Lists, Rows
from mamoru.ledger.tree.bundles import pack, unpack
from mamoru.ledger.tree.errors import BundleMalformedError

T = TypeVar("T", str, bytes)
HEADER, LOCK, SHAPES = "header.json", "lock", "shapes"
FORMAT = 1


class Part(msgspec.Struct, frozen=True):
    """Bytes of a file that count, and their checksum."""

    length: int = 0
    crc: int = 0

    def with_more(self, more: bytes | memoryview) -> "Part":
        """Return what counts once `more` is written behind it."""
        return Part(self.length + len(more), crc32(more, self.crc))


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which log the columns are of: its name, and size and root as far as they go."""

    format: int = FORMAT
    origin: str
    size: int
    root: bytes
    generation: str
    callers: tuple[str, ...]
    shapes: int
    parts: dict[str, Part]


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns that were read, and their header."""

    header: Header
    rows: Rows
    lists: Lists


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Keep other processes from reading or writing columns meanwhile; raises `OSError`."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(directory / LOCK, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def read(directory: Path) -> Kept | None:
    """Return the columns in `directory`; none where there are none, or they are damaged."""
    try:
        header = msgspec.json.decode((directory / HEADER).read_bytes(), type=Header)
        if header.format != FORMAT or set(header.parts) != {*TYPES, SHAPES}:
            return None
        rows = {name: _column(directory, header, name) for name in TYPES}
        shapes = unpack(_bytes(directory, header, SHAPES).tobytes())
    except (OSError, ValueError, msgspec.MsgspecError, BundleMalformedError):
        return None
    lists = Lists(_numbered(shapes), _numbered(header.callers))
    is_whole = len({len(column) for column in rows.values()}) == 1
    return Kept(header, rows, lists) if is_whole else None


def _column(directory: Path, header: Header, name: str) -> NDArray[Any]:
    return _bytes(directory, header, name).view(TYPES[name])


def _bytes(directory: Path, header: Header, name: str) -> NDArray[np.uint8]:
    """Return what counts of a file, without copying it; raises `ValueError` if it is damaged."""
    part = header.parts[name]
    if not part.length:
        return np.empty(0, dtype=np.uint8)
    path = directory / f"{header.generation}.{name}"
    found = np.memmap(path, dtype=np.uint8, mode="r", shape=(part.length,))
    if crc32(found.data) != part.crc:
        raise ValueError
    return found.view(np.ndarray)


def _numbered(words: Iterable[T]) -> dict[T, int]:
    return {word: at for at, word in enumerate(words)}


def begun(origin: str) -> Header:
    """Return the header of columns that hold nothing yet."""
    parts = {name: Part() for name in (*TYPES, SHAPES)}
    name = secrets.token_hex(4)
    return Header(
        origin=origin, size=0, root=b"", generation=name, callers=(), shapes=0, parts=parts
    )


def add(
    directory: Path, header: Header, rows: Rows, lists: Lists, *, size: int, root: bytes
) -> Header:
    """Write `rows` behind what `header` counts, and return the header that counts them as well.

    Raises `OSError`, and then the columns are those of before.
    """
    more = {name: np.ascontiguousarray(rows[name]).tobytes() for name in TYPES}
    more[SHAPES] = pack(list(lists.shapes)[header.shapes :])
    parts: dict[str, Part] = {}
    for name, content in more.items():
        _write_behind(directory / f"{header.generation}.{name}", header.parts[name].length, content)
        parts[name] = header.parts[name].with_more(content)
    fresh = Header(
        origin=header.origin, size=size, root=root, generation=header.generation,
        callers=tuple(lists.callers), shapes=len(lists.shapes), parts=parts,
    )  # fmt: skip
    _replace(directory / HEADER, msgspec.json.encode(fresh))
    return fresh


def drop_others(directory: Path, header: Header) -> None:
    """Remove the files of other generations; whoever has them open keeps them. Raises `OSError`."""
    for path in directory.iterdir():
        if path.name not in (HEADER, LOCK) and not path.name.startswith(f"{header.generation}."):
            path.unlink(missing_ok=True)


def _write_behind(path: Path, length: int, content: bytes) -> None:
    """Write `content` durably after the first `length` bytes; what stood there counted for none."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.seek(length)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"new.{path.name}")
    _write_behind(fresh, 0, content)
    os.truncate(fresh, len(content))
    fresh.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
