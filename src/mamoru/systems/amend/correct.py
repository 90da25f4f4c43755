"""Plans a correction: every column that holds the item gets its new value (clause 7(2), APPI 34).

Only in rows that nobody else owns. A row of several people stays as it is, and the plan says so:
what is true of one may be another's, so somebody has to decide.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from secrets import token_hex
from typing import Any

from mamoru.systems.amend.drafting import Draft
from mamoru.systems.amend.fitting import fitted
from mamoru.systems.connect.reach import Session
from mamoru.systems.forget.anonymous import UnfitError, anonymous, for_file, is_anonymous
from mamoru.systems.forget.plan import Plan, Problem
from mamoru.systems.forget.rows import Name
from mamoru.systems.map.graph import Graph
from mamoru.systems.trace.start import Named
from mamoru.systems.values import hashable


def corrected(
    session: Session, graph: Graph, person: Sequence[Named], values: Mapping[str, str], *,
    on: date, policy_version: str, own: Iterable[Name] | None = None,
) -> Plan:  # fmt: skip
    """Return the plan to give items of the policy new values, wherever a map says they are.

    Raises `PersonUnnamedError`, `PersonAmbiguousError`, `TooMuchHeldError`.
    """
    draft = Draft(session, graph, person, own)
    share = draft.share()
    for name in sorted(share.owned, key=str):
        new = _new(draft, name[0], values)
        if new and name in share.shared:
            draft.stay(name)
        elif new and not _taken(draft, name, new):
            draft.change(name, new, "correct")
    return draft.plan("correct", on, policy_version, values)


def let_go(
    session: Session, graph: Graph, person: Sequence[Named], items: Collection[str], *,
    on: date, policy_version: str, own: Iterable[Name] | None = None,
) -> Plan:  # fmt: skip
    """Return the plan to delete items or categories of the policy, wherever a map says they are.

    The column is anonymised as the map says, else emptied. Raises what `corrected` raises.
    """
    draft = Draft(session, graph, person, own)
    share = draft.share()
    for name in sorted(share.owned, key=str):
        gone = _gone(draft, name, items)
        if gone and name in share.shared:
            draft.stay(name)
        elif gone:
            draft.change(name, gone, "correct")
    return draft.plan("delete", on, policy_version, dict.fromkeys(items, ""))


def _gone(draft: Draft, name: Name, items: Collection[str]) -> dict[str, Any]:
    """Return what becomes of the columns that hold the items, after noting where nothing fits."""
    found: dict[str, Any] = {}
    graph, table = draft.graph, name[0]
    held = draft.rows.values([name])[name]
    for column in graph.table(table).columns.values():
        if column.data is None or not {column.item, column.data} & set(items):
            continue
        there = graph.schema.tables[table].columns[column.name]
        unique = graph.schema.tables[table].is_unique((column.name,))
        is_fixed = column.name in graph.keys[table] or there.is_generated
        try:
            value = anonymous(there, column, unique=unique, random=_random)
            code = "key-personal" if is_fixed else ""
        except UnfitError as error:
            code = error.code
        if code:
            draft.problems.append(Problem(code=code, table=table, columns=(column.name,)))
            continue
        value = for_file(value) if graph.schema.vendor == "sqlite" else value
        if not is_anonymous(there, held[column.name], value, unique=unique):
            found[column.name] = value
    return found


def _random(digits: int) -> str:
    return token_hex(digits)[:digits]


def _new(draft: Draft, table: str, values: Mapping[str, str]) -> dict[str, Any]:
    """Return the new values of the columns of a table, after noting those that do not fit."""
    found: dict[str, Any] = {}
    graph = draft.graph
    for column in graph.table(table).columns.values():
        text = values.get(column.item or "")
        if column.data is None or text is None:
            continue
        there = graph.schema.tables[table].columns[column.name]
        is_fixed = column.name in graph.keys[table] or there.is_generated
        try:
            found[column.name] = fitted(there, text, graph.schema.vendor, is_fixed=is_fixed)
        except UnfitError as error:
            draft.problems.append(Problem(code=error.code, table=table, columns=(column.name,)))
    return found


def _taken(draft: Draft, name: Name, new: Mapping[str, Any]) -> bool:
    """Note where another row has a value already that only one may have."""
    graph, (table, key) = draft.graph, name
    by = graph.keys[table]
    for column, value in new.items():
        if not graph.schema.tables[table].is_unique((column,)):
            continue
        rows = draft.session.rows(table, by, (column,), [(value,)], limit=2)
        if any(hashable(row[one] for one in by) != key for row in rows):
            draft.problems.append(Problem(code="value-taken", table=table, columns=(column,)))
            return True
    return False
