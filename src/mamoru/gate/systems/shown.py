"""Plans and outcomes as they are shown: which rows, and why; no values of them but their keys."""

from typing import Annotated, Any

import msgspec

from mamoru.gate.systems.carrying import Outcome
from mamoru.systems.forget.plan import Plan, Planned, Problem
from mamoru.systems.forget.problems import message
from mamoru.systems.values import read

Scalar = Annotated[
    Any,  # of the database's types
    msgspec.Meta(extra_json_schema={"type": ["string", "number", "boolean", "null"]}),
]
"""A value of a key, in JSON."""


class RowShown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A row of a plan."""

    table: str
    key: tuple[Scalar, ...]
    columns: dict[str, str] = {}
    """Columns that change, each with why."""
    reason: str = ""
    """Why it stays."""
    clock: str | None = None
    last_day: str | None = None
    dropped: bool = False


class CallShown(msgspec.Struct, frozen=True, kw_only=True):
    """A call that will be made: which, and not for whom."""

    name: str
    system: str
    """Service whose call it is; empty: the system itself."""
    method: str
    path: str
    """As the map has it."""
    tables: tuple[str, ...]


class ProblemShown(msgspec.Struct, frozen=True, kw_only=True):
    """A problem of a plan, or a warning, in both languages."""

    code: str
    table: str
    columns: tuple[str, ...]
    rows: int
    ja: str
    en: str


class PlanShown(msgspec.Struct, frozen=True, kw_only=True):
    """A plan."""

    plan: str
    system: str
    do: str
    map_version: str
    policy_version: str
    is_ready: bool
    counts: dict[str, int]
    deletes: tuple[RowShown, ...]
    changes: tuple[RowShown, ...]
    stays: tuple[RowShown, ...]
    calls: tuple[CallShown, ...]
    problems: tuple[ProblemShown, ...]
    warnings: tuple[ProblemShown, ...]


class LeftShown(msgspec.Struct, frozen=True, kw_only=True):
    """A row with something of the person that nothing explains."""

    table: str
    key: tuple[Scalar, ...]
    columns: tuple[str, ...]
    why: str


class OutcomeShown(msgspec.Struct, frozen=True, kw_only=True):
    """How far a plan came."""

    plan: str
    system: str
    state: str
    wrote: str
    counts: dict[str, int]
    problem: str
    explained: dict[str, int]
    left: tuple[LeftShown, ...]
    unsearched: tuple[ProblemShown, ...]


def plan_shown(plan: Plan) -> PlanShown:
    """Return a plan as it is shown."""
    return PlanShown(
        plan=plan.ref, system=plan.system, do=plan.do, map_version=plan.map_version,
        policy_version=plan.policy_version, is_ready=plan.is_ready, counts=plan.counts,
        deletes=tuple(
            RowShown(table=one.table, key=_key(one), dropped=one.dropped) for one in plan.deletes
        ),
        changes=(
            *(
                RowShown(table=one.table, key=_key(one), columns=dict(one.because))
                for one in (*plan.changes, *plan.awaited)
            ),
            *(
                RowShown(
                    table=one.table, key=_key(one), columns=dict.fromkeys(one.values, "suspend")
                )
                for one in plan.inserts
            ),
        ),
        stays=tuple(
            RowShown(
                table=one.table, key=_key(one), reason=one.reason, clock=one.clock,
                last_day=one.last_day.isoformat() if one.last_day else None,
            )
            for one in plan.stays
        ),
        calls=tuple(
            CallShown(
                name=one.name, system=one.system, method=one.call.method, path=one.call.path,
                tables=one.tables,
            )
            for one in plan.calls
        ),
        problems=tuple(map(_problem, plan.problems)), warnings=tuple(map(_problem, plan.warnings)),
    )  # fmt: skip


def outcome_shown(outcome: Outcome) -> OutcomeShown:
    """Return an outcome as it is shown."""
    found = outcome.found
    return OutcomeShown(
        plan=outcome.plan, system=outcome.system, state=outcome.state, wrote=outcome.wrote,
        counts=outcome.counts, problem=outcome.problem,
        explained=found.explained if found else {},
        left=tuple(
            LeftShown(table=one.table, key=_key(one), columns=one.columns, why=one.why)
            for one in (found.left if found else ())
        ),
        unsearched=tuple(map(_problem, found.unsearched if found else ())),
    )  # fmt: skip


def _key(one: Planned) -> tuple[Scalar, ...]:  # as above
    return tuple(map(read, one.key))


def _problem(one: Problem) -> ProblemShown:
    return ProblemShown(
        code=one.code, table=one.table, columns=one.columns, rows=one.rows,
        ja=message(one, "ja"), en=message(one, "en"),
    )  # fmt: skip
