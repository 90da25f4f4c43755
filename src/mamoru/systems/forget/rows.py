"""Rows that an erasure looks at: every column of them, and how they hang together.

Which row points to which is asked of the database by a join and never worked out here: a collation
may take two texts for one.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import and_, select

from mamoru.systems.connect.faults import translated
from mamoru.systems.connect.reach import CHUNK, COMPOSITE, Session, among, table_of
from mamoru.systems.found import Key
from mamoru.systems.map.graph import Edge, Graph
from mamoru.systems.values import hashable

Name = tuple[str, Key]
"""Table and key of a row."""


class Tie(msgspec.Struct, frozen=True):
    """That a row points to another by the columns of an edge."""

    edge: Edge
    pointing: Name
    pointed: Name

    @property
    def origin(self) -> Name:
        """Return the row a person comes from."""
        return self.pointing if self.edge.goes_to_target else self.pointed

    @property
    def lead(self) -> Name:
        """Return the row a person gets to."""
        return self.pointed if self.edge.goes_to_target else self.pointing


class Rows:
    """Asks for rows and ties in one transaction, and remembers the rows."""

    def __init__(self, session: Session, graph: Graph) -> None:
        self.session, self.graph = session, graph
        self._known: dict[Name, dict[str, Any]] = {}

    def values(self, names: Collection[Name]) -> dict[Name, dict[str, Any]]:
        """Return every column of rows; one that is not there is left out."""
        for table, keys in by_table(one for one in names if one not in self._known).items():
            columns = tuple(self.graph.schema.tables[table].columns)
            by = self.graph.keys[table]
            for row in self.session.rows(table, columns, by, keys):
                self._known[table, hashable(row[one] for one in by)] = row
        return {one: self._known[one] for one in names if one in self._known}

    def following(self, edge: Edge, origins: Collection[Name]) -> list[Tie]:
        """Return the ties by which an edge leads on from rows."""
        return self._ties(edge, origins, by_pointing=edge.goes_to_target)

    def leading(self, edge: Edge, leads: Collection[Name]) -> list[Tie]:
        """Return the ties by which an edge leads to rows."""
        return self._ties(edge, leads, by_pointing=not edge.goes_to_target)

    def pointing(self, edge: Edge, pointed: Collection[Name]) -> list[Tie]:
        """Return the ties by which rows point to `pointed`."""
        return self._ties(edge, pointed, by_pointing=False)

    def _ties(self, edge: Edge, names: Collection[Name], *, by_pointing: bool) -> list[Tie]:
        wanted = edge.table if by_pointing else edge.to
        keys = [key for table, key in names if table == wanted]
        size = CHUNK if len(self.graph.keys[wanted]) == 1 else COMPOSITE
        return [
            tie
            for start in range(0, len(keys), size)
            for tie in self._joined(edge, keys[start : start + size], by_pointing=by_pointing)
        ]

    def _joined(self, edge: Edge, keys: list[Key], *, by_pointing: bool) -> Iterator[Tie]:
        mine, theirs = self.graph.keys[edge.table], self.graph.keys[edge.to]
        left = table_of(edge.table, dict.fromkeys([*mine, *edge.columns])).alias("pointing")
        right = table_of(edge.to, dict.fromkeys([*theirs, *edge.to_columns])).alias("pointed")
        pairs = zip(edge.columns, edge.to_columns, strict=True)
        met = left.join(right, and_(*(left.c[one] == right.c[other] for one, other in pairs)))
        chosen = among(left, mine, keys) if by_pointing else among(right, theirs, keys)
        asked = select(*(left.c[one] for one in mine), *(right.c[one] for one in theirs))
        with translated():
            answer = self.session.connection.execute(asked.select_from(met).where(chosen))
            for row in answer:
                self.session.scanned += 1
                here, there = hashable(row[: len(mine)]), hashable(row[len(mine) :])
                yield Tie(edge, (edge.table, here), (edge.to, there))


def by_table(names: Iterable[Name]) -> dict[str, list[Key]]:
    """Return the keys of rows by their tables."""
    found: dict[str, list[Key]] = {}
    for table, key in names:
        found.setdefault(table, []).append(key)
    return found
