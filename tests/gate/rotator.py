"""A program that opens a door or rotates its keys, and is killed at a line (see `tests.killing`).

A line names the task, and the number of the line before which it is killed.
"""

from collections.abc import Callable

import django

django.setup()

from tests.killing import Killer, answer_each  # noqa: E402 - Django must be set up first

from mamoru.gate import keys, rotate  # noqa: E402
from mamoru.gate.door import open_door, prepare  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402
from mamoru.vault import epochs, keyring  # noqa: E402


def killed_before(number: int, task: Callable[[], object]) -> None:
    killer = Killer(number, (keys, rotate, epochs, keyring))
    killer.watch()
    killer.is_armed = True
    task()
    killer.is_armed = False


def done(task: str, number: str) -> int:
    before = int(number)
    if task == "prepare":
        killed_before(before, lambda: prepare(policy=reference_policy()))
    else:
        door = open_door(policy=reference_policy())
        if any(epoch.retired_at and not epoch.destroyed_at for epoch in rotate.epochs()):
            rotate.rotate(
                door
            )  # what the kill before left: the next one goes through all its steps
        killed_before(before, lambda: rotate.rotate(door))
    return 0


if __name__ == "__main__":
    answer_each(done)
