"""Where a trace begins: the rows that are the person, found by identifiers and by nothing else.

Where identifiers do not tell accounts apart, somebody may have said of each whether it is theirs.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Self

import msgspec

from mamoru.systems.errors import PersonAmbiguousError, PersonUnnamedError
from mamoru.systems.found import Key, Step
from mamoru.systems.map.model import Table, people_of
from mamoru.systems.trace.rows import Asking, Row
from mamoru.systems.trace.values import either_form, is_same, lower, spelt
from mamoru.systems.values import Written, hashable, read, written

Named = tuple[str, str]
"""Kind and value of an identifier."""
SEVERAL = 50
"""Rows that are looked at to find one person: those that a collation takes for one value."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A row of people of which somebody said whether it is the person's."""

    system: str
    table: str
    key: tuple[Written, ...]
    is_theirs: bool

    @classmethod
    def at(cls, system: str, table: str, key: Key, *, is_theirs: bool) -> Self:
        """Return what was said of the row with a key, as the database knows it."""
        told = tuple(map(written, key))
        return cls(system=system, table=table, key=told, is_theirs=is_theirs)

    @property
    def name(self) -> tuple[str, Key]:
        """Return table and key as the database knows them."""
        return self.table, hashable(map(read, self.key))


class _There(NamedTuple):
    """What one table of people holds of somebody."""

    rows: Sequence[Row] = ()
    """The person's; none where it is unsure."""
    unsure: Sequence[Row] = ()
    """Rows that an identifier fits, and nobody can say whose they are."""
    unsure_by: str = ""
    """Kind of the identifier that does not tell; empty where nothing is unsure."""


def own_rows(
    asking: Asking, person: Sequence[Named], accounts: Collection[Account] = ()
) -> list[Row]:
    """Return the rows that are the person, one in each table of people at most per identifier.

    In each table the surest kind of identifier counts that finds somebody, in the map's order. Of
    what it finds, `accounts` say which are theirs, and which are not. No row: nothing is held.
    Raises `PersonUnnamedError`, `PersonAmbiguousError` and `InvalidIdentifierError`.
    """
    there = _tables(asking, person, accounts)
    for one in there:
        if one.unsure_by:
            raise PersonAmbiguousError(system=asking.graph.map.system, kind=one.unsure_by)
    return [row for one in there for row in one.rows]


def unsure_rows(
    asking: Asking, person: Sequence[Named], accounts: Collection[Account] = ()
) -> list[Row]:
    """Return the rows of which somebody has to say whether they are the person's.

    Those of which that was said are among them where another stands beside them. Raises what
    `own_rows` raises, but for `PersonAmbiguousError`.
    """
    return [row for one in _tables(asking, person, accounts) for row in one.unsure]


def _tables(asking: Asking, person: Sequence[Named], accounts: Collection[Account]) -> list[_There]:
    found = asking.graph.map
    if not set(found.kinds) & {kind for kind, _ in person}:
        raise PersonUnnamedError(system=found.system, kinds=", ".join(found.kinds))
    said = {one.name: one.is_theirs for one in accounts if one.system == found.system}
    return [_in_table(asking, table, person, said) for table in found.subjects]


def _in_table(
    asking: Asking, table: Table, person: Sequence[Named], said: Mapping[tuple[str, Key], bool]
) -> _There:
    surer: list[str] = []
    for kind in people_of(table).found_by:
        there: dict[Key, Row] = {}
        unsure: dict[Key, Row] = {}
        by = ""
        for named in person:
            if named[0] == kind:
                fit, is_cut = _fitting(asking, table, named)
                left = {key: row for key, row in fit.items() if _said(said, row) is not False}
                is_unsure = is_cut or len(left) > 1
                (unsure if is_unsure else there).update(left)
                by = kind if is_unsure else by
        for key, row in there.items():
            other = None if _said(said, row) else _told_apart(table, row, person, surer)
            if other is not None:
                unsure[key], by = row, by or other
        for row in (there | unsure).values():
            row.is_owned = True
            row.came(None, Step(link=kind, relation="person", table=table.name, key=row.key))
        if by:
            return _There(unsure=tuple(unsure.values()), unsure_by=by)
        if there:
            return _There(rows=tuple(there.values()))
        surer.append(kind)
    return _There()


def _said(said: Mapping[tuple[str, Key], bool], row: Row) -> bool | None:
    return said.get((row.table, hashable(row.key)))


def _fitting(asking: Asking, table: Table, named: Named) -> tuple[dict[Key, Row], bool]:
    """Return the rows with an identifier, and whether there are more than are looked at."""
    kind, value = named
    column = people_of(table).found_by[kind]
    values = spelt(kind, value, asking.graph.schema.tables[table.name].columns[column])
    if asking.graph.schema.vendor == "sqlite":
        values = either_form(values)
    if kind in people_of(table).folded:
        lowered = lower(values)
        rows = asking.folded(table.name, column, lowered, limit=SEVERAL)
    else:
        rows = asking.rows(table.name, (column,), ((one,) for one in values), limit=SEVERAL)
    same = {row.key: row for row in rows if is_same(kind, value, row.values[column])}
    return same, len(rows) == SEVERAL


def _told_apart(
    table: Table, row: Row, person: Sequence[Named], surer: Sequence[str]
) -> str | None:
    """Return the surer kind of identifier by which a row is somebody else's, if there is one."""
    for kind in surer:
        held = row.values[people_of(table).found_by[kind]]
        named = [value for one, value in person if one == kind]
        if named and held is not None and not any(is_same(kind, one, held) for one in named):
            return kind
    return None
