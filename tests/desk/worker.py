"""A program that fetches mail, or sends answers, and is killed at a line of it (`tests.killing`).

A line names what is done, the minute of the clock after noon, and the line before which it is
killed. What the settings name comes by the environment.
"""

import smtplib
from datetime import timedelta
from types import FrameType

import django

django.setup()

from tests.gate.samples import NOON  # noqa: E402 - Django must be set up first
from tests.killing import Killer, answer_each  # noqa: E402
from tests.outbox.sender import TALKING  # noqa: E402

from mamoru.desk import acknowledge, acts, answering, arrive, papers, steps  # noqa: E402
from mamoru.desk.mail import fetch, imap, intake, send, thread  # noqa: E402
from mamoru.gate import transaction, writer  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.outbox import line  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402

FETCHING = (
    fetch, imap, intake, thread, arrive, acknowledge, answering, papers, steps, transaction, writer,
)  # fmt: skip
SENDING = (send, acts, line, steps, transaction, writer)


def is_talking(frame: FrameType) -> bool:
    code = frame.f_code
    return code.co_filename == smtplib.__file__ and code.co_name in TALKING


def main(act: str, minute: str, number: str) -> str:
    is_fetching = act == "fetch"
    killer = Killer(
        int(number), FETCHING if is_fetching else SENDING,
        (lambda _: False) if is_fetching else is_talking,
    )  # fmt: skip
    killer.watch()
    at = NOON + timedelta(minutes=int(minute))
    door = open_door(policy=reference_policy(), clock=lambda: at)
    killer.is_armed = True
    if is_fetching:
        fetch.fetch(door)
    else:
        send.send_answers(door)
    killer.is_armed = False
    door.close()
    return act


if __name__ == "__main__":
    answer_each(main)
