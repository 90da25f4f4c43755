"""A program that makes a package, and is killed at a line of it (see `tests.killing`).

A line names the hand-over, the number of steps after which lines are counted, and the line before
which it is killed, 0 for none. It says how many people are in the package.
"""

from collections.abc import Callable

import django

django.setup()

from tests.gate.samples import NOON  # noqa: E402 - Django must be set up first
from tests.killing import Killer, answer_each  # noqa: E402

from mamoru.gate import transaction, writer  # noqa: E402
from mamoru.gate.door import Door, open_door  # noqa: E402
from mamoru.gate.handing import decide, open  # noqa: A004, E402
from mamoru.paths import reference_policy  # noqa: E402
from mamoru.provision.packages import (  # noqa: E402
    arriving,
    check,
    delivered,
    ending,
    files,
    lease,
    links,
    parts,
    planning,
    produce,
    ready,
    recall,
    send,
    sftp,
    taking_back,
    watching,
)

TRACED = (
    produce, parts, files, check, ready, delivered, links, send, sftp, decide, open, transaction,
    writer, arriving, ending, lease, recall, taking_back, watching,
    planning,
)  # fmt: skip


def made(ref: str, after: str, number: str) -> int:
    killer = Killer(int(number), TRACED)
    killer.watch()
    door = open_door(policy=reference_policy(), clock=lambda: NOON)
    steps = 0

    def told(_: object) -> None:
        nonlocal steps
        steps += 1
        killer.is_armed = steps >= int(after)

    killer.is_armed = after == "0"
    report = produce.produce(door, ref, lot=4, part=6, tell=told)
    killer.is_armed = False
    door.close()
    return report.people


def sent(ref: str, number: str) -> str:
    return done(number, lambda door: send.send(door, ref).state)


def recalled(ref: str, number: str) -> str:
    return done(
        number, lambda door: recall.revoke(door, ref, caller="officer", reason="doc:1").state
    )  # fmt: skip


def done(number: str, act: Callable[[Door], str]) -> str:
    """Do it on a door of its own, and be killed before a line of it."""
    killer = Killer(int(number), TRACED)
    killer.watch()
    door = open_door(policy=reference_policy(), clock=lambda: NOON)
    killer.is_armed = True
    told = act(door)
    killer.is_armed = False
    door.close()
    return told


def counted(ref: str, number: str) -> str:
    def planned(door: Door) -> str:
        planning.plan_on(door, ref)
        return "planned"

    return done(number, planned)


ACTS: dict[str, Callable[..., object]] = {
    "make": made,
    "send": sent,
    "recall": recalled,
    "plan": counted,
}


def main(act: str, *words: str) -> object:
    return ACTS[act](*words)


if __name__ == "__main__":
    answer_each(main)
