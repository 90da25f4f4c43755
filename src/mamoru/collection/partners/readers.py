"""The process beside the writer that reads a delivery: started, listened to, and ended."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from mamoru.collection.partners.frames import Batch, Frame, Order, Stopped, receive, send

END_SECONDS = 10
"""How long a reader may take to see that nobody listens any more."""


class ReaderStopped(Exception):  # noqa: N818 - an end, which the delivery notes as its problem
    """Reading cannot go on: the file is not what it should be, or the reader just ended."""

    def __init__(self, problem: str, ja: str = "", en: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.ja = ja
        self.en = en


@contextmanager
def reading(order: Order) -> Iterator[Iterator[Batch]]:
    """Start a reader, and give what it reads; it ends with the block.

    Listening raises `ReaderStopped` where the delivery cannot be read on.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "mamoru.collection.partners.reading"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _batches(process, order)
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _batches(process: "subprocess.Popen[bytes]", order: Order) -> Iterator[Batch]:
    if process.stdin is None or process.stdout is None:
        raise ReaderStopped("reader-gone")
    decoder: msgspec.msgpack.Decoder[Frame] = msgspec.msgpack.Decoder(Frame)
    try:
        send(process.stdin, order)
    except BrokenPipeError:
        raise ReaderStopped("reader-gone") from None
    while True:
        frame = receive(process.stdout, decoder)
        if frame is None:
            raise ReaderStopped("reader-gone")
        if isinstance(frame, Stopped):
            raise ReaderStopped("unreadable", frame.ja, frame.en)
        yield frame
        if frame.is_last:
            return
