"""How rows come to be people's: the links of a map and the foreign keys of a schema, as edges."""

from collections.abc import Callable
from functools import cached_property

import msgspec

from mamoru.systems.map.model import (
    NO_RULE,
    OWNING,
    TOWARDS_TARGET,
    Map,
    Relation,
    Rule,
    Table,
)
from mamoru.systems.schema import Schema


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """Along which a person comes from a row of one table to rows of another.

    `table` has the columns that point, `to` is pointed to; `origin` is where the person comes from,
    and `lead` where they get to.
    """

    number: int
    table: str
    columns: tuple[str, ...]
    to: str
    to_columns: tuple[str, ...]
    relation: Relation
    is_implicit: bool = False
    """Whether the foreign key alone says so."""
    on_get: Rule = NO_RULE
    on_del: Rule = NO_RULE

    @property
    def name(self) -> str:
        """Return the edge as people read it."""
        return link_name(self.table, self.columns, self.to)

    @property
    def is_owning(self) -> bool:
        """Whether whoever owns the origin owns what it leads to."""
        return self.relation in OWNING

    @property
    def goes_to_target(self) -> bool:
        """Whether it leads to the row that is pointed to."""
        return self.relation in TOWARDS_TARGET

    @property
    def origin(self) -> str:
        """Return the table the person comes from."""
        return self.table if self.goes_to_target else self.to

    @property
    def lead(self) -> str:
        """Return the table the person gets to."""
        return self.to if self.goes_to_target else self.table

    @property
    def origin_columns(self) -> tuple[str, ...]:
        """Return the columns of the origin that equal those it leads to."""
        return self.columns if self.goes_to_target else self.to_columns

    @property
    def lead_columns(self) -> tuple[str, ...]:
        """Return the columns by which rows are looked up where it leads to."""
        return self.to_columns if self.goes_to_target else self.columns


def link_name(table: str, columns: tuple[str, ...], to: str) -> str:
    """Return a link as people read it: `orders(customer_id) → customers`."""
    return f"{table}({', '.join(columns)}) → {to}"


class Graph(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A map held against a schema without an error: keys, and every edge that leads somewhere."""

    map: Map
    schema: Schema
    keys: dict[str, tuple[str, ...]]
    """The columns that tell apart the rows of each table of the map that is there."""
    edges: tuple[Edge, ...]
    references: tuple[Edge, ...] = ()
    """Links and foreign keys along which nobody gets anything."""

    @cached_property
    def owning_from(self) -> dict[str, tuple[Edge, ...]]:
        """Return the owning edges that leave each table."""
        return self._by(lambda edge: edge.origin, is_owning=True)

    @cached_property
    def access_from(self) -> dict[str, tuple[Edge, ...]]:
        """Return the edges of access that leave each table."""
        return self._by(lambda edge: edge.origin, is_owning=False)

    @cached_property
    def owning_to(self) -> dict[str, tuple[Edge, ...]]:
        """Return the owning edges that lead to each table."""
        return self._by(lambda edge: edge.lead, is_owning=True)

    @cached_property
    def owned(self) -> frozenset[str]:
        """Return the tables whose rows may be somebody's."""
        return reached(frozenset(one.name for one in self.map.subjects), self.edges)

    @cached_property
    def shareable(self) -> frozenset[str]:
        """Return the tables of which several people may own one row."""
        found: set[str] = set()
        size = -1
        while len(found) != size:
            size = len(found)
            found |= {name for name in self.owned if self._may_be_shared(name, found)}
        return frozenset(found)

    def _may_be_shared(self, name: str, shared: set[str]) -> bool:
        edges = self.owning_to.get(name, ())
        ways = len(edges) + (self.map.tables[name].people is not None)
        return ways > 1 or any(
            edge.origin in shared or not self._leads_back_to_one(edge) for edge in edges
        )

    def _leads_back_to_one(self, edge: Edge) -> bool:
        """Whether each row it leads to comes from one row at most."""
        return self.is_unique(edge.origin, edge.origin_columns)

    def is_unique(self, name: str, columns: tuple[str, ...]) -> bool:
        """Return whether no two rows of a table have the same values in `columns`."""
        key = self.keys.get(name, ())
        table = self.schema.tables[name]
        return (bool(key) and set(key) <= set(columns)) or table.is_unique(columns)

    def table(self, name: str) -> Table:
        """Return a table of the map."""
        return self.map.tables[name]

    def _by(self, end: Callable[[Edge], str], *, is_owning: bool) -> dict[str, tuple[Edge, ...]]:
        found: dict[str, list[Edge]] = {}
        for edge in self.edges:
            if edge.is_owning is is_owning:
                found.setdefault(end(edge), []).append(edge)
        return {name: tuple(edges) for name, edges in found.items()}


def reached(start: frozenset[str], edges: tuple[Edge, ...]) -> frozenset[str]:
    """Return the tables that owning `edges` lead to from `start`, with those."""
    found = set(start)
    waiting = list(start)
    while waiting:
        here = waiting.pop()
        for edge in edges:
            if edge.is_owning and edge.origin == here and edge.lead not in found:
                found.add(edge.lead)
                waiting.append(edge.lead)
    return frozenset(found)
