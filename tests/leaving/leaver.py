"""A program that lets somebody leave, or makes a run, and is killed at a line of it.

A line says what is done (see `tests.killing`), with the person's ref or the day, and the line
before which it is killed, 0 for none.
"""

from datetime import datetime
from pathlib import Path

import django

django.setup()

from tests.gate.samples import NOON  # noqa: E402 - Django must be set up first
from tests.killing import Killer, answer_each  # noqa: E402

from mamoru.gate import erase, expiring, transaction, writer  # noqa: E402
from mamoru.gate.asking import OFFICER, Wish  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.gate.holding import make  # noqa: E402
from mamoru.rights.leaving import begin, carry_on, recipients  # noqa: E402
from mamoru.rights.retention import run  # noqa: E402
from mamoru.vault import aging, hold  # noqa: E402

SHOP = Path(__file__).parents[2] / "policies" / "shop.yaml"
TRACED = (
    begin, carry_on, recipients, erase, make, hold, run, expiring, aging, transaction, writer,
)  # fmt: skip


def main(act: str, what: str, number: str) -> object:
    killer = Killer(int(number), TRACED)
    killer.watch()
    now = datetime.fromisoformat(what) if act == "run" else NOON
    door = open_door(policy=SHOP.read_bytes(), clock=lambda: now)
    killer.is_armed = True
    if act == "run":
        said = run.run(door).state.value
    else:
        said = begin.leave(door, OFFICER, Wish(act="dispose"), what).state.value
    killer.is_armed = False
    door.close()
    return said


if __name__ == "__main__":
    answer_each(main)
