"""What every plan that changes something has in common: whose rows, which columns, what fits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from mamoru.systems.connect.reach import Session
from mamoru.systems.forget.plan import (
    Change,
    Do,
    Insert,
    Plan,
    Planned,
    PlannedCall,
    Problem,
    Stay,
    Why,
    key_of,
    values_of,
)
from mamoru.systems.forget.rows import Name, Rows
from mamoru.systems.forget.share import Share, share
from mamoru.systems.map.graph import Graph
from mamoru.systems.trace.rows import Asking
from mamoru.systems.trace.start import Named, own_rows
from mamoru.systems.values import digest, hashable


class Draft:
    """A plan in the making."""

    def __init__(
        self, session: Session, graph: Graph, person: Sequence[Named],
        own: Iterable[Name] | None = None,
    ) -> None:  # fmt: skip
        """Find the person; raises `PersonUnnamedError` and `PersonAmbiguousError`."""
        self.session, self.graph, self._person = session, graph, tuple(person)
        self.rows = Rows(session, graph)
        found = own_rows(Asking(session, graph), person) if own is None else ()
        names = [row.name for row in found] if own is None else list(own)
        wanted = [(table, hashable(key)) for table, key in names]
        there = self.rows.values(wanted)
        self.own = [name for name in wanted if name in there]
        self.changes: list[Change] = []
        self.inserts: list[Insert] = []
        self.stays: list[Stay] = []
        self.problems: list[Problem] = []
        self.calls: list[PlannedCall] = []
        self.awaited: list[Change] = []

    def share(self) -> Share:
        """Return everything that the person owns."""
        return share(self.rows, self.own)

    def change(self, name: Name, new: Mapping[str, Any], why: Why) -> None:
        """Add that columns of a row change, as far as they do."""
        row = self.rows.values([name])[name]
        differing = {one: value for one, value in new.items() if row[one] != value}
        if differing:
            self.changes.append(
                Change(
                    table=name[0], key=key_of(name[1]), digest=digest(row),
                    values=values_of(differing), because=dict.fromkeys(differing, why),
                )
            )  # fmt: skip

    def values_by_kind(self, name: Name) -> dict[str, str]:
        """Return by what a person is known to others: what their row holds, else what was given."""
        given = dict(reversed(self._person))
        people = self.graph.table(name[0]).people
        row = self.rows.values([name])[name]
        found = {
            kind: str(row[column]) for kind, column in (people.found_by if people else {}).items()
            if row[column] is not None
        }  # fmt: skip
        return given | found

    def stay(self, name: Name) -> None:
        """Add that a row stays as it is, since it is another's as well: somebody has to decide."""
        self.stays.append(Stay(table=name[0], key=key_of(name[1]), reason="co_owned"))

    def plan(
        self, do: Do, on: date, policy_version: str, asked: Mapping[str, str] | None = None
    ) -> Plan:
        """Return what was put together."""
        graph = self.graph
        return Plan(
            system=graph.map.system, map_version=graph.map.text_hash,
            policy_version=policy_version, do=do, on=on, person=self._person,
            own=tuple(Planned(table=table, key=key_of(key)) for table, key in self.own),
            changes=tuple(sorted(self.changes, key=lambda one: (one.table, str(one.key)))),
            inserts=tuple(self.inserts), stays=tuple(self.stays),
            calls=tuple(self.calls), awaited=tuple(self.awaited),
            problems=tuple(dict.fromkeys(self.problems)), asked=dict(asked or {}),
            map=graph.map, schema=graph.schema.digest,
        )  # fmt: skip
