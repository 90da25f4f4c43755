"""A program that receives a delivery, and is killed at a line of it (see `tests.killing`).

A line names the delivery, the lot after which lines are counted, and the number of the line before
which it is killed, 0 for none. It says how many people were stored.
"""

import django

django.setup()

from tests.gate.samples import NOON  # noqa: E402 - Django must be set up first
from tests.killing import Killer, answer_each  # noqa: E402

from mamoru.collection.partners import deliver as delivering  # noqa: E402
from mamoru.collection.partners import receipts, staged_files  # noqa: E402
from mamoru.gate import receive, staging, transaction, writer  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402

TRACED = (delivering, staged_files, receive, staging, transaction, writer, receipts)


def received(key: str, lot: str, number: str) -> int:
    killer = Killer(int(number), TRACED)
    killer.watch()
    door = open_door(policy=reference_policy(), clock=lambda: NOON)
    lots = 0

    def told(_: object) -> None:
        nonlocal lots
        lots += 1
        killer.is_armed = lots >= int(lot)

    killer.is_armed = lot == "0"
    report = delivering.deliver(door, key, rows=4, tell=told)
    killer.is_armed = False
    door.close()
    return report.created


if __name__ == "__main__":
    answer_each(received)
