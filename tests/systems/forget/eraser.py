"""A program that carries plans out, and is killed at a line of it (see `tests.killing`).

A line names the number of plans after which lines are counted, the line before which it is killed
(0: none; `@` and a state: when a plan has come into it), and the plans. It says how they ended.
"""

import os
import signal
from types import FrameType

import django

django.setup()

from tests.gate.samples import NOON  # noqa: E402 - Django must be set up first
from tests.killing import Killer, answer_each  # noqa: E402
from tests.systems.erasing import done  # noqa: E402

from mamoru.gate.door import open_door  # noqa: E402
from mamoru.gate.systems import carrying, planning, sealed, ways, whom  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402
from mamoru.systems.connect import reach  # noqa: E402
from mamoru.systems.forget import apply, at_services, look, read_back  # noqa: E402
from mamoru.systems.journal import rows  # noqa: E402

MOVING = ("_move", "_begin")
TRACED = (carrying, planning, sealed, ways, whom, rows, apply, at_services, look, read_back, reach)


class KillerAt(Killer):
    """Kills this process when a plan has come into a state, as the journal has it by then."""

    def __init__(self, state: str) -> None:
        super().__init__(0, ())
        self._state = state

    def __call__(self, frame: FrameType, event: str, _: object) -> object:
        is_moved = frame.f_code.co_filename == carrying.__file__ and frame.f_code.co_name in MOVING
        if not is_moved:
            return None
        state = frame.f_locals.get("state", "applying")
        if event == "return" and self.is_armed and state == self._state:
            os.kill(os.getpid(), signal.SIGKILL)
        return self


def carried(after: str, number: str, *plans: str) -> str:
    killer = KillerAt(number[1:]) if number.startswith("@") else Killer(int(number), TRACED)
    killer.watch()
    door = open_door(policy=reference_policy(), clock=lambda: NOON)
    ended = []
    for at, one in enumerate(plans):
        killer.is_armed = at >= int(after)
        ended.append(done(door, one).state)
    killer.is_armed = False
    door.close()
    return " ".join(ended)


if __name__ == "__main__":
    answer_each(carried)
