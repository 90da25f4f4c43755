"""Plans a suspension or its end, as the map says: a flag, a table behind a view, or a call."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import uuid4

from mamoru.systems.amend.drafting import Draft
from mamoru.systems.connect.reach import Session
from mamoru.systems.forget.look import is_value
from mamoru.systems.forget.plan import (
    Change,
    Do,
    Insert,
    Plan,
    PlannedCall,
    Problem,
    key_of,
    values_of,
)
from mamoru.systems.forget.rows import Name
from mamoru.systems.map.calls import kinds_in
from mamoru.systems.map.graph import Graph
from mamoru.systems.map.model import Call, Flag, SuspendCall, SuspendedView
from mamoru.systems.trace.start import Named

Calls = Mapping[tuple[str, str], Call]
"""Calls of registered services, by service and name."""


def suspended(
    session: Session, graph: Graph, person: Sequence[Named], do: Do, *, on: date,
    policy_version: str, own: Iterable[Name] | None = None, calls: Calls | None = None,
) -> Plan:  # fmt: skip
    """Return the plan to suspend a person's information in a system, or to end that (`resume_…`).

    `calls` are those of other services that the map may name. Where the map does not say how, the
    plan has the problem `suspension-unsaid`: that it is only written down here would be no
    suspension. Raises `PersonUnnamedError`, `PersonAmbiguousError`.
    """
    draft = Draft(session, graph, person, own)
    begins = do.startswith("suspend")
    for name in draft.own:
        match graph.table(name[0]).suspend:
            case Flag() as flag:
                _flag(draft, name, flag, begins=begins)
            case SuspendedView() as view:
                _listed(draft, name, view, begins=begins)
            case SuspendCall() as call:
                _called(draft, name, call, calls or {}, begins=begins)
            case None:
                draft.problems.append(Problem(code="suspension-unsaid", table=name[0]))
    return draft.plan(do, on, policy_version)


def _called(draft: Draft, name: Name, said: SuspendCall, calls: Calls, *, begins: bool) -> None:
    """Await that a call of another service makes the row say so; what it needs must be known."""
    wanted = said.seen.on if begins else said.seen.off
    if is_value(draft.rows.values([name])[name][said.seen.column], wanted):
        return
    chosen = said.call if begins else said.end
    where = said.system or "", chosen or ""
    call, values = calls.get(where), draft.values_by_kind(name)
    code = "call-unsaid" if chosen is None else "call-unknown" if call is None else None
    if call is not None and not set(kinds_in(call)) <= set(values):
        code = "call-unnamed"
    if code is not None or call is None:
        draft.problems.append(Problem(code=code or "call-unknown", table=name[0]))
        return
    needed = {kind: values[kind] for kind in kinds_in(call)}
    draft.calls.append(
        PlannedCall(
            name=where[1], system=where[0], call=call, tables=(name[0],), values=needed,
            key=str(uuid4()),
        )
    )  # fmt: skip
    draft.awaited.append(
        Change(
            table=name[0], key=key_of(name[1]), digest="",
            values=values_of({said.seen.column: wanted}), because={said.seen.column: "suspend"},
        )
    )  # fmt: skip


def _flag(draft: Draft, name: Name, flag: Flag, *, begins: bool) -> None:
    wanted = flag.on if begins else flag.off
    held = draft.rows.values([name])[name][flag.column]
    if not is_value(held, wanted):
        draft.change(name, {flag.column: wanted}, "suspend")


def _listed(draft: Draft, name: Name, view: SuspendedView, *, begins: bool) -> None:
    """Put the key of a person into the table of suspended ones, or take it out."""
    table, key = name
    by = draft.graph.keys[table]
    there = draft.graph.schema.tables.get(view.table)
    if there is None or not set(by) <= set(there.columns):
        draft.problems.append(Problem(code="suspension-table", table=view.table, columns=by))
        return
    is_there = bool(draft.session.rows(view.table, by, by, [key], limit=1))
    if is_there is not begins:
        values = values_of(dict(zip(by, key, strict=True)))
        draft.inserts.append(
            Insert(table=view.table, key=key_of(key), values=values, is_removal=not begins)
        )
