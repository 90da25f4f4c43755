"""A program that lets writers append and sequence, and kills them.

For each line `first seconds` that it reads, it forks a writer that appends one transaction after
the other, numbered from `first`, while another thread sequences; `seconds` after the first
commit it is killed. The answer is one line: the numbers whose commit had returned.

Transaction `n` has one entry about person `n`, and one that has `n` as its count of seconds.
"""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from threading import Event, Thread

import django

django.setup()

from tests.ledger.logs import NOON, handling, write  # noqa: E402

from mamoru.ledger.entries import SystemChanged  # noqa: E402 - Django must be set up first
from mamoru.ledger.sequencer import from_settings  # noqa: E402

LONGEST = 60
"""Seconds after which a writer ends by itself, should nobody be left to kill it."""


def append_for_ever(first: int, said: int) -> None:
    sequencer = from_settings()
    sequencing = Thread(
        target=sequencer.run,
        args=(Event(), lambda: datetime.now(UTC)),
        kwargs={"every": 0.002},
        daemon=True,
    )
    sequencing.start()
    number = first
    while True:
        write([handling(number), (SystemChanged(at=NOON, change="started", seconds=number), None)])
        os.write(said, b"%d " % number)
        number += 1


def killed_writer(first: int, seconds: float) -> bytes:
    hearing, saying = os.pipe()
    writer = os.fork()
    if not writer:
        signal.alarm(LONGEST)
        try:
            append_for_ever(first, saying)
        finally:
            os._exit(1)
    os.close(saying)
    said = os.read(hearing, 1 << 16)
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    while some := os.read(hearing, 1 << 16):
        said += some
    os.close(hearing)
    os.waitpid(writer, 0)
    return said


def main() -> None:
    for line in sys.stdin:
        first, seconds = line.split()
        sys.stdout.write(killed_writer(int(first), float(seconds)).decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
