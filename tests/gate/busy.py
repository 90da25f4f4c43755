"""A program that lets a process with an open door collect people, and kills it.

For each line `seconds` that it reads, it forks a process that opens the door and collects people
from several threads while a sequencer works; `seconds` after the first answer it is killed. The
answer is one line: ref and ticket of everybody whom it was told to be stored.
"""

import os
import secrets
import signal
import sys
import threading
import time

import django

django.setup()

from tests.gate.samples import COLLECT, given  # noqa: E402 - Django must be set up first

from mamoru.gate.asking import OFFICER  # noqa: E402
from mamoru.gate.create import create  # noqa: E402
from mamoru.gate.door import Door, now_utc, open_door  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402

LONGEST = 60
"""Seconds after which a process ends by itself, should nobody be left to kill it."""
THREADS = 4


def collect_for_ever(door: Door, saying: int) -> None:
    while True:
        found, ticket = create(door, OFFICER, COLLECT, [given(f"H{secrets.token_hex(8)} Tsukuri")])
        os.write(saying, f"{found.people[0].ref}:{ticket} ".encode())


def work(saying: int) -> None:
    door = open_door(policy=reference_policy())
    threading.Thread(
        target=door.sequencer.run, args=(threading.Event(), now_utc), kwargs={"every": 0.01}
    ).start()
    for _ in range(THREADS):
        threading.Thread(target=collect_for_ever, args=(door, saying)).start()
    time.sleep(LONGEST)


def killed(seconds: float) -> str:
    hearing, saying = os.pipe()
    process = os.fork()
    if not process:
        signal.alarm(LONGEST)
        try:
            work(saying)
        finally:
            os._exit(1)
    os.close(saying)
    said = os.read(hearing, 1 << 16)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    while some := os.read(hearing, 1 << 16):
        said += some
    os.close(hearing)
    os.waitpid(process, 0)
    return said.decode()


def main() -> None:
    for line in sys.stdin:
        sys.stdout.write(killed(float(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
