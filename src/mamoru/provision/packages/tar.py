"""Files as one tar archive (POSIX.1-1988, ustar), sent as it is made; its size is known before."""

import tarfile
from collections.abc import Iterator, Sequence

from mamoru.provision.packages.ready import File

BLOCK = tarfile.BLOCKSIZE
END = 2 * BLOCK


def tar_size(files: Sequence[File]) -> int:
    """Return how many bytes the archive has."""
    return sum(BLOCK + one.size + _padding(one.size) for one in files) + END


def tarred(hand: str, files: Sequence[File]) -> Iterator[bytes]:
    """Yield the archive; every file lies in a folder that is named after the hand-over."""
    for one in files:
        header = tarfile.TarInfo(f"{hand}/{one.name}")
        header.size, header.mode = one.size, 0o600
        yield header.tobuf(tarfile.USTAR_FORMAT)
        yield from one.pieces(hand)
        yield bytes(_padding(one.size))
    yield bytes(END)


def _padding(size: int) -> int:
    return -size % BLOCK
