"""A program that publishes a draft, and is killed at a line of it (see `tests.killing`).

A line names the version, and the number of the line before which its publisher is killed.
"""

import django

django.setup()

from tests.gate.samples import Clock  # noqa: E402 - Django must be set up first
from tests.killing import Killer, answer_each  # noqa: E402

from mamoru.gate import editions, transaction  # noqa: E402
from mamoru.gate.asking import OFFICER  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.notices import announce, publish  # noqa: E402


def published(version: str, number: str) -> int:
    killer = Killer(int(number), (announce, editions, publish, transaction))
    killer.watch()
    door = open_door(clock=Clock())
    killer.is_armed = True
    publish.publish(door, OFFICER, version, approved="approval:1")
    count = announce.announce_due(door)
    killer.is_armed = False
    return count


if __name__ == "__main__":
    answer_each(published)
