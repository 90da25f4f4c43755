"""How many calls may wait for their bodies at once, so that slow senders leave threads for others.

The server below sets no deadline for a body, and reading cannot be given up from outside: a thread
that waits for a sender waits until the body is there or the connection is gone. A proxy that takes
in whole requests first keeps slow senders away (`docs/howto/operate.md`); this bound is for where
there is none.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from mamoru.api.errors import BodiesSlowError, BodyCutOffError

CHUNK = 1 << 16

MOST = 24
"""Bodies that are read at once in one process; its other threads answer what comes without one."""
PATIENCE_SECONDS = 0.25
"""How long the last of them may take before all count as slow; most have come with their head."""
LEFT = 1 << 18
"""Bytes of a body that are read though the call was refused."""


class Bodies:
    """Lets in at most `most` at once, for as long as each reads.

    Whoever comes when all places are taken waits for one while they change hands, and no longer:
    where nobody was let in for `PATIENCE_SECONDS`, entering raises `BodiesSlowError` at once.
    """

    def __init__(self, most: int = MOST) -> None:
        self._places = threading.Semaphore(most)
        self._let_in = 0.0

    def __enter__(self) -> None:
        if not self._places.acquire(blocking=False):
            left = self._let_in + PATIENCE_SECONDS - time.monotonic()
            if left <= 0 or not self._places.acquire(timeout=left):
                raise BodiesSlowError
        self._let_in = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._places.release()


class Incoming:
    """A body that is read piece by piece, by whoever wants it; it has a place while it is read."""

    def __init__(self, environ: Mapping[str, Any], bodies: Bodies) -> None:
        length = environ.get("CONTENT_LENGTH") or ""
        self.announced: int | None = int(length) if length.isdigit() and len(length) < 20 else None
        """How many bytes there are to be, where the sender said so."""
        self._stream: BinaryIO = environ["wsgi.input"]
        self._bodies = bodies

    def pieces(self) -> Iterator[bytes]:
        """Yield the body; raises `BodiesSlowError`."""
        with self._bodies:
            while piece := self._stream.read(CHUNK):
                yield piece

    def whole(self) -> Iterator[bytes]:
        """Yield a body that may take hours, and so has no place.

        Raises `BodyCutOffError` where less came than was announced.
        """
        size = 0
        while piece := self._stream.read(CHUNK):
            size += len(piece)
            yield piece
        if self.announced not in (None, size):
            raise BodyCutOffError


def read_off(environ: Mapping[str, Any], bodies: Bodies) -> None:
    """Read what is left of a short body of a call that was refused.

    The server below closes a connection with a body that nobody read; whoever sends the next call
    on it then finds it closed without an answer. Who asks first whether to send is told so instead.
    """
    length = environ.get("CONTENT_LENGTH") or ""
    if environ.get("HTTP_EXPECT") or (length.isdigit() and int(length) > LEFT):
        return
    left = LEFT
    with suppress(BodiesSlowError, OSError), bodies:
        while left > 0 and (piece := environ["wsgi.input"].read(min(CHUNK, left))):
            left -= len(piece)
