"""A program that opens a door or rotates its keys, and is killed at a line of it.

For each line `task number` that it reads it forks; the child does the task and is killed before the
line with that number of the modules that change keys, counted as they are first reached. The answer
is `killed`, or `done` if there are not as many lines.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import django

django.setup()

from mamoru.gate import keys, rotate  # noqa: E402 - Django must be set up first
from mamoru.gate.door import open_door, prepare  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402
from mamoru.vault import epochs, keyring  # noqa: E402

TRACED = {module.__file__ for module in (keys, rotate, epochs, keyring)}
LONGEST = 60
"""Seconds after which a child ends by itself, should nobody be left to kill it."""


def killed_before(number: int, task: Callable[[], object]) -> None:
    seen: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in TRACED:
            return None
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
            if len(seen) == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    task()
    sys.settrace(None)


def child(task: str, number: int) -> None:
    signal.alarm(LONGEST)
    if task == "prepare":
        killed_before(number, lambda: prepare(policy=reference_policy()))
    else:
        door = open_door(policy=reference_policy())
        if any(epoch.retired_at and not epoch.destroyed_at for epoch in rotate.epochs()):
            rotate.rotate(
                door
            )  # what the kill before left: the next one goes through all its steps
        killed_before(number, lambda: rotate.rotate(door))


def main() -> None:
    for line in sys.stdin:
        task, number = line.split()
        forked = os.fork()
        if not forked:
            ended = 1
            try:
                child(task, int(number))
                ended = 0
            finally:
                os._exit(ended)
        _, status = os.waitpid(forked, 0)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else f"done {status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
