"""Rows on the way of a trace, and which columns of a table it asks for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mamoru.systems.connect.reach import Session
from mamoru.systems.found import Key, Step
from mamoru.systems.map.graph import Edge, Graph
from mamoru.systems.map.model import columns_of

STEPS = 8
"""Ways in which a row came that are remembered, at most, beside one for each link."""


class Row:
    """A row that was reached, with the ways in which it came."""

    __slots__ = ("edges", "is_owned", "key", "steps", "table", "values")

    def __init__(self, table: str, key: Key, values: Mapping[str, Any], *, is_owned: bool) -> None:
        self.table = table
        self.key = key
        self.values = values
        self.is_owned = is_owned
        self.edges: set[int | None] = set()
        """Numbers of the edges along which it came; `None`: it is the person's own row."""
        self.steps: list[Step] = []

    @property
    def name(self) -> tuple[str, Key]:
        """Return table and key, by which it is told from every other row."""
        return self.table, self.key

    def of(self, columns: tuple[str, ...]) -> Key:
        """Return the values of some columns."""
        return tuple(self.values[one] for one in columns)

    def came(self, number: int | None, step: Step) -> None:
        """Note a way in which it came."""
        if number not in self.edges or len(self.steps) < STEPS:
            self.steps.append(step)
        self.edges.add(number)


class Asking:
    """Asks for rows of the tables of a graph, with every column that a trace needs of them."""

    def __init__(self, session: Session, graph: Graph) -> None:
        self._session, self.graph = session, graph
        self._columns = {name: _needed(graph, name) for name in graph.keys}

    def rows(
        self, table: str, by: tuple[str, ...], values: Iterable[Key], *, limit: int | None = None
    ) -> list[Row]:
        """Return the rows of a table whose `by` has one of `values`; nobody owns them yet."""
        key = self.graph.keys[table]
        found = self._session.rows(table, self._columns[table], by, values, limit=limit)
        return [
            Row(table, tuple(one[column] for column in key), one, is_owned=False) for one in found
        ]

    def folded(self, table: str, by: str, values: Sequence[str], *, limit: int) -> list[Row]:
        """Return the rows of a table whose `by` is one of `values` in lower case."""
        key = self.graph.keys[table]
        found = self._session.folded(table, self._columns[table], by, values, limit=limit)
        return [
            Row(table, tuple(one[column] for column in key), one, is_owned=False) for one in found
        ]

    def led(self, edge: Edge, origins: Iterable[Row], *, limit: int | None = None) -> list[Row]:
        """Return the rows that an edge leads to from `origins`."""
        values = (row.of(edge.origin_columns) for row in origins)
        return self.rows(edge.lead, edge.lead_columns, values, limit=limit)

    def origins(self, edge: Edge, leads: Iterable[Row], *, limit: int | None = None) -> list[Row]:
        """Return the rows from which an edge leads to `leads`."""
        values = (row.of(edge.lead_columns) for row in leads)
        return self.rows(edge.origin, edge.origin_columns, values, limit=limit)

    @property
    def scanned(self) -> int:
        """Return how many rows the database handed over."""
        return self._session.scanned


def _needed(graph: Graph, name: str) -> tuple[str, ...]:
    table = graph.map.tables[name]
    found = [*graph.keys[name], *columns_of(table)]
    if table.people is not None:
        found += table.people.found_by.values()
    for edge in graph.edges:
        found += edge.columns if edge.table == name else ()
        found += edge.to_columns if edge.to == name else ()
    return tuple(dict.fromkeys(found))
