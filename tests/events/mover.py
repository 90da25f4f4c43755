"""A program that moves, compacts, and is killed at a line of it (`tests.killing`)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from tests.gate.samples import NOON  # noqa: E402
from tests.killing import Killer, answer_each  # noqa: E402

from mamoru.events import catalogue, files, moving, queries  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.gate.observing import upkeep  # noqa: E402


def moved(number: str, days: str) -> Any:
    """Look after events some days later, and be killed at the line with this number."""
    door = open_door(home=Path(settings.HOME), clock=lambda: NOON + timedelta(days=int(days)))
    killer = Killer(int(number), (moving, files, catalogue, queries, upkeep))
    killer.watch()
    killer.is_armed = True
    done = upkeep.keep(door)
    killer.is_armed = False
    door.close()
    return done.moved


if __name__ == "__main__":
    answer_each(moved)
