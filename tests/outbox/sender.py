"""A program that sends what is due, and is killed at a line of it (see `tests.killing`).

A line names the port of the mail server, the minutes after noon at which its clock stands, and the
number of the line before which it is killed, 0 for none. It says how many letters the server took.
"""

import smtplib
from datetime import timedelta
from types import FrameType

import django

django.setup()

from tests.gate.samples import NOON  # noqa: E402 - Django must be set up first
from tests.killing import Killer, answer_each  # noqa: E402
from tests.outbox.mailserver import MailServer  # noqa: E402

from mamoru.gate import mail, parcels  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.outbox import line, queries  # noqa: E402
from mamoru.outbox.letters import State  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402

TALKING = {"sendmail", "mail", "rcpt", "data"}
"""Functions of the library in which the server is told something."""


def is_talking(frame: FrameType) -> bool:
    code = frame.f_code
    return code.co_filename == smtplib.__file__ and code.co_name in TALKING


def sent(port: str, minutes: str, number: str) -> int:
    killer = Killer(int(number), (mail, parcels, line, queries), is_talking)
    killer.watch()
    server = MailServer()
    server.port = int(port)
    mailer = server.mailer(timeout=20.0)
    door = open_door(
        policy=reference_policy(), clock=lambda: NOON + timedelta(minutes=int(minutes))
    )
    killer.is_armed = True
    count = 0
    while states := mail.send_due(door, mailer, limit=2).states:
        count += states.get(State.SENT, 0)
    killer.is_armed = False
    door.close()
    return count


if __name__ == "__main__":
    answer_each(sent)
