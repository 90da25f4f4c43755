"""Sealed files of packages on disk: written whole or not at all, and destroyed."""

import errno
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from mamoru.paths import make_closed
from mamoru.provision.packages.errors import HandOverElsewhereError, PackagesFullError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
PIECE = 1 << 18


def directory() -> Path:
    """Return where packages lie."""
    return Path(settings.HOME) / "packages"


def folder_of(hand: str) -> Path:
    """Return where the files of one hand-over lie."""
    return directory() / hand


def write(hand: str, content: bytes) -> str:
    """Write sealed content to a new file, durably, and return its name.

    Raises `PackagesFullError`; then nothing of it is left.
    """
    name = f"p_{token_hex(16)}"
    with _in_our_words():
        make_closed(directory())
        make_closed(folder_of(hand))
        _written(folder_of(hand) / name, content)
    return name


def _written(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".new")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            rest = memoryview(content)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        beside.rename(path)
        _make_durable(path.parent)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _make_durable(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def pieces(hand: str, name: str, first: int = 0) -> Iterator[bytes]:
    """Yield a sealed file piece by piece, from a byte on.

    Raises `HandOverElsewhereError` where it was destroyed, or made anew by another process.
    """
    try:
        file = (folder_of(hand) / name).open("rb")
    except FileNotFoundError:
        raise HandOverElsewhereError(hand=hand) from None
    with file:
        file.seek(first)
        while piece := file.read(PIECE):
            yield piece


def keep_only(hand: str, names: Collection[str]) -> None:
    """Remove every file of a hand-over but these."""
    with suppress(FileNotFoundError):
        for path in folder_of(hand).iterdir():
            if path.name not in names:
                path.unlink(missing_ok=True)


def destroy(hand: str) -> bool:
    """Remove everything of a hand-over from the disk; return whether it is gone."""
    shutil.rmtree(folder_of(hand), ignore_errors=True)
    return not folder_of(hand).exists()


def folders() -> list[str]:
    """Return the hand-overs of which there is something on disk."""
    with suppress(FileNotFoundError):
        return [path.name for path in directory().iterdir() if path.name.startswith("hand_")]
    return []


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise PackagesFullError from None
        raise
