"""Holds a map against a schema: what blocks the system, and what somebody should look at."""

from collections.abc import Iterator

from mamoru.systems.check.drift import drift
from mamoru.systems.map.graph import Graph
from mamoru.systems.map.model import Map, Table, people_of
from mamoru.systems.map.ownership import bind
from mamoru.systems.map.remarks import NOWHERE, Remark
from mamoru.systems.map.words import guess_of
from mamoru.systems.schema import Schema, SchemaTable


def check(found: Map, schema: Schema, *, before: Schema | None = None) -> tuple[Remark, ...]:
    """Return every error and warning, by their place in the map.

    `before` is the schema of the last check; what differs since is a warning.
    """
    bound = bind(found, schema)
    remarks = [*bound.remarks, *_unmapped(found, schema)]
    if not bound.errors:
        remarks += [*_owning(bound.graph), *_finding(bound.graph), *_indexes(bound.graph)]
    if before is not None:
        remarks += [Remark.of("drifted", NOWHERE, what=one) for one in drift(before, schema)]
    return tuple(sorted(dict.fromkeys(remarks), key=lambda one: (not one.is_error, one.place)))


def _unmapped(found: Map, schema: Schema) -> Iterator[Remark]:
    for there in schema.tables.values():
        table = found.tables.get(there.name)
        if table is None:
            if not there.is_view:
                yield Remark.of("table-unknown", NOWHERE, table=there.name)
                yield from _looking_personal(there, None)
        elif not table.is_reference:
            yield from _looking_personal(there, table)


def _looking_personal(there: SchemaTable, table: Table | None) -> Iterator[Remark]:
    place = table.place if table else NOWHERE
    where = {"where": "対応表にありません", "where_en": "is not in the map"}
    for column in there.columns:
        said = table.columns.get(column) if table else None
        looks = guess_of(column) is not None
        if said is None and looks:
            yield Remark.of(
                "column-looks-personal", place, table=there.name, column=column, **where
            )
        elif said is None and table is not None:
            yield Remark.of("column-unmapped", place, table=there.name, column=column)
        elif said is not None and looks and not said.is_personal:
            none = {"where": "none になっています", "where_en": "is mapped as none"}
            yield Remark.of(
                "column-looks-personal", said.place, table=there.name, column=column, **none
            )


def _owning(graph: Graph) -> Iterator[Remark]:
    for table in graph.map.tables.values():
        edges = graph.owning_to.get(table.name, ())
        is_personal = any(one.is_personal for one in table.columns.values())
        if is_personal and table.name not in graph.owned and not table.is_reference:
            yield Remark.of("nobody-owns", table.place, table=table.name)
        if not is_personal and table.name in graph.owned:
            yield Remark.of("nothing-personal", table.place, table=table.name)
        variable = [edge for edge in edges if edge.relation == "owns"]
        if len(variable) > 1:
            yield Remark.of("variable-owners", table.place, table=table.name, count=len(variable))
        if table.name in graph.shareable and table.shared is None:
            yield Remark.of("shared-unsaid", table.place, table=table.name)
        for edge in edges:
            if table.people is not None:
                yield Remark.of("person-owned", table.place, table=table.name, link=edge.name)
            columns = graph.schema.tables[edge.table].columns
            is_only = len(edges) == 1 and table.people is None
            if is_only and any(columns[one].is_nullable for one in edge.columns):
                yield Remark.of("nullable-ownership", table.place, link=edge.name)


def _finding(graph: Graph) -> Iterator[Remark]:
    for table in graph.map.subjects:
        for kind, column in people_of(table).found_by.items():
            if kind in people_of(table).folded:
                yield from _folded(graph, table, column)
            if not graph.is_unique(table.name, (column,)):
                yield Remark.of(
                    "identifier-repeats", people_of(table).place, table=table.name,
                    column=column, kind=kind,
                )  # fmt: skip


def _folded(graph: Graph, table: Table, column: str) -> Iterator[Remark]:
    """Yield that there is no index over lower case, or that the vendor does not tell of it."""
    place, there = people_of(table).place, graph.schema.tables[table.name]
    if graph.schema.vendor != "postgresql":
        yield Remark.of("index-unseen", place, table=table.name, column=column)
    elif not there.is_folded(column) and not there.is_view:
        yield Remark.of("index-missing", place, table=table.name, columns=f"lower({column})")


def _indexes(graph: Graph) -> Iterator[Remark]:
    """Yield each look-up of a trace for which the schema has no index."""
    wanted: list[tuple[str, tuple[str, ...]]] = [
        (table.name, (column,))
        for table in graph.map.subjects
        for kind, column in people_of(table).found_by.items()
        if kind not in people_of(table).folded
    ]
    for edge in graph.edges:
        wanted.append((edge.lead, edge.lead_columns))
        if edge.is_owning and edge.lead in graph.shareable:
            wanted.append((edge.origin, edge.origin_columns))
    for name, columns in dict.fromkeys(wanted):
        there = graph.schema.tables[name]
        if not there.is_indexed(columns) and not there.is_view:
            shown = ", ".join(columns)
            place = graph.map.tables[name].place
            yield Remark.of("index-missing", place, table=name, columns=shown)
