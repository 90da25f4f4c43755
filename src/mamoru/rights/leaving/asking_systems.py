"""What becomes of whoever leaves in the company's databases: planned, carried out, noted."""

import msgspec

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.systems.look import Whom
from mamoru.gate.transaction import Record
from mamoru.rights.leaving.models import Leaving, SystemAnswer
from mamoru.rights.places import Doing, KeptRows, Part, advance, in_use

DONE, WAITING = "done", "waiting"


def all_answered(door: Door, asker: Asker, wish: Wish, row: Leaving, whom: Whom) -> bool:
    """Let every system erase the person, and return whether each of them has.

    The vault waits for them: what it knows is how they find the person. One that is down blocks
    only itself; the others are done meanwhile, once.
    """
    if not in_use():
        return True
    with looking():
        known = {one.system: _part(one) for one in SystemAnswer.objects.filter(leaving=row)}
    doing = Doing(asker=asker, wish=wish, whom=whom, do="erase")
    return not advance(door, doing, known, lambda one: _note(door, row, one))


def _part(one: SystemAnswer) -> Part:
    return Part(
        system=one.system, map_version=one.map_version, plan=one.plan, problem=one.code,
        is_done=one.state == DONE, counts=one.counts,
        kept=tuple(msgspec.convert(one.kept, list[KeptRows])),
    )  # fmt: skip


def _note(door: Door, row: Leaving, one: Part) -> None:
    def unit(_: Record) -> None:
        there, _is_new = SystemAnswer.objects.get_or_create(
            leaving=row, system=one.system, defaults={"at": door.clock(), "state": WAITING}
        )
        if there.state == DONE:
            return  # another process was faster
        there.state, there.code, there.at = (
            DONE if one.is_done else WAITING,
            one.problem,
            (door.clock()),
        )
        there.plan, there.map_version = one.plan, one.map_version or there.map_version
        there.counts, there.kept = one.counts, msgspec.to_builtins(one.kept)
        there.save()

    door.writer.run(unit)
