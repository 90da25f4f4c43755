"""A program that reminds the officer, and is killed at a line of it (see `tests.killing`).

A line names the port of the mail server, the days after which its clock stands, and the number of
the line before which it is killed, 0 for none. It says of how many matters the officer was told.
"""

import smtplib
from datetime import timedelta
from types import FrameType

import django
from django.conf import settings

django.setup()

from tests.killing import Killer, answer_each  # noqa: E402 - Django must be set up first
from tests.reminders.reminding import DESK, LATE, OFFICER_AT  # noqa: E402

from mamoru.gate.door import open_door  # noqa: E402
from mamoru.outbox import compose, line  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402
from mamoru.provision.reminders import matters, remind, wording  # noqa: E402

TALKING = {"sendmail", "mail", "rcpt", "data"}
"""Functions of the library in which the server is told something."""


def is_talking(frame: FrameType) -> bool:
    code = frame.f_code
    return code.co_filename == smtplib.__file__ and code.co_name in TALKING


def told(port: str, days: str, number: str) -> int:
    killer = Killer(int(number), (remind, matters, wording, compose, line), is_talking)
    killer.watch()
    settings.SMTP = f"smtp://localhost:{port}"
    settings.MAIL_FROM, settings.OFFICER_MAIL = DESK, OFFICER_AT
    door = open_door(policy=reference_policy(), clock=lambda: LATE + timedelta(days=int(days)))
    killer.is_armed = True
    count = remind.remind(door).matters
    killer.is_armed = False
    door.close()
    return count


if __name__ == "__main__":
    answer_each(told)
