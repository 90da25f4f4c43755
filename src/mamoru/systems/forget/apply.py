"""Carries a plan out, in one transaction of the company's database, or not at all.

1. Every row of the plan is locked and looked at: all as planned, or nothing is done.
2. The plan is made anew within the transaction: a row that came since then is not in the frozen
   one, which is stale.
3. Changes first, then rows that go, in their order; each statement has to meet as many rows as it
   names.
4. Commit. Whether it was done is not known from its answer but by looking (`look`).
"""

import time
from collections.abc import Callable
from typing import Any, Literal

from sqlalchemy import delete, insert, update

from mamoru.systems.connect.faults import translated
from mamoru.systems.connect.reach import Reach, Session, among, table_of
from mamoru.systems.errors import (
    ErasureMiscountedError,
    PlanProblemsError,
    PlanStaleError,
    SystemLockedError,
)
from mamoru.systems.forget.look import look
from mamoru.systems.forget.plan import Delete, Plan
from mamoru.systems.forget.preflight import chunks, grouped
from mamoru.systems.found import Key
from mamoru.systems.map.graph import Graph
from mamoru.systems.values import read

TRIES = 4
"""Times that a transaction is begun which somebody else's lock, or a deadlock, has ended."""
PAUSE = 0.2
"""Seconds before the second time; twice as long before each further one."""
Again = Callable[[Session], Plan]
"""Makes the plan anew, as things are within a transaction."""
Applied = Literal["applied", "was_applied"]


def apply(
    reach: Reach, graph: Graph, plan: Plan, again: Again, *,
    sleep: Callable[[float], None] = time.sleep,
) -> Applied:  # fmt: skip
    """Carry the plan out, and return whether it was done now or had been before.

    Raises `PlanProblemsError`, `PlanStaleError`, `ErasureMiscountedError`, and what the database
    raises, upon which nothing was done; only where the connection broke at the commit nobody knows
    it before looking.
    """
    if plan.problems:
        raise PlanProblemsError(system=plan.system, count=len(plan.problems))
    for number in range(TRIES):
        try:
            return _once(reach, graph, plan, again)
        except SystemLockedError:
            if number == TRIES - 1:
                raise
            sleep(PAUSE * 2**number)
    raise AssertionError  # the last try returned or raised


def _once(reach: Reach, graph: Graph, plan: Plan, again: Again) -> Applied:
    with reach.writing() as session:
        looked = look(session, graph, plan, lock=True)
        if looked.state == "after" and not plan.is_empty:
            return "was_applied"
        if looked.state == "neither" or again(session).shape != plan.shape:
            raise PlanStaleError(system=plan.system)
        carry_out(session, graph, plan)
    return "applied"


def carry_out(session: Session, graph: Graph, plan: Plan) -> None:
    """Do what a plan says, each statement to as many rows as it names."""
    _begin(session, graph)
    for name, values, keys in grouped(plan.changes):
        new = {column: read(value) for column, value in values.items()}
        for some in chunks(keys):
            there = table_of(name, dict.fromkeys([*graph.keys[name], *new]))
            changed = update(there).where(among(there, graph.keys[name], some)).values(new)
            _run(session, changed, len(some), name)
    for name, keys in _steps(plan):
        for some in chunks(keys):
            there = table_of(name, graph.keys[name])
            _run(
                session, delete(there).where(among(there, graph.keys[name], some)), len(some), name
            )
    for one in plan.inserts:
        row = {column: read(value) for column, value in one.values.items()}
        there = table_of(one.table, row)
        made = delete(there).where(among(there, tuple(row), [tuple(row.values())]))
        _run(session, made if one.is_removal else insert(there).values(row), 1, one.table)


def _begin(session: Session, graph: Graph) -> None:
    """Have foreign keys that allow it looked at when everything is done."""
    late = {
        "postgresql": "SET CONSTRAINTS ALL DEFERRED", "sqlite": "PRAGMA defer_foreign_keys = ON",
    }  # fmt: skip
    if (statement := late.get(graph.schema.vendor)) is not None:
        with translated():
            session.connection.exec_driver_sql(statement)


def _steps(plan: Plan) -> list[tuple[str, list[Key]]]:
    """Return the rows that go, in their order, those of one step and table together."""
    found: dict[tuple[int, str], list[Delete]] = {}
    for one in plan.deletes:
        found.setdefault((one.step, one.table), []).append(one)
    return [(table, [one.name[1] for one in found[step, table]]) for step, table in sorted(found)]


def _run(session: Session, statement: Any, rows: int, table: str) -> None:  # noqa: ANN401 - SQLAlchemy's
    with translated():
        asked = statement.execution_options(preserve_rowcount=True)  # an insert keeps none else
        met = session.connection.execute(asked).rowcount
    if met != rows:
        raise ErasureMiscountedError(table=table, planned=rows, met=met)
