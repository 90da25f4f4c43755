"""Programs that do something and are killed at a line of it: one process that forks for each.

A program (`answer_each`) reads a line for each time; its child does what the line asks and is
killed before a line of the modules that matter, counted as they are first reached (`Killer`). The
answer is `killed`, or `done` with what the child said, if there are not as many lines.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from tests.store import Store

ROOT = Path(__file__).resolve().parents[1]
EVERY_LINE = "TEST_EVERY_LINE"
"""Set by `make soak`, which has the time: a part of all lines, as `3/16`.

Each sixteenth line is one of a part, and the sixteen parts together are every line. Without it a
test kills before every few lines, and the same ones each time.
"""
LONGEST = 60
"""Seconds after which a child ends by itself, should nobody be left to kill it."""
Process = subprocess.Popen[str]


def stride(few: int) -> int:
    """Return how many lines lie between two kills: `few` where not every line is to be tried."""
    said = os.environ.get(EVERY_LINE)
    return _part(said)[1] if said else few


def line_of(number: int) -> int:
    """Return the line that is meant by a number of a test: in a soak, one of its part."""
    said = os.environ.get(EVERY_LINE)
    if not said or number < 1:
        return number
    part, parts = _part(said)
    return (number - 1) // parts * parts + part


def _part(said: str) -> tuple[int, int]:
    part, _, parts = said.partition("/")
    found = int(part), int(parts or 1)
    if not 1 <= found[0] <= found[1]:
        raise ValueError(said)
    return found


class Killer:
    """Kills this process before a line of any of its threads, while it is armed."""

    def __init__(
        self,
        number: int,
        modules: tuple[ModuleType, ...],
        also: Callable[[FrameType], bool] = lambda _: False,
    ) -> None:
        self._number = line_of(number)
        self._traced = {module.__file__ for module in modules}
        self._also = also
        self._seen: set[tuple[str, int]] = set()
        self.is_armed = False

    def watch(self) -> None:
        """See the lines of this thread, and of those that begin from now on."""
        threading.settrace(self)
        sys.settrace(self)

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        place = frame.f_code.co_filename
        if place not in self._traced and not self._also(frame):
            return None
        if event == "line" and self.is_armed:
            self._seen.add((place, frame.f_lineno))
            if len(self._seen) == self._number:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def answer_each(child: Callable[..., object]) -> None:
    """Let a child do what each line of the input asks: it is called with the words of the line."""
    for line in sys.stdin:
        hearing, saying = os.pipe()
        forked = os.fork()
        if not forked:
            ended = 1
            try:
                signal.alarm(LONGEST)
                os.write(saying, str(child(*line.split())).encode())
                ended = 0
            finally:
                os._exit(ended)
        _, status = os.waitpid(forked, 0)
        os.close(saying)
        said = os.read(hearing, 100).decode() or f"with {status}"
        os.close(hearing)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else f"done {said}\n")
        sys.stdout.flush()


def _soaked() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name == EVERY_LINE}


@contextmanager
def program(module: str, store: Store) -> Iterator[Process]:
    """Run such a program on a store."""
    with subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env={**store.environment, "DJANGO_SETTINGS_MODULE": "mamoru.settings", **_soaked()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def ask(process: Process, *words: object) -> None:
    """Ask for one time; the answer is waited for apart."""
    assert process.stdin
    process.stdin.write(" ".join(map(str, words)) + "\n")
    process.stdin.flush()


def answer(process: Process) -> str:
    """Return the answer to what was asked."""
    assert process.stdout
    return process.stdout.readline().strip()


def is_killed(process: Process, *words: object) -> bool:
    """Ask for one time, and tell whether the child came so far as to be killed."""
    ask(process, *words)
    return answer(process) == "killed"
