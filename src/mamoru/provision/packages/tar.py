"""Files as one tar archive (POSIX.1-1988, ustar), sent as it is made; its size is known before.

The same files make the same archive, so that a transfer that broke can go on from any byte.
"""

import tarfile
from collections.abc import Callable, Iterator, Sequence

from mamoru.provision.packages.ready import File

BLOCK = tarfile.BLOCKSIZE
END = 2 * BLOCK
Segment = tuple[int, Callable[[int], Iterator[bytes]]]
"""A stretch of the archive: its size, and what yields it from one of its bytes on."""


def tar_size(files: Sequence[File]) -> int:
    """Return how many bytes the archive has."""
    return sum(BLOCK + one.size + _padding(one.size) for one in files) + END


def tarred(hand: str, files: Sequence[File], first: int = 0) -> Iterator[bytes]:
    """Yield the archive, from a byte on; its files lie in a folder named after the hand-over."""
    skip = first
    for size, pieces in _segments(hand, files):
        if skip < size:
            yield from pieces(skip)
        skip = max(0, skip - size)


def _segments(hand: str, files: Sequence[File]) -> Iterator[Segment]:
    for one in files:
        header = tarfile.TarInfo(f"{hand}/{one.name}")
        header.size, header.mode = one.size, 0o600
        yield _known(header.tobuf(tarfile.USTAR_FORMAT))
        yield one.size, lambda skip, one=one: one.pieces(hand, skip)  # type: ignore[misc]  # mypy cannot see the default's type
        yield _known(bytes(_padding(one.size)))
    yield _known(bytes(END))


def _known(content: bytes) -> Segment:
    return len(content), lambda skip: iter((content[skip:],))


def _padding(size: int) -> int:
    return -size % BLOCK
