"""A program that publishes a draft, and is killed at a line of it.

For each line `version number` that it reads it forks; the child publishes the draft of that version
and is killed before the line with that number of the modules that publish, counted as they are
first reached, in any thread. The answer is `killed`, or `done` if there are not as many lines.
"""

import os
import signal
import sys
import threading
from types import FrameType
from typing import Any

import django

django.setup()

from tests.gate.samples import Clock  # noqa: E402 - Django must be set up first

from mamoru.gate import editions, transaction  # noqa: E402
from mamoru.gate.asking import OFFICER  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.notices import announce, publish  # noqa: E402

MODULES = (announce, editions, publish, transaction)
TRACED = {module.__file__ for module in MODULES}
LONGEST = 60
"""Seconds after which a child ends by itself, should nobody be left to kill it."""


class Killer:
    """Kills this process before a line of the traced modules, once it is armed."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.is_armed = False
        self.seen: set[tuple[str, int]] = set()

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in TRACED:
            return None
        if event == "line" and self.is_armed:
            self.seen.add((frame.f_code.co_filename, frame.f_lineno))
            if len(self.seen) == self.number:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def child(version: str, number: int) -> None:
    signal.alarm(LONGEST)
    killer = Killer(number)
    threading.settrace(killer)
    door = open_door(clock=Clock())
    sys.settrace(killer)
    killer.is_armed = True
    publish.publish(door, OFFICER, version, approved="approval:1")
    announce.announce_due(door)
    killer.is_armed = False


def main() -> None:
    for line in sys.stdin:
        version, number = line.split()
        forked = os.fork()
        if not forked:
            ended = 1
            try:
                child(version, int(number))
                ended = 0
            finally:
                os._exit(ended)
        _, status = os.waitpid(forked, 0)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else f"done {status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
