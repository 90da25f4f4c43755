"""Plans what a service is called for, from what its calls answer now; nothing is done by asking.

A service has no transactions: what it holds is read, the calls are made, and read again. The digest
of a row is over what the map names, since services count looks and stamp times by themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from mamoru.systems.amend.suspend import Calls
from mamoru.systems.connect.http.calling import Service
from mamoru.systems.errors import SystemFailedError
from mamoru.systems.forget.hold import LastDay, held
from mamoru.systems.forget.look import is_value
from mamoru.systems.forget.plan import (
    Change,
    Delete,
    Do,
    Plan,
    Planned,
    PlannedCall,
    Problem,
    Stay,
    Why,
    key_of,
    values_of,
)
from mamoru.systems.forget.rows import Name
from mamoru.systems.map.calls import ROW, kinds_in, row_in
from mamoru.systems.map.model import Call, Field, Map, SuspendCall, Table, columns_of, people_of
from mamoru.systems.trace import by_calls
from mamoru.systems.trace.start import Named
from mamoru.systems.values import Written, digest, read

Rows = dict[Name, dict[str, Any]]  # values as JSON has them
_EMPTY: tuple[object, ...] = (None, "", [], {})


def rows_read(service: Service, found: Map, person: Sequence[Named]) -> Rows:
    """Return every row that the calls of a service answer for a person, as it came.

    Raises what a trace of it raises, and `SystemFailedError` where rows cannot be told apart.
    """
    rows: Rows = {}
    for table in found.tables.values():
        if table.read is None:
            continue
        for key, row in by_calls.rows_of(service, found, table, person):
            if not all(isinstance(one, str | int | float) for one in key):
                raise SystemFailedError(what="no key")
            rows[table.name, key] = row
    return rows


def is_blank(table: Table, row: Mapping[str, Any]) -> bool:  # as above
    """Return whether nothing personal is left in a row: gone, empty, or what the map says."""
    for name in columns_of(table):
        value, to = row.get(name), table.columns[name].anonymise_to
        if value not in _EMPTY and not (to is not None and is_value(value, to)):
            return False
    return True


def is_new(held: Any, wanted: Any) -> bool:  # noqa: ANN401 - values as JSON has them
    """Return whether a field is as it is to be; what is emptied may be empty in any way."""
    return held in _EMPTY if wanted is None else is_value(held, wanted)


def digest_of(table: Table, row: Mapping[str, Any]) -> str:  # as above
    """Return the digest of what the map names of a row."""
    return digest({name: row.get(name) for name in (*table.key, *columns_of(table))})


def planned_calls(
    service: Service, found: Map, person: Sequence[Named], do: Do, *, values: Mapping[str, str],
    last_day: LastDay, on: date, policy_version: str, elsewhere: Calls,
) -> Plan:  # fmt: skip
    """Return what a service would be called for; raises what `rows_read` raises.

    `elsewhere` are the calls of other services that a suspension may name.
    """
    making = _Making(found, person, rows_read(service, found, person), elsewhere)
    if do == "erase":
        making.erase(last_day, on)
    elif do == "correct":
        making.correct(values)
    elif do == "delete":
        making.delete(values)
    else:
        making.suspend(begins=do.startswith("suspend"))
    return making.plan(do, on, policy_version, values)


class _Making:
    """One plan in the making."""

    def __init__(
        self, found: Map, person: Sequence[Named], rows: Rows, elsewhere: Calls
    ) -> None:  # fmt: skip
        self._map, self._rows, self._person = found, rows, person
        self._known = {("", name): call for name, call in found.calls.items()} | dict(elsewhere)
        self._deletes: list[Delete] = []
        self._changes: list[Change] = []
        self._stays: list[Stay] = []
        self._problems: list[Problem] = []
        self._calls: dict[tuple[str, ...], PlannedCall] = {}

    def plan(self, do: Do, on: date, policy_version: str, values: Mapping[str, str]) -> Plan:
        found = self._map
        own = [name for name in self._rows if found.tables[name[0]].people is not None]
        return Plan(
            system=found.system, map_version=found.text_hash, policy_version=policy_version, do=do,
            on=on, person=tuple(self._person),
            own=tuple(Planned(table=table, key=key_of(key)) for table, key in own),
            deletes=tuple(self._deletes), changes=tuple(self._changes), stays=tuple(self._stays),
            calls=tuple(self._calls.values()), problems=tuple(dict.fromkeys(self._problems)),
            asked=dict(values) if do in ("correct", "delete") else {}, map=found, schema="",
        )  # fmt: skip

    def erase(self, last_day: LastDay, on: date) -> None:
        for name, row in self._rows.items():
            table = self._map.tables[name[0]]
            there = dict.fromkeys([table.hold.since] if table.hold else ()) | row
            kept = held(table, there, last_day, on)
            key = key_of(name[1])
            if kept is not None:
                self._stays.append(
                    Stay(
                        table=table.name, key=key, reason="hold", clock=kept.hold.clock,
                        last_day=kept.last_day,
                    )
                )  # fmt: skip
            elif not is_blank(table, row):
                self._deletes.append(
                    Delete(table=table.name, key=key, digest=digest_of(table, row))
                )
                self._call(table, table.erase, key=key)
        self._spare_held({one.table for one in self._stays})

    def _spare_held(self, kept: set[str]) -> None:
        """Let no call be made that would take what the law keeps."""
        for one in self._calls.values():
            if one.row:
                continue  # a row that is held has no call
            reaches = {t.name for t in self._map.tables.values() if t.erase == one.name}
            for table in sorted(reaches & kept):
                self._problems.append(Problem(code="call-holds", table=table))

    def correct(self, values: Mapping[str, str]) -> None:
        for name, row in self._rows.items():
            table = self._map.tables[name[0]]
            new = {
                column: values[item]
                for column, (_, item) in columns_of(table).items()
                if item is not None
                and item in values
                and not is_value(row.get(column), values[item])
            }
            if new and self._may_correct(table, new):
                items = {table.columns[column].item or "" for column in new}
                self._change(name, row, new, "correct")
                sent = {item: values[item] for item in items}
                self._call(table, table.correct, sent, key=key_of(name[1]))

    def delete(self, items: Iterable[str]) -> None:
        """Note where items or categories go: to what the map anonymises them to, else to null."""
        named = set(items)
        for name, row in self._rows.items():
            table = self._map.tables[name[0]]
            columns = columns_of(table)
            new = {
                column: table.columns[column].anonymise_to
                for column, meant in columns.items()
                if named & set(meant)
                and not is_new(row.get(column), table.columns[column].anonymise_to)
            }
            if table.delete is None and new:
                self._problems.append(
                    Problem(code="call-unsaid", table=table.name, columns=(*new,))
                )
            elif new and self._may_correct(table, new):
                sent = {columns[one][1] or columns[one][0]: value for one, value in new.items()}
                self._change(name, row, new, "correct")
                self._call(table, table.delete, sent, key=key_of(name[1]))

    def _may_correct(self, table: Table, columns: Iterable[str]) -> bool:
        """Note what would change by what the person is asked for, so that nobody found them."""
        kinds = kinds_in(self._map.calls[table.read or ""])
        by = {people_of(table).found_by.get(kind) for kind in kinds} if table.people else set()
        fixed = [one for one in columns if one in by or one in table.key]
        self._problems += [
            Problem(code="key-personal", table=table.name, columns=(one,)) for one in fixed
        ]
        return not fixed

    def suspend(self, *, begins: bool) -> None:
        for name, row in self._rows.items():
            table = self._map.tables[name[0]]
            if table.people is None:
                continue
            said = table.suspend
            if not isinstance(said, SuspendCall):
                self._problems.append(Problem(code="suspension-unsaid", table=table.name))
                continue
            wanted = said.seen.on if begins else said.seen.off
            if not is_value(row.get(said.seen.column), wanted):
                self._change(name, row, {said.seen.column: wanted}, "suspend")
                self._call(table, said.call if begins else said.end, where=said.system or "")

    def _change(self, name: Name, row: Mapping[str, Any], new: Mapping[str, Any], why: Why) -> None:
        table = self._map.tables[name[0]]
        self._changes.append(
            Change(
                table=table.name, key=key_of(name[1]), digest=digest_of(table, row),
                values=values_of(new), because=dict.fromkeys(new, why),
            )
        )  # fmt: skip

    def _call(
        self, table: Table, name: str | None, items: Mapping[str, Field] | None = None, *,
        where: str = "", key: tuple[Written, ...] = (),
    ) -> None:  # fmt: skip
        """Have a call made, once for all that it does, after noting why it cannot be."""
        call = self._known.get((where, name)) if name else None
        if name is None or call is None:
            code = "call-unsaid" if name is None else "call-unknown"
            self._problems.append(Problem(code=code, table=table.name))
            return
        row = key if row_in(call) else ()
        values = self._needed(table, call) | _values_of(table, call, row)
        fields = self._fields(table, call, items or {})
        at = (where, name, table.name if row else "", str(row))
        before = self._calls.get(at)
        tables = dict.fromkeys([*(before.tables if before else ()), table.name])
        self._calls[at] = PlannedCall(
            name=name, system=where, call=call, values=values, key=str(uuid4()), row=row,
            tables=tuple(tables), fields={**(before.fields if before else {}), **fields},
        )  # fmt: skip

    def _needed(self, table: Table, call: Call) -> dict[str, str]:
        """Return the identifiers that a call needs."""
        given: dict[str, set[str]] = {}
        for kind, value in self._person:
            given.setdefault(kind, set()).add(value)
        found = {kind: given[kind] for kind in kinds_in(call) if kind in given}
        if len(found) < len(kinds_in(call)) or any(len(one) > 1 for one in found.values()):
            self._problems.append(Problem(code="call-unnamed", table=table.name))
        return {kind: min(values) for kind, values in found.items()}

    def _fields(self, table: Table, call: Call, items: Mapping[str, Field]) -> dict[str, Field]:
        """Return the fields of the body that take new values."""
        found = {field: items[item] for field, item in call.fields.items() if item in items}
        if set(items) - set(call.fields.values()):
            self._problems.append(Problem(code="call-lacks-item", table=table.name))
        return found


def _values_of(table: Table, call: Call, key: Sequence[Written]) -> dict[str, str]:
    """Return what stands for the row in a call."""
    held = {name: str(read(value)) for name, value in zip(table.key, key, strict=False)}
    return {f"{ROW}{column}": held[column] for column in row_in(call) if column in held}
