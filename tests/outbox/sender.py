"""A program that sends what is due, and is killed at a line of it.

For each line `port minutes number` that it reads it forks; the child sends by the mail server at
that port, its clock so many minutes after noon, and is killed before the line with that number of
what sends, counted as the lines are first reached. The answer is `killed`, or `done` with how many
letters the server took, if there are not as many lines; 0 kills nobody.
"""

import os
import signal
import smtplib
import sys
import threading
from datetime import timedelta
from types import FrameType
from typing import Any

import django

django.setup()

from tests.gate.rotator import LONGEST  # noqa: E402 - Django must be set up first
from tests.gate.samples import NOON  # noqa: E402
from tests.outbox.mailserver import MailServer  # noqa: E402

from mamoru.gate import mail, parcels  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.outbox import line, queries  # noqa: E402
from mamoru.outbox.letters import State  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402

TRACED = {module.__file__ for module in (mail, parcels, line, queries)}
TALKING = {"sendmail", "mail", "rcpt", "data"}
"""Functions of the library in which the server is told something."""


class Killer:
    """Kills this process before a line of any of its threads, once it is armed."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.seen: set[tuple[str, int]] = set()
        self.is_armed = False

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        is_talking = code.co_filename == smtplib.__file__ and code.co_name in TALKING
        if not self.is_armed or not (code.co_filename in TRACED or is_talking):
            return None
        if event == "line":
            self.seen.add((code.co_filename, frame.f_lineno))
            if len(self.seen) == self.number:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def sent(port: int, minutes: int, number: int) -> int:
    signal.alarm(LONGEST)
    killer = Killer(number)
    threading.settrace(killer)
    sys.settrace(killer)
    server = MailServer()
    server.port = port
    mailer = server.mailer(timeout=20.0)
    door = open_door(policy=reference_policy(), clock=lambda: NOON + timedelta(minutes=minutes))
    killer.is_armed = True
    count = 0
    while states := mail.send_due(door, mailer, limit=2).states:
        count += states.get(State.SENT, 0)
    killer.is_armed = False
    door.close()
    return count


def main() -> None:
    for asked in sys.stdin:
        port, minutes, number = map(int, asked.split())
        hearing, saying = os.pipe()
        forked = os.fork()
        if not forked:
            ended = 1
            try:
                os.write(saying, str(sent(port, minutes, number)).encode())
                ended = 0
            finally:
                os._exit(ended)
        _, status = os.waitpid(forked, 0)
        os.close(saying)
        said = os.read(hearing, 100).decode()
        os.close(hearing)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else f"done {said}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
