"""A program that sweeps references to evidence, and is killed at a line (see `tests.killing`).

A line names the days after noon of the clock, and the line before which it is killed.
"""

from datetime import timedelta

import django

django.setup()

from tests.gate.samples import NOON  # noqa: E402 - Django must be set up first
from tests.killing import Killer, answer_each  # noqa: E402

from mamoru.gate import references, transaction, writer  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402


def main(days: str, number: str) -> int:
    killer = Killer(int(number), (references, transaction, writer))
    killer.watch()
    at = NOON + timedelta(days=int(days))
    door = open_door(policy=reference_policy(), clock=lambda: at)
    killer.is_armed = True
    gone = references.sweep_old(door, 1)
    killer.is_armed = False
    door.close()
    return gone


if __name__ == "__main__":
    answer_each(main)
