"""Searches a system for a person's identifiers, wherever its map says that one may stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Boolean, LargeBinary, Select, Text, and_, cast, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from mamoru.systems.connect.faults import translated
from mamoru.systems.connect.raw_text import is_text, readings
from mamoru.systems.connect.reach import Session, table_of
from mamoru.systems.errors import SystemSlowError
from mamoru.systems.forget.plan import Problem
from mamoru.systems.forget.rows import Name
from mamoru.systems.forget.within import pattern, stands_in
from mamoru.systems.map.graph import Graph
from mamoru.systems.map.model import Column, Table
from mamoru.systems.schema import SchemaColumn
from mamoru.systems.trace.start import Named
from mamoru.systems.trace.values import either_form, is_same, lower, spelt
from mamoru.systems.values import hashable

MOST = 1_000
"""Rows with an identifier in one column that are looked at; more count as not searched."""
SHORTEST = 4
"""Characters of an identifier that is searched for within texts: shorter ones stand everywhere."""

_TEXTS = ("text", "other", "enum")


class Place(NamedTuple):
    """Where an identifier was found."""

    row: Name
    column: str
    kind: str
    names: bool
    """Whether people are found by this column: then the row is somebody of that identifier."""


class Sought(NamedTuple):
    """What a search found, and which columns it could not finish within its limits."""

    places: list[Place]
    unsearched: list[Problem]


def search(session: Session, graph: Graph, person: Sequence[Named]) -> Sought:
    """Return where identifiers of a person stand, in whatever case, width or grouping.

    Columns by which people are found, those that hold an item of the kind's name, and those with
    `search: exact` are compared; those with `search: contains` are read as text, in which an
    identifier counts where it is no part of a longer word; JSON is always read so. In a column
    with an index the usual spellings are looked up. Bytes in a column of text, and text that is no
    UTF-8, are read in every encoding that they may be of (SQLite). What takes longer than the
    limit of a statement, or stands in more rows than are looked at, is said to be unsearched.
    """
    found = Sought([], [])
    for table in graph.map.tables.values():
        for column, kinds, within in _columns(table):
            there = graph.schema.tables[table.name].columns[column]
            named = [one for one in person if kinds is None or one[0] in kinds]
            _in_column(session, graph, table, there, named, found, within=within)
    return found


def _columns(table: Table) -> Iterator[tuple[str, frozenset[str] | None, bool]]:
    """Yield the columns to be searched: for which kinds (`None`: all), and whether within texts."""
    found_by = table.people.found_by if table.people else {}
    for name, column in table.columns.items():
        if name not in found_by.values() and column.is_personal:
            if column.search is not None:
                yield name, None, column.search == "contains"
            elif (item := _kind(column)) is not None:
                yield name, frozenset([item]), False
    for name in dict.fromkeys(found_by.values()):
        yield name, frozenset(kind for kind, one in found_by.items() if one == name), False


def _kind(column: Column) -> str | None:
    return column.item if column.item in ("email", "phone", "member_number", "account") else None


def _in_column(
    session: Session, graph: Graph, table: Table, there: SchemaColumn, named: Sequence[Named],
    found: Sought, *, within: bool,
) -> None:  # fmt: skip
    if there.family == "json":
        there, within = msgspec.structs.replace(there, family="text"), True
    elif within and there.family not in _TEXTS:
        within = False
    named = [one for one in named if not within or len(one[1]) >= SHORTEST]
    spellings = {one: spelt(*one, there) for one in named}
    named = [one for one in named if spellings[one]]
    if not named:
        return
    is_raw = session.connection.dialect.name == "sqlite"
    asked = _looking(graph, table, there, spellings, within=within, is_raw=is_raw)
    try:
        rows = _asked(session, asked)
    except SystemSlowError:
        found.unsearched.append(
            Problem(code="search-slow", table=table.name, columns=(there.name,))
        )
        return
    if len(rows) > MOST:
        found.unsearched.append(
            Problem(code="search-full", table=table.name, columns=(there.name,), rows=len(rows))
        )
    people = table.people.found_by if table.people else {}
    for key, held in rows:
        for kind, value in named:
            if _holds(held, kind, value, within=within):
                names = people.get(kind) == there.name
                found.places.append(Place((table.name, key), there.name, kind, names))


def _looking(
    graph: Graph, table: Table, there: SchemaColumn, spellings: Mapping[Named, list[Any]], *,
    within: bool, is_raw: bool,
) -> Select[Any]:  # fmt: skip
    """Return the question for keys and column of the rows that may hold an identifier."""
    key = graph.keys[table.name]
    rows = table_of(table.name, dict.fromkeys([*key, there.name]))
    held = rows.c[there.name]
    asked = select(*(rows.c[one] for one in key), held).limit(MOST + 1)
    return asked.where(_wanted(graph, table, there, held, spellings, within=within, is_raw=is_raw))


def _wanted(
    graph: Graph, table: Table, there: SchemaColumn, held: ColumnElement[Any],
    spellings: Mapping[Named, list[Any]], *, within: bool, is_raw: bool,
) -> ColumnElement[bool]:  # fmt: skip
    """Return the condition by which a column is searched.

    Where an index helps, the usual spellings are asked for, and the time does not grow with the
    table. Where none does, every row is read anyway, and every spelling is recognised. `is_raw`:
    the database may hold bytes where text should be, which equal no text.
    """
    values = [value for several in spellings.values() for value in several]
    if not within:
        if table.people and {kind for kind, _ in spellings} <= set(table.people.folded):
            return func.lower(held).in_(lower(values))
        is_indexed = graph.schema.tables[table.name].is_indexed((there.name,))
        if is_indexed or there.family != "text":
            return held.in_(either_form(values) if is_raw else values)
    text = cast(held, Text)  # no database looks for a text within JSON itself
    plain = _matches(text, held, pattern(spellings, whole=not within), is_raw=is_raw)
    if not within:
        return plain
    told = pattern(spellings, whole=False, escaped=True)
    escaped = _matches(text, held, told, is_raw=is_raw)
    return or_(plain, and_(text.contains("\\u", autoescape=True, escape="!"), escaped))


def _matches(
    text: ColumnElement[str], held: ColumnElement[Any], told: str, *, is_raw: bool
) -> ColumnElement[bool]:
    if is_raw:
        return func.regexp(told, cast(held, LargeBinary), type_=Boolean())
    return text.regexp_match(told)


def _asked(session: Session, asked: Select[Any]) -> list[tuple[Any, Any]]:
    with translated(), session.connection.begin_nested():
        answer = [tuple(row) for row in session.connection.execute(asked)]
    session.scanned += len(answer)
    return [(hashable(row[:-1]), row[-1]) for row in answer]


def _holds(held: object, kind: str, value: str, *, within: bool) -> bool:
    if isinstance(held, bytes):
        if not is_text(held):  # where a word ends is not known: too much rather than too little
            sought = re.compile(pattern([(kind, value)], whole=False))
            return any(sought.search(text) for text in readings(held))
        held = held.decode()
    if not within and is_same(kind, value, held):
        return True
    return (within or kind == "phone") and stands_in(kind, value, str(held))
