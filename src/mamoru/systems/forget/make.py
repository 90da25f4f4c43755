"""Makes the plan of an erasure from what is in the database at one moment. Nothing is written."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from mamoru.crypto.errors import InvalidIdentifierError
from mamoru.crypto.index import normalised
from mamoru.systems.connect.reach import Session
from mamoru.systems.forget.anonymous import Random, UnfitError, anonymous, for_file, is_anonymous
from mamoru.systems.forget.fate import Columns, Fate, enforced, released
from mamoru.systems.forget.hold import LastDay
from mamoru.systems.forget.order import Order, ordered
from mamoru.systems.forget.plan import (
    Change,
    Delete,
    Plan,
    Planned,
    Problem,
    Searched,
    Stay,
    key_of,
    values_of,
)
from mamoru.systems.forget.rows import Name, Rows
from mamoru.systems.forget.share import share
from mamoru.systems.map.graph import Graph
from mamoru.systems.trace.rows import Asking
from mamoru.systems.trace.start import Named, own_rows
from mamoru.systems.values import digest, hashable, written


def planned(
    session: Session, graph: Graph, person: Sequence[Named], *, last_day: LastDay, on: date,
    policy_version: str, random: Random = lambda digits: secrets.token_hex(16)[:digits],
    own: Iterable[Name] | None = None,
) -> Plan:  # fmt: skip
    """Return the plan to forget whom the identifiers name, as things are within `session`.

    `own` are the rows of the person where they were found before. Raises `PersonUnnamedError`,
    `PersonAmbiguousError`, `TooMuchHeldError`, and what the database raises.
    """
    asking = Asking(session, graph)
    mine = [row.name for row in own_rows(asking, person)] if own is None else own
    names = [(table, hashable(key)) for table, key in mine]
    return _Making(session, graph, person, names, last_day, on, random).plan(policy_version)


class _Making:
    """One plan in the making."""

    def __init__(
        self, session: Session, graph: Graph, person: Sequence[Named], own: list[Name],
        last_day: LastDay, on: date, random: Random,
    ) -> None:  # fmt: skip
        self._rows, self._graph, self._random = Rows(session, graph), graph, random
        self._own = own
        there = self._rows.values(own)
        self._own = [name for name in own if name in there]
        self._person = tuple(dict.fromkeys([*person, *_known(graph, there)]))
        self._fate = Fate(self._rows, share(self._rows, self._own), last_day, on)
        self._on = on
        self._problems = list(self._fate.problems)

    def plan(self, policy_version: str) -> Plan:
        fate, graph = self._fate, self._graph
        order = self._order()
        changes = tuple(self._changes(fate.changes))
        return Plan(
            system=graph.map.system, map_version=graph.map.text_hash,
            policy_version=policy_version, do="erase", on=self._on, person=self._person,
            own=tuple(Planned(table=table, key=key_of(key)) for table, key in self._own),
            deletes=self._deletes(order), changes=changes, stays=tuple(self._stays()),
            problems=_gathered(self._problems), pointers=tuple(self._pointers()),
            map=graph.map, schema=graph.schema.digest,
        )  # fmt: skip

    def _order(self) -> Order:
        """Settle the order, after noting what has to let go first and what cannot."""
        fate, graph = self._fate, self._graph
        held = [
            tie for tie in fate.ties if enforced(graph, tie.edge) and not self._is_late(tie.edge)
        ]
        order = ordered(
            fate.goes, held, lambda tie: released(graph, tie.edge, ()),
            holds_itself=graph.schema.vendor == "mariadb",
        )  # fmt: skip
        for name, columns in order.cut:
            fate.change(name, columns, "cycle")
        for table in {table for table, _ in order.stuck}:
            rows = sum(one[0] == table for one in order.stuck)
            self._problems.append(Problem(code="circle", table=table, rows=rows))
        for table in {table for table, _ in fate.goes if graph.schema.tables[table].is_view}:
            self._problems.append(Problem(code="view-row", table=table))
        return order

    def _is_late(self, edge: Any) -> bool:  # noqa: ANN401 - an edge
        """Whether the database looks at a link at the end of the transaction, if we ask it to."""
        if self._graph.schema.vendor == "sqlite":
            return True
        return any(
            one.is_deferrable and set(one.columns) == set(edge.columns) and one.to == edge.to
            for one in self._graph.schema.tables[edge.table].foreign_keys
        )

    def _deletes(self, order: Order) -> tuple[Delete, ...]:
        values = self._rows.values(self._fate.goes)
        found = [
            Delete(
                table=name[0], key=key_of(name[1]), digest=digest(row),
                step=order.steps.get(name, 0), dropped=name in self._fate.dropped,
            )
            for name, row in values.items()
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda one: (one.step, one.table, str(one.key))))

    def _changes(self, changes: Mapping[Name, Columns]) -> Iterable[Change]:
        values = self._rows.values(list(changes))
        for name, columns in sorted(changes.items(), key=str):
            new = self._new(name, columns, values[name])
            if new:
                yield Change(
                    table=name[0], key=key_of(name[1]), digest=digest(values[name]),
                    values=values_of(new), because={one: columns[one] for one in new},
                )  # fmt: skip

    def _new(self, name: Name, columns: Columns, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return what changes in a row, after noting what cannot."""
        table, there = self._graph.table(name[0]), self._graph.schema.tables[name[0]]
        found: dict[str, Any] = {}
        for column, why in columns.items():
            one = there.columns[column]
            if one.is_generated:
                continue  # the database works it out anew from what it is made of
            unique = any(index.is_unique and column in index.columns for index in there.indexes)
            if why in ("let_go", "cycle"):
                value = None
            else:
                try:
                    self._check(name[0], column)
                    value = anonymous(
                        one, table.columns.get(column), unique=unique, random=self._random
                    )
                    value = for_file(value) if self._graph.schema.vendor == "sqlite" else value
                except UnfitError as error:
                    self._problems.append(
                        Problem(code=error.code, table=name[0], columns=(column,))
                    )
                    continue
            if not is_anonymous(one, row[column], value, unique=unique):
                found[column] = value
        return found

    def _check(self, name: str, column: str) -> None:
        """Let no column be anonymised that tells rows apart, or that others point to or with."""
        graph = self._graph
        if column in graph.keys[name]:
            raise UnfitError("key-personal")
        for edge in self._fate.edges:
            if not enforced(graph, edge):
                continue
            if edge.to == name and column in edge.to_columns:
                raise UnfitError("pointed-to")
            if edge.table == name and column in edge.columns:
                there = graph.schema.tables[name].columns[column]
                said = graph.table(name).columns.get(column)
                if not there.is_nullable or (said and said.anonymise_to is not None):
                    raise UnfitError("pointer")

    def _stays(self) -> Iterable[Stay]:
        for name, reason in sorted(self._fate.reasons.items(), key=str):
            if name in self._fate.goes:
                continue
            held = self._fate.held.get(name)
            yield Stay(
                table=name[0], key=key_of(name[1]), reason=reason,
                clock=held.hold.clock if held else None, last_day=held.last_day if held else None,
            )  # fmt: skip

    def _pointers(self) -> Iterable[Searched]:
        """Return, for each link to a table of which rows go, the values that led to them."""
        values = self._rows.values(self._fate.goes)
        for edge in self._fate.edges:
            found = {
                hashable(row[column] for column in edge.to_columns): None
                for name, row in values.items()
                if name[0] == edge.to
            }
            told = tuple(tuple(map(written, one)) for one in found if None not in one)
            if told:
                yield Searched(table=edge.table, columns=edge.columns, values=told)


def _known(graph: Graph, own: Mapping[Name, Mapping[str, Any]]) -> Iterable[Named]:
    """Yield the identifiers that the person's own rows hold."""
    for name, row in own.items():
        people = graph.table(name[0]).people
        for kind, column in (people.found_by if people else {}).items():
            if row[column] is not None and _is_identifier(kind, str(row[column])):
                yield kind, str(row[column])


def _is_identifier(kind: str, value: str) -> bool:
    """Whether a column holds an identifier at all, and not what one was anonymised to."""
    try:
        normalised(kind, value)
    except InvalidIdentifierError:
        return False
    return True


def _gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem of a table once, with the rows that have it."""
    found: dict[tuple[str, str, tuple[str, ...]], Problem] = {}
    for one in problems:
        name = (one.code, one.table, one.columns)
        rows = one.rows + (found[name].rows if name in found else 0)
        found[name] = msgspec.structs.replace(one, rows=rows)
    return tuple(found[name] for name in sorted(found))
