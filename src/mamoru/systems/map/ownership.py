"""Works out whose the rows of each table are, and what of that is left open (K9db, OSDI 2023).

A foreign key that no link names, and a link without `is`, are plain references. One that points to
a table with an owner is ownership where it is the only way in which its table may have one; beside
another way it is an error, and the map has to say what it is.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from mamoru.policy.errors import Place
from mamoru.systems.errors import MapDisagreesError
from mamoru.systems.map.graph import Edge, Graph, link_name, reached
from mamoru.systems.map.model import Link, Map, Table, flag_of
from mamoru.systems.map.remarks import NOWHERE, Remark
from mamoru.systems.schema import ForeignKey, Schema, comparable


class Bound(NamedTuple):
    """A map held against a schema, and what is to be said of it; without errors it is usable."""

    graph: Graph
    remarks: tuple[Remark, ...]

    @property
    def errors(self) -> tuple[Remark, ...]:
        """Return what blocks the system."""
        return tuple(one for one in self.remarks if one.is_error)


def bind(found: Map, schema: Schema) -> Bound:
    """Hold a map against a schema, and return its graph with every error and warning."""
    return _Binding(found, schema).bound()


def graph_of(found: Map, schema: Schema) -> Graph:
    """Return the graph of a map that fits; raises `MapDisagreesError`."""
    bound = bind(found, schema)
    if bound.errors:
        raise MapDisagreesError(count=len(bound.errors), first=bound.errors[0].code)
    return bound.graph


class _Tie(NamedTuple):
    """A link or foreign key, before it is known whether anybody gets anything along it."""

    edge: Edge
    is_plain: bool
    place: Place


class _Binding:
    """Collects ties and remarks."""

    def __init__(self, found: Map, schema: Schema) -> None:
        self._map, self._schema = found, schema
        self._remarks: list[Remark] = []
        self._keys: dict[str, tuple[str, ...]] = {}

    def say(self, code: str, place: Place, **facts: str | int) -> None:
        self._remarks.append(Remark.of(code, place, **facts))

    def bound(self) -> Bound:
        if not self._map.subjects:
            self.say("no-people", NOWHERE)
        for table in self._map.tables.values():
            self._there(table)
        ties = [tie for table in self._map.tables.values() for tie in self._ties(table)]
        ties = [tie._replace(edge=_numbered(tie.edge, at)) for at, tie in enumerate(ties)]
        self._unmapped(ties)
        edges, references = self._settled(ties)
        graph = Graph(
            map=self._map, schema=self._schema, keys=self._keys, edges=edges, references=references
        )
        return Bound(graph, tuple(dict.fromkeys(self._remarks)))

    def _there(self, table: Table) -> None:
        """Say what of a table is not there, and settle what tells its rows apart."""
        there = self._schema.tables.get(table.name)
        if there is None:
            self.say("table-missing", table.place, table=table.name)
            return
        for column, place in _named(table):
            if column not in there.columns:
                self.say("column-missing", place, table=table.name, column=column)
        key = table.key or there.key
        self._keys[table.name] = key
        if not key and not table.is_reference:
            self.say("key-missing", table.place, table=table.name)
        elif table.key and not there.is_unique(table.key) and not there.is_view:
            shown = ", ".join(table.key)
            self.say("key-not-unique", table.place, table=table.name, columns=shown)

    def _ties(self, table: Table) -> Iterator[_Tie]:
        there = self._schema.tables.get(table.name)
        if there is None:
            return
        foreign = list(there.foreign_keys)
        for link in table.links:
            same = _same(link, foreign)
            foreign = [one for one in foreign if one is not same]
            pointed = link.to_columns or (_paired(link, same) if same else self._key_of(link.to))
            if tie := self._tie(table, link, pointed):
                yield tie
        for one in foreign:
            if one.to in self._map.tables:
                link = Link(columns=one.columns, to=one.to, place=table.place)
                if tie := self._tie(table, link, one.to_columns):
                    yield tie

    def _key_of(self, name: str) -> tuple[str, ...]:
        there = self._schema.tables.get(name)
        table = self._map.tables.get(name)
        return (table.key if table else ()) or (there.key if there else ())

    def _tie(self, table: Table, link: Link, pointed: tuple[str, ...]) -> _Tie | None:
        if not self._fits(table, link, pointed):
            return None
        is_plain = link.relation is None and not table.is_reference
        edge = Edge(
            number=0, table=table.name, columns=link.columns, to=link.to, to_columns=pointed,
            relation=link.relation or ("owned_by" if is_plain else "reference"),
            is_implicit=is_plain, on_get=link.on_get, on_del=link.on_del,
        )  # fmt: skip
        return _Tie(edge, is_plain, link.place)

    def _fits(self, table: Table, link: Link, pointed: tuple[str, ...]) -> bool:
        """Say what is wrong with the columns of a link."""
        here, there = self._schema.tables[table.name], self._schema.tables.get(link.to)
        if there is None:
            return False  # said of the table itself
        name = link_name(table.name, link.columns, link.to)
        fits = len(pointed) == len(link.columns)
        if not fits:
            left, right = ", ".join(link.columns), ", ".join(pointed) or "-"
            self.say("type-mismatch", link.place, link=name, left=left, right=right)
        for column in pointed:
            if column not in there.columns:
                self.say("column-missing", link.place, table=link.to, column=column)
                fits = False
        for one, other in zip(link.columns, pointed, strict=False):
            mine, theirs = here.columns.get(one), there.columns.get(other)
            if mine is None or theirs is None:
                fits = False
            elif not comparable(mine.family, theirs.family):
                self.say("type-mismatch", link.place, link=name, left=mine.type, right=theirs.type)
                fits = False
        return fits

    def _unmapped(self, ties: list[_Tie]) -> None:
        """Say which tables beside the map point to people's, so that something would be missed."""
        subjects = frozenset(table.name for table in self._map.subjects)
        owned = reached(subjects, tuple(tie.edge for tie in ties))
        for there in self._schema.tables.values():
            if there.name in self._map.tables or there.is_view:
                continue
            for one in there.foreign_keys:
                if one.to in owned:
                    self.say("table-unmapped", NOWHERE, table=there.name, to=one.to)

    def _settled(self, ties: list[_Tie]) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
        """Return the edges, and the references that are none, after saying what stays open."""
        subjects = frozenset(table.name for table in self._map.subjects)
        owned = reached(subjects, tuple(tie.edge for tie in ties))
        edges, references = [], []
        for tie in ties:
            edge = tie.edge
            if edge.relation == "reference" or (tie.is_plain and edge.origin not in owned):
                references.append(_referring(edge))
                continue
            edges.append(edge)
            if not edge.is_owning:
                continue
            if edge.origin not in owned:
                self.say("owner-unowned", tie.place, link=edge.name, owner=edge.origin)
            if self._map.tables[edge.lead].is_reference:
                self.say("reference-owned", tie.place, table=edge.lead, link=edge.name)
        self._say_ambiguous([tie for tie in ties if tie.edge in edges])
        edges = [_numbered(edge, at) for at, edge in enumerate(edges)]
        return tuple(edges), tuple(references)

    def _say_ambiguous(self, ties: list[_Tie]) -> None:
        for table in self._map.tables.values():
            ways = [tie for tie in ties if tie.edge.is_owning and tie.edge.lead == table.name]
            plain = [tie for tie in ways if tie.is_plain]
            if plain and len(ways) + (table.people is not None) > 1:
                links = "; ".join(tie.edge.name for tie in ways)
                self.say("ownership-ambiguous", plain[0].place, table=table.name, links=links)


def _numbered(edge: Edge, number: int) -> Edge:
    return msgspec.structs.replace(edge, number=number)


def _referring(edge: Edge) -> Edge:
    return msgspec.structs.replace(edge, relation="reference", is_implicit=False)


def _same(link: Link, foreign: list[ForeignKey]) -> ForeignKey | None:
    """Return the foreign key that a link speaks of."""
    for one in foreign:
        if one.columns == link.columns and one.to == link.to:
            return one
    wanted = set(link.columns)
    return next((one for one in foreign if set(one.columns) == wanted and one.to == link.to), None)


def _paired(link: Link, one: ForeignKey) -> tuple[str, ...]:
    """Return the columns pointed to in the order in which the link writes its own."""
    pairs = dict(zip(one.columns, one.to_columns, strict=True))
    return tuple(pairs[column] for column in link.columns)


def _named(table: Table) -> Iterator[tuple[str, Place]]:
    """Yield every column that a table of the map names, with its place."""
    yield from ((column, table.place) for column in (*table.key, *table.shared_columns))
    yield from ((one.name, one.place) for one in table.columns.values())
    yield from ((column, link.place) for link in table.links for column in link.columns)
    if table.people is not None:
        yield from ((column, table.people.place) for column in table.people.found_by.values())
    if table.hold is not None:
        yield from ((one, table.hold.place) for one in (table.hold.since, *table.hold.keep))
    if (flag := flag_of(table)) is not None:
        yield flag.column, table.place
