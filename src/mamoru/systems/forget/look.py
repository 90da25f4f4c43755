"""Whether a plan was carried out, found by looking at its rows and by nothing else."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

import msgspec

from mamoru.systems.connect.reach import Session
from mamoru.systems.forget.plan import Change, Insert, Plan, Planned
from mamoru.systems.forget.rows import Name, by_table
from mamoru.systems.map.graph import Graph
from mamoru.systems.values import digest, hashable, read

State = Literal["before", "after", "neither"]


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """How the rows of a plan are."""

    before: int = 0
    """Rows that are as they were when it was planned."""
    after: int = 0
    """Rows that are as they are to be."""
    other: tuple[Planned, ...] = ()
    """Rows that are neither."""
    undone: tuple[Planned, ...] = ()
    """Rows that are not as they are to be."""

    @property
    def state(self) -> State:
        """Return whether nothing of it was done, all of it, or something else happened."""
        if not self.undone:
            return "after"
        return "neither" if self.other or self.after else "before"


def look(session: Session, graph: Graph, plan: Plan, *, lock: bool = False) -> Looked:
    """Look at every row of a plan; with `lock`, nobody else changes them until the end.

    Rows are locked in one order for everybody, so that two of us do not wait for each other.
    """
    names = {one.name for one in (*plan.deletes, *plan.changes)}
    rows = rows_of(session, graph, names, lock=lock)
    goes = {one.name for one in plan.deletes}
    told: list[tuple[Planned, bool, bool]] = []
    for gone in plan.deletes:
        row = rows.get(gone.name)
        told.append((gone, row is not None and digest(row) == gone.digest, row is None))
    for change in plan.changes:
        if change.name not in goes:
            row = rows.get(change.name)
            is_before = row is not None and digest(row) == change.digest
            told.append((change, is_before, row is not None and is_changed(change, row)))
    for insert in plan.inserts:
        is_there = _is_there(session, insert)
        told.append((insert, is_there is insert.is_removal, is_there is not insert.is_removal))
    return Looked(
        before=sum(before for _, before, _ in told),
        after=sum(after for _, _, after in told),
        other=tuple(one for one, before, after in told if not before and not after),
        undone=tuple(one for one, _, after in told if not after),
    )


def awaited(session: Session, graph: Graph, plan: Plan) -> tuple[Planned, ...]:
    """Return the rows that do not yet say what calls of another service were to bring about."""
    rows = rows_of(session, graph, {one.name for one in plan.awaited})
    return tuple(
        one
        for one in plan.awaited
        if (row := rows.get(one.name)) is None or not is_changed(one, row)
    )


def rows_of(
    session: Session, graph: Graph, names: Iterable[Name], *, lock: bool = False
) -> dict[Name, dict[str, Any]]:
    """Return every column of rows that are there."""
    found: dict[Name, dict[str, Any]] = {}
    for table, keys in sorted(by_table(names).items()):
        columns, by = tuple(graph.schema.tables[table].columns), graph.keys[table]
        ordered = sorted(keys, key=str)
        for row in session.rows(table, columns, by, ordered, lock=lock):
            found[table, hashable(row[one] for one in by)] = row
    return found


def _is_there(session: Session, insert: Insert) -> bool:
    by = tuple(insert.values)
    value = tuple(read(insert.values[one]) for one in by)
    return bool(session.rows(insert.table, by, by, [value], limit=1))


def is_changed(change: Change, row: Mapping[str, Any]) -> bool:
    """Return whether the columns of a change have their new values."""
    return all(is_value(row[name], read(value)) for name, value in change.values.items())


def is_value(held: Any, wanted: Any) -> bool:  # noqa: ANN401 - values of a database
    """Return whether a database holds a value, in whichever of its types it answers with."""
    if held is None or wanted is None:
        return held is wanted
    if isinstance(held, bytes | bytearray | memoryview) or isinstance(wanted, bytes):
        return _bytes(held) == _bytes(wanted)
    if isinstance(wanted, bool | int | float | Decimal) or isinstance(held, bool | int | Decimal):
        try:
            return Decimal(str(held if not isinstance(held, bool) else int(held))) == Decimal(
                str(wanted if not isinstance(wanted, bool) else int(wanted))
            )
        except ArithmeticError:
            return False
    return _text(held) == _text(wanted)


def _bytes(value: Any) -> bytes:  # noqa: ANN401 - as above
    return (
        bytes(value) if isinstance(value, bytes | bytearray | memoryview) else str(value).encode()
    )


def _text(value: Any) -> str:  # noqa: ANN401 - as above
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):  # how a driver hands over a time of day
        return (datetime.min + value).time().isoformat()  # noqa: DTZ901 - only its time of day
    if isinstance(value, time):
        return value.replace(tzinfo=None).isoformat()
    return str(value)
