"""Makes the calls of a plan, and looks at what a service holds before and after.

Nothing is known from an answer: a call that broke off may have been done, one that was answered may
not be. What is read says it, so a kill before or after any call is found out by whoever comes next.
"""

import time
from collections.abc import Callable, Mapping
from typing import Literal

from mamoru.systems.connect.http.calling import Service
from mamoru.systems.errors import CallPendingError, PlanProblemsError, PlanStaleError
from mamoru.systems.forget.by_calls import Rows, digest_of, is_blank, is_new, rows_read
from mamoru.systems.forget.look import Looked
from mamoru.systems.forget.plan import Change, Delete, Plan, Planned, PlannedCall, key_of
from mamoru.systems.forget.read_back import Left, ReadBack
from mamoru.systems.values import read

LOOKS = 3
"""Times that a service is read back which does not yet show what it has done."""
PAUSE = 0.3
"""Seconds before the second time; twice as long before each further one."""
Applied = Literal["applied", "was_applied"]


def look_at(service: Service, plan: Plan) -> Looked:
    """Look at every row of a plan; raises what reading raises."""
    return _looked(rows_read(service, plan.map, plan.person), plan)


def _looked(rows: Rows, plan: Plan) -> Looked:
    told: list[tuple[Planned, bool, bool]] = []
    effects: tuple[Delete | Change, ...] = (*plan.deletes, *plan.changes)
    for one in effects:
        table, row = plan.map.tables[one.table], rows.get(one.name)
        is_before = row is not None and digest_of(table, row) == one.digest
        if isinstance(one, Change):
            is_after = row is not None and all(
                is_new(row.get(name), read(value)) for name, value in one.values.items()
            )
        else:
            is_after = row is None or is_blank(table, row)
        told.append((one, is_before and not is_after, is_after))
    return Looked(
        before=sum(before for _, before, _ in told),
        after=sum(after for _, _, after in told),
        other=tuple(one for one, before, after in told if not before and not after),
        undone=tuple(one for one, _, after in told if not after),
    )


def apply_calls(services: Mapping[str, Service], plan: Plan, again: Callable[[], Plan]) -> Applied:
    """Make the calls of a plan that are not done yet; return whether all had been done before.

    `services` are those of the plan by name, its own under "". Raises `PlanProblemsError`,
    `PlanStaleError`, `CallPendingError`, and what a call raises.
    """
    if plan.problems:
        raise PlanProblemsError(system=plan.system, count=len(plan.problems))
    own = services[""]
    looked = look_at(own, plan)
    if looked.state == "after" and not plan.is_empty:
        return "was_applied"
    now = again()
    came = {one.name for one in now.deletes} - {one.name for one in plan.deletes}
    is_other = not looked.after and now.shape != plan.shape
    if looked.other or came or is_other or now.problems:
        raise PlanStaleError(system=plan.system)
    make_calls(services, plan, lambda: look_at(own, plan).undone)
    return "applied"


def make_calls(
    services: Mapping[str, Service], plan: Plan, undone: Callable[[], tuple[Planned, ...]]
) -> None:
    """Make each call whose rows are not as they are to be; raises `CallPendingError` and others."""
    is_pending = False
    for one in plan.calls:

        def is_done(one: PlannedCall = one) -> bool:
            return not any(one.does(row) for row in undone())

        if not is_done():
            is_pending |= services[one.system].do(
                one.call, one.values, fields=one.fields, key=one.key, is_done=is_done
            )
    if is_pending and undone():
        raise CallPendingError


def read_back_calls(
    service: Service, plan: Plan, *, sleep: Callable[[float], None] = time.sleep
) -> ReadBack:
    """Read what a service holds of the person; raises what reading raises.

    After an erasure nothing personal may be left but what stays, planned or not.
    """
    for number in range(LOOKS):
        rows = rows_read(service, plan.map, plan.person)
        found = _read_back(rows, plan)
        if found.is_complete or number == LOOKS - 1:
            return found
        sleep(PAUSE * 2**number)
    raise AssertionError  # the last look returned


def _read_back(rows: Rows, plan: Plan) -> ReadBack:
    looked = _looked(rows, plan)
    left = {one.name: one for one in looked.undone}
    stays = {one.name: one.reason for one in plan.stays}
    if plan.do == "erase":
        for name, row in rows.items():
            if name not in stays and not is_blank(plan.map.tables[name[0]], row):
                left.setdefault(name, Planned(table=name[0], key=key_of(name[1])))
    explained: dict[str, int] = {}
    for name in stays.keys() & rows.keys():
        explained[stays[name]] = explained.get(stays[name], 0) + 1
    return ReadBack(
        confirmed=looked.after, explained=explained,
        left=tuple(
            Left(table=one.table, key=one.key, columns=(), why="undone") for one in left.values()
        ),
    )  # fmt: skip
