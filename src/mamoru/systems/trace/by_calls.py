"""Everything of one person in a service: what its calls answer for their identifier."""

from collections.abc import Iterator, Sequence
from typing import Any

from mamoru.systems.connect.http.calling import Service
from mamoru.systems.errors import PersonAmbiguousError, PersonUnnamedError, SystemFailedError
from mamoru.systems.found import Found, FoundRow, Key, Step
from mamoru.systems.map.calls import kinds_in
from mamoru.systems.map.model import Map, Table, columns_of
from mamoru.systems.trace.start import Named
from mamoru.systems.trace.values import is_same


def trace_service(service: Service, found: Map, person: Sequence[Named]) -> Found:
    """Return everything that the calls of a service answer for a person.

    A row of people that is somebody else's is an error, and nothing is taken from the answer.
    Raises `PersonUnnamedError`, `PersonAmbiguousError` and what a call raises.
    """
    rows = [
        row
        for table in found.tables.values()
        if table.read is not None
        for row in _of_table(service, found, table, person)
    ]
    return Found(
        system=found.system, map_version=found.text_hash, rows=tuple(rows), scanned=len(rows)
    )


def rows_of(
    service: Service, found: Map, table: Table, person: Sequence[Named]
) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Yield the rows that a table's call answers for a person, each with its key, as it came.

    Raises what `trace_service` raises.
    """
    call = found.calls[table.read or ""]
    values = values_of(found, kinds_in(call), person)
    for row in service.rows(call, values) or ():
        _check(table, row, values)
        yield tuple(row.get(column) for column in table.key), row


def _of_table(
    service: Service, found: Map, table: Table, person: Sequence[Named]
) -> Iterator[FoundRow]:
    columns = columns_of(table)
    kind = next(iter(kinds_in(found.calls[table.read or ""])), "")
    for key, row in rows_of(service, found, table, person):
        yield FoundRow(
            table=table.name, key=key, columns=dict(columns),
            values={name: row[name] for name in columns if name in row},
            because=(Step(link=kind, relation="person", table=table.name, key=key),), owned=True,
        )  # fmt: skip


def values_of(found: Map, kinds: Sequence[str], person: Sequence[Named]) -> dict[str, str]:
    """Return the identifiers that a call needs, one of each kind."""
    values: dict[str, str] = {}
    for kind in kinds:
        named = dict.fromkeys(value for one, value in person if one == kind)
        if not named:
            raise PersonUnnamedError(system=found.system, kinds=", ".join(kinds))
        if len(named) > 1:
            raise PersonAmbiguousError(system=found.system, kind=kind)
        values[kind] = next(iter(named))
    return values


def _check(table: Table, row: dict[str, Any], values: dict[str, str]) -> None:
    """Let no answer about somebody else through: a service may overlook what it was asked for."""
    if table.people is None:
        return
    for kind, column in table.people.found_by.items():
        if kind in values and not is_same(kind, values[kind], row.get(column)):
            raise SystemFailedError(what="another person")
