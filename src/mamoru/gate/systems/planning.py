"""Planning what is done for a person in the company's databases: read, decided, recorded, kept.

Nothing is written in a system. Where one cannot be asked, it blocks itself alone and says why.
"""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

import msgspec

from mamoru.crypto.errors import InvalidIdentifierError
from mamoru.errors import MamoruError
from mamoru.gate.about import Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import checked
from mamoru.gate.systems.look import Whom, with_request
from mamoru.gate.systems.reached import unreachable
from mamoru.gate.systems.sealed import Kept, seal_plan
from mamoru.gate.systems.ways import Elsewhere, way_to
from mamoru.gate.systems.whom import (
    Known,
    Target,
    decided_about,
    known,
    registered,
)
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import Touch
from mamoru.ledger.entries import SystemTouched
from mamoru.policy.handling import Decision
from mamoru.systems.errors import SystemReadOnlyError
from mamoru.systems.forget.plan import Do as Do  # the ways in take them
from mamoru.systems.forget.plan import Plan as Plan
from mamoru.systems.forget.plan import Problem
from mamoru.systems.found import Unreachable
from mamoru.systems.journal.models import Job
from mamoru.systems.journal.rows import new_ref
from mamoru.systems.map.model import Map, SuspendCall

ACTS: Mapping[Do, tuple[str, ...]] = {
    "erase": ("erase", "dispose"),
    "correct": ("correct", "add"),
    "delete": ("erase",),
    "suspend_use": ("suspend_use",),
    "resume_use": ("suspend_use",),
    "suspend_provision": ("suspend_provision",),
    "resume_provision": ("suspend_provision",),
}
"""The acts of the policy that are carried out by what a plan does."""


def plan(
    door: Door, asker: Asker, wish: Wish, person: Whom, *, do: Do = "erase",
    values: Mapping[str, str] | None = None, systems: Collection[str] | None = None,
) -> tuple[Plan | Unreachable, ...]:  # fmt: skip
    """Return what would be done for a person in each registered system, or those that are named.

    Raises what `plan_in` raises.
    """
    found = registered(door, systems)
    targets = [one for one in found if isinstance(one, Target)]
    made = iter(plan_in(door, asker, wish, person, targets, do=do, values=values))
    return tuple(next(made) if isinstance(one, Target) else one for one in found)


def plan_in(
    door: Door, asker: Asker, wish: Wish, person: Whom, targets: Sequence[Target], *,
    do: Do = "erase", values: Mapping[str, str] | None = None,
) -> tuple[Plan | Unreachable, ...]:  # fmt: skip
    """Return what would be done for a person in each system, kept in the journal under its `ref`.

    `values` are those of a correction, by item of the policy. One decision for all that the plans
    touch, on record with one entry for each plan. Raises `UnknownPersonError`, `InvalidValueError`,
    `InvalidIdentifierError`, `HandlingRefusedError` and its kinds; then nothing is kept.
    """
    if not targets:
        return ()
    wish, asker = checked(asker, wish, *ACTS[do]), with_request(asker)
    who = known(door, asker, wish, person, targets)
    beside = [_elsewhere(door, one.map) for one in targets]
    made = [
        _made(door, one, who, do, values or {}, there)
        for one, there in zip(targets, beside, strict=True)
    ]
    jobs = {
        at: _job(door, one, targets[at], who, beside[at])
        for at, one in enumerate(made)
        if isinstance(one, Plan)
    }
    _tell_unreachable(door, asker, [one for one in made if isinstance(one, Unreachable)])
    try:
        _keep(door, asker, wish, who, {at: (made[at], job) for at, job in jobs.items()})
    except BaseException:
        for job in jobs.values():
            door.keys.provider.destroy(job.kek_id)
        raise
    return tuple(
        msgspec.structs.replace(one, ref=jobs[at].ref) if isinstance(one, Plan) else one
        for at, one in enumerate(made)
    )


def _keep(
    door: Door, asker: Asker, wish: Wish, who: Known,
    made: Mapping[int, tuple[Plan | Unreachable, Job]],
) -> None:  # fmt: skip
    """Decide what the plans do, record it, and put them into the journal, in one transaction."""
    found = [(plan, job) for plan, job in made.values() if isinstance(plan, Plan)]
    if not found:
        return  # what could not be reached is on record already
    touched: list[Touched] = [
        (data, None) for data in dict.fromkeys(one for plan, _ in found for one in plan.touched)
    ]
    kinds = list(dict.fromkeys(kind for plan, _ in found for kind in plan.kinds))

    def unit(record: Record) -> Decision | None:
        about = decided_about(door, record, asker, wish, who.ref, touched, kinds)
        if isinstance(about, Decision):
            return about
        for one, job in found:
            job.save(force_insert=True)
            tell(record, asker, job, one, "planned", door)
        return None

    door.run(asker, wish, unit, ref=who.ref)


def _tell_unreachable(door: Door, asker: Asker, systems: Sequence[Unreachable]) -> None:
    def unit(record: Record) -> None:
        for one in systems:
            record.add(
                SystemTouched(
                    at=door.clock(), change="unreachable", system=one.system, caller=asker.system,
                    request=asker.request,
                )
            )  # fmt: skip

    if systems:
        door.writer.run(unit, changes=False)


def tell(
    record: Record, asker: Asker, job: Job, plan: Plan, change: Touch, door: Door, *, left: int = 0
) -> None:
    """Add the entry that a plan was made, begun, or came to an end."""
    record.add(
        SystemTouched(
            at=door.clock(), change=change, system=plan.system, map=plan.map_version,
            plan=sha256(bytes(job.sealed)).hexdigest(), job=job.ref, deletes=len(plan.deletes),
            changes=len(plan.changes) + len(plan.inserts), stays=len(plan.stays), left=left,
            caller=asker.system, request=asker.request,
        )
    )  # fmt: skip


def _job(door: Door, plan: Plan, target: Target, who: Known, elsewhere: Elsewhere) -> Job:
    now = door.clock()
    job = Job(
        ref=new_ref(), system=plan.system, map_version=plan.map_version, person=who.number,
        policy_version=plan.policy_version, do=plan.do, counts=plan.counts, created_at=now,
        changed_at=now, state="planned" if plan.is_ready else "blocked",
        problem="" if plan.is_ready else "plan-problems",
    )  # fmt: skip
    called = {one.system for one in plan.calls}
    there = {name: one for name, one in elsewhere.items() if name in called}
    kept = Kept(plan=plan, url=target.url, ref=who.ref, elsewhere=there)
    seal_plan(door.keys.provider, job, kept)
    return job


def _made(
    door: Door, target: Target, who: Known, do: Do, values: Mapping[str, str],
    elsewhere: Elsewhere,
) -> Plan | Unreachable:  # fmt: skip
    try:
        with way_to(door, target.map, target.url, elsewhere, writable=False) as way:
            found = way.planned(who.named, do, values, accounts=who.accounts)
    except InvalidIdentifierError:
        raise
    except MamoruError as error:
        return unreachable(target.map.system, error)
    if not target.map.is_writable:
        problem = Problem(code=SystemReadOnlyError.code, table="", rows=0)
        return msgspec.structs.replace(found, problems=(*found.problems, problem))
    return found


def _elsewhere(door: Door, found: Map) -> Elsewhere:
    """Return the registered services whose calls a map names; one that is not there is left out."""
    named = {
        one.suspend.system
        for one in found.tables.values()
        if isinstance(one.suspend, SuspendCall) and one.suspend.system
    }
    there = registered(door, named) if named else ()
    return {one.map.system: one for one in there if isinstance(one, Target) and one.map.calls}
