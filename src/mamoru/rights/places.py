"""The company's own databases, as requests and leavings need them (`mamoru.gate.systems`).

Each system stands for itself: one that is down, or whose map is wrong, keeps nobody from the
others. A plan is made once and carried out under its name until it has ended. It is done only once
it was read back; one that ended otherwise, such as for rows that have changed since, is made anew.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby

import msgspec

from mamoru.errors import ConflictError, NotFoundError, UnavailableError
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.systems import carry_out, plan
from mamoru.gate.systems.look import Unreachable, Whom
from mamoru.gate.systems.planning import Do, Plan
from mamoru.gate.systems.registering import names_in_use

UNNAMED = "person-unnamed"
"""A system that finds people by nothing that is known of this one: nobody is to be found there."""
AMBIGUOUS = "person-ambiguous"
"""A system in which several accounts fit: somebody has to say which is theirs."""
_STALE = "plan-stale"
_READ_ONLY = "system-read-only"
_SUMMED = ("deletes", "changes", "inserts", "confirmed")


class KeptRows(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that the law keeps in a system, without anything of them."""

    clock: str
    last_day: str | None
    """In Japan; `null` where it does not count yet."""
    rows: int


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """How far one system came with what is done for a person."""

    system: str
    map_version: str = ""
    plan: str = ""
    """The plan to be gone on with; empty where one is still to be made."""
    is_done: bool = False
    problem: str = ""
    """Code of what is in the way; of one that is done, why nobody could be looked for."""
    counts: dict[str, int] = {}
    kept: tuple[KeptRows, ...] = ()


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """What is done for whom, and by what it is decided."""

    asker: Asker
    wish: Wish
    whom: Whom
    do: Do
    values: Mapping[str, str] | None = None


def in_use() -> tuple[str, ...]:
    """Return the names of the systems in use."""
    return names_in_use()


def planned(door: Door, doing: Doing, systems: Collection[str]) -> tuple[Part, ...]:
    """Plan it in some systems; nothing is written there.

    Raises `UnknownPersonError`, `HandlingRefusedError` and its kinds.
    """
    if not systems:
        return ()
    found = plan(
        door, doing.asker, doing.wish, doing.whom, do=doing.do, values=doing.values, systems=systems
    )
    return tuple(_part(one) for one in found)


def advance(
    door: Door, doing: Doing, known: Mapping[str, Part], keep: Callable[[Part], object]
) -> tuple[Part, ...]:
    """Go on in every system that is not done, and return those that still are not.

    What becomes of each is handed to `keep` before anything follows from it. Raises what `planned`
    raises.
    """
    parts = dict(known)
    waiting = [name for name in in_use() if name not in parts or not parts[name].is_done]
    again: Sequence[str] = waiting
    for _ in range(2):  # what went stale between plan and deed is planned anew, once
        for made in planned(door, doing, [one for one in again if not _has_plan(parts, one)]):
            before = parts.get(made.system)
            parts[made.system] = _summed(made, before.counts if before else {})
            keep(parts[made.system])
        for name in again:
            if _has_plan(parts, name) and not parts[name].is_done:
                parts[name] = _carried(door, doing, parts[name])
                keep(parts[name])
        again = [name for name in again if name in parts and parts[name].problem == _STALE]
    return tuple(
        parts.get(name, Part(system=name, problem="unknown-system"))
        for name in waiting
        if name not in parts or not parts[name].is_done
    )


def _has_plan(parts: Mapping[str, Part], name: str) -> bool:
    return name in parts and bool(parts[name].plan)


def _part(found: Plan | Unreachable) -> Part:
    if isinstance(found, Unreachable):
        return Part(system=found.system, problem=found.code, is_done=found.code == UNNAMED)
    problems = [one.code for one in found.problems]
    is_nothing = found.is_empty and set(problems) <= {_READ_ONLY}
    is_done = is_nothing and bool(problems)  # nothing is to be written where nothing can be
    return Part(
        system=found.system, map_version=found.map_version, plan="" if problems else found.ref,
        is_done=is_done, problem=problems[0] if problems and not is_done else "",
        counts={"confirmed": 0, **found.counts} if is_done else {}, kept=_kept(found),
    )  # fmt: skip


def _kept(found: Plan) -> tuple[KeptRows, ...]:
    days = sorted(
        (one.clock, one.last_day.isoformat() if one.last_day else "")
        for one in found.stays
        if one.reason == "hold" and one.clock
    )
    return tuple(
        KeptRows(clock=clock, last_day=day or None, rows=len(list(rows)))
        for (clock, day), rows in groupby(days)
    )


def _carried(door: Door, doing: Doing, part: Part) -> Part:
    try:
        found = carry_out(door, doing.asker, doing.wish, part.plan)
    except (ConflictError, UnavailableError) as error:
        return msgspec.structs.replace(part, problem=error.code)
    except NotFoundError as error:  # a plan that was purged is made anew
        return msgspec.structs.replace(part, plan="", problem=error.code)
    if found.is_done:
        done = msgspec.structs.replace(part, is_done=True, problem="")
        return _summed(msgspec.structs.replace(done, counts=found.counts), part.counts)
    problem = found.problem or found.state
    if found.state not in ("partial", "blocked"):
        return msgspec.structs.replace(part, problem=problem)
    ended = msgspec.structs.replace(part, plan="", problem=problem)
    if found.state == "partial":
        return _summed(msgspec.structs.replace(ended, counts=found.counts), part.counts)
    return ended


def _summed(part: Part, before: Mapping[str, int]) -> Part:
    """Return a part with what earlier plans of it did as well."""
    if not before:
        return part
    sums = {one: before.get(one, 0) + part.counts.get(one, 0) for one in _SUMMED}
    counted = {one: count for one, count in sums.items() if one in before or one in part.counts}
    return msgspec.structs.replace(part, counts={**before, **part.counts, **counted})
