"""The map of a system as it is drawn: tables, what they hold, and how their rows belong to people.

Where the database was looked at before, the foreign keys of then are in it as well. Names and types
only: no value of anybody.
"""

import msgspec

from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.systems.checking import RemarkShown
from mamoru.gate.systems.registering import loaded
from mamoru.systems import registry
from mamoru.systems.map.model import OWNING, TOWARDS_TARGET, Map, Table
from mamoru.systems.map.ownership import bind
from mamoru.systems.schema import Schema


class ColumnDrawn(msgspec.Struct, frozen=True, kw_only=True):
    """A column, with the category and item of the policy that it holds, if any."""

    name: str
    data: str | None
    item: str | None


class TableDrawn(msgspec.Struct, frozen=True, kw_only=True):
    """A table of the map."""

    name: str
    people: str | None
    """Class of people that its rows are."""
    found_by: tuple[str, ...]
    is_reference: bool
    is_held: bool
    """Whether some of its rows stay by law."""
    columns: tuple[ColumnDrawn, ...]


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """How rows of one table lead a person to rows of another."""

    origin: str
    lead: str
    name: str
    relation: str
    is_owning: bool


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A map, what is between its tables, and what the last check said."""

    system: str
    tables: tuple[TableDrawn, ...]
    ties: tuple[Tie, ...]
    remarks: tuple[RemarkShown, ...]
    problem: MamoruError | None = None
    """Why the map cannot be read any more, such as a word that the policy does not have now."""


def drawn(door: Door, name: str) -> Drawn:
    """Return the map of a system as it is drawn; raises `UnknownSystemError`, `NotMappedError`."""
    with looking():
        row = registry.system(name)
        version, last = registry.present_map(row), registry.last_check(row)
    remarks = msgspec.convert(last.remarks if last else [], tuple[RemarkShown, ...])
    try:
        found = loaded(door, bytes(version.text))
    except MamoruError as error:
        return Drawn(system=name, tables=(), ties=(), remarks=remarks, problem=error)
    schema = msgspec.json.decode(bytes(last.schema), type=Schema) if last else None
    tables = tuple(_table(one) for one in found.tables.values())
    return Drawn(system=name, tables=tables, ties=_ties(found, schema), remarks=remarks)


def _table(one: Table) -> TableDrawn:
    return TableDrawn(
        name=one.name, people=one.people.kind if one.people else None,
        found_by=tuple(one.people.found_by) if one.people else (),
        is_reference=one.is_reference, is_held=one.hold is not None,
        columns=tuple(
            ColumnDrawn(name=column.name, data=column.data, item=column.item)
            for column in one.columns.values()
        ),
    )  # fmt: skip


def _ties(found: Map, schema: Schema | None) -> tuple[Tie, ...]:
    """Return what the map says and, by the schema, what foreign keys say; else the map alone."""
    if schema is not None and schema.tables:
        edges = bind(found, schema).graph.edges
        return tuple(
            Tie(
                origin=edge.origin, lead=edge.lead, name=edge.name, relation=edge.relation,
                is_owning=edge.is_owning,
            )
            for edge in edges
        )  # fmt: skip
    ties = []
    for table in found.tables.values():
        for link in table.links:
            relation = link.relation or "owned_by"
            if relation == "reference" or link.to not in found.tables:
                continue
            ends = (table.name, link.to) if relation in TOWARDS_TARGET else (link.to, table.name)
            ties.append(
                Tie(
                    origin=ends[0], lead=ends[1], relation=relation, is_owning=relation in OWNING,
                    name=f"{table.name}({', '.join(link.columns)}) → {link.to}",
                )
            )  # fmt: skip
    return tuple(ties)
