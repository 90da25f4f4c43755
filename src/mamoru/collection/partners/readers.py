"""The processes beside the writer that read a delivery: started, listened to in turn, and ended."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle

import msgspec

from mamoru.collection.partners.frames import Batch, Frame, Order, Stopped, receive, send

END_SECONDS = 10
"""How long a reader may take to see that nobody listens any more."""
MOST = 4
"""Readers of one delivery: what they hand over is more than one writer can store by then."""
Process = subprocess.Popen[bytes]


GONE = "reader-gone"
"""A reader ended without a word: killed, out of memory, or because of what the file does to it."""


class ReaderStopped(Exception):  # noqa: N818 - an end, which the delivery notes as its problem
    """Reading cannot go on: the file is not what it should be, or the reader just ended."""

    def __init__(self, problem: str, ja: str = "", en: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.ja = ja
        self.en = en


def how_many() -> int:
    """Return how many readers this process may keep busy."""
    return max(1, min(MOST, len(os.sched_getaffinity(0))))


@contextmanager
def reading(order: Order, parts: int) -> Iterator[Iterator[Batch]]:
    """Start `parts` readers, and give what they read in its order; they end with the block.

    Listening raises `ReaderStopped` where the delivery cannot be read on.
    """
    with ExitStack() as ending:
        processes = [ending.enter_context(_started()) for _ in range(parts)]
        yield _batches(processes, order)


@contextmanager
def _started() -> Iterator[Process]:
    process = subprocess.Popen(
        [sys.executable, "-m", "mamoru.collection.partners.reading"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=0,  # what interrupts the writer ends them through their pipes
    )
    try:
        yield process
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _batches(processes: list[Process], order: Order) -> Iterator[Batch]:
    decoder: msgspec.msgpack.Decoder[Frame] = msgspec.msgpack.Decoder(Frame)
    for part, process in enumerate(processes):
        _send(process, msgspec.structs.replace(order, part=part, parts=len(processes)))
    for process in cycle(processes):
        frame = receive(process.stdout, decoder) if process.stdout else None
        if frame is None:
            raise ReaderStopped(GONE)
        if isinstance(frame, Stopped):
            raise ReaderStopped("unreadable", frame.ja, frame.en)
        yield frame
        if frame.is_last:
            return


def _send(process: Process, order: Order) -> None:
    try:
        if process.stdin:
            send(process.stdin, order)
    except BrokenPipeError:
        raise ReaderStopped(GONE) from None
