"""A program that goes on with a request, and is killed at a line of it (see `tests.killing`).

A line names what is done, to what, the minute of the clock after noon, and the line before which it
is killed.
"""

from datetime import timedelta

import django

django.setup()

from tests.gate.samples import NOON  # noqa: E402 - Django must be set up first
from tests.killing import Killer, answer_each  # noqa: E402
from tests.rights.samples import DESK  # noqa: E402

from mamoru.gate import change, door, erase, read, removing, transaction, writer  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.gate.systems import carrying, planning, whom  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402
from mamoru.rights import places  # noqa: E402
from mamoru.rights.answer import make, offer  # noqa: E402
from mamoru.rights.requests import (  # noqa: E402
    carry,
    close,
    papers,
    receive,
    search,
    steps,
    systems,
    work,
)
from mamoru.systems.forget import apply, read_back  # noqa: E402
from mamoru.systems.journal import rows  # noqa: E402

TRACED = (
    change, door, erase, read, removing, transaction, writer, make, offer, carry, close, papers,
    receive, search, steps, work,
)  # fmt: skip


OF_SYSTEMS = (
    places, systems, carry, steps, work, carrying, planning, whom, rows, apply, read_back, writer,
)  # fmt: skip


def main(act: str, what: str, minute: str, number: str) -> str:
    killer = Killer(int(number), OF_SYSTEMS if act == "systems" else TRACED)
    killer.watch()
    at = NOON + timedelta(minutes=int(minute))
    opened = open_door(policy=reference_policy(), clock=lambda: at)
    killer.is_armed = True
    if act in ("work", "systems"):
        work.work_one(opened, what)
    elif act == "take":
        offer.take(opened, what)
    else:
        new = receive.NewRequest(kind="disclose", person=what, key=f"key-of-{what[2:20]}")
        receive.receive(opened, DESK, new)
    killer.is_armed = False
    opened.close()
    return act


if __name__ == "__main__":
    answer_each(main)
