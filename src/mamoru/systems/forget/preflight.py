"""What the database itself is asked before the first write; nothing is written by asking.

Types, lengths, NULL, unique indexes, foreign keys and their order are held against the schema where
the plan is made (`make`). Here the database says whether our account may do it, whether its check
constraints let the new values be, and which triggers would run besides.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import (
    Delete,
    Insert,
    Update,
    bindparam,
    cast,
    delete,
    false,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import UserDefinedType

from mamoru.errors import MamoruError
from mamoru.systems.connect.faults import translated
from mamoru.systems.connect.reach import CHUNK, COMPOSITE, AsItIs, Session, among, table_of
from mamoru.systems.errors import SystemDeniesError, SystemReadOnlyError
from mamoru.systems.forget.plan import Change, Plan, Problem
from mamoru.systems.found import Key
from mamoru.systems.map.graph import Graph
from mamoru.systems.values import Written, read

TRIED = 200
"""Sets of new values that are held against the check constraints, at most."""
_TRIGGERS = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(:quoted)"
    " AND NOT tgisinternal AND tgenabled <> 'D'",
    "mariadb": "SELECT trigger_name FROM information_schema.triggers"
    " WHERE event_object_schema = COALESCE(:place, DATABASE()) AND event_object_table = :name"
    " AND event_manipulation <> 'INSERT'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name",
}
_CHECKS = {
    "postgresql": "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint"
    " WHERE conrelid = to_regclass(:quoted) AND contype = 'c'",
    "mariadb": "SELECT check_clause FROM information_schema.check_constraints"
    " WHERE constraint_schema = COALESCE(:place, DATABASE()) AND table_name = :name",
}


def preflight(session: Session, graph: Graph, plan: Plan) -> Plan:
    """Return the plan with what the database says against it, and what is to be known of it.

    Raises what the database raises where it cannot be asked at all.
    """
    asking = _Asking(session, graph)
    found = [*asking.denied(plan), *asking.broken(plan)]
    return msgspec.structs.replace(
        plan,
        problems=(*plan.problems, *dict.fromkeys(found)),
        warnings=(*plan.warnings, *asking.triggers(plan), *asking.warnings),
    )


Group = tuple[str, dict[str, Written], list[Key]]


def grouped(changes: Iterable[Change]) -> list[Group]:
    """Return changes of one table with the same new values together, with the keys of the rows."""
    found: dict[tuple[str, str], Group] = {}
    for one in changes:
        name = (one.table, str(sorted(one.values.items())))
        found.setdefault(name, (one.table, one.values, []))[2].append(one.name[1])
    return list(found.values())


def chunks(keys: list[Key]) -> Iterator[list[Key]]:
    """Yield keys in portions that one statement may name."""
    size = CHUNK if keys and len(keys[0]) == 1 else COMPOSITE
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


class _Named(UserDefinedType[object]):
    """A type as the database writes it."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: object) -> str:
        return self.name


def sqlite_checks(statements: Iterable[str]) -> list[str]:
    """Return the conditions of the checks in statements that made tables."""
    found: list[str] = []
    for statement in statements:
        for begun in re.finditer(r"\bCHECK\s*\(", statement, re.IGNORECASE):
            depth, at = 1, begun.end()
            while depth and at < len(statement):
                depth += {"(": 1, ")": -1}.get(statement[at], 0)
                at += 1
            found.append(statement[begun.end() : at - 1])
    return found


def _plain(clause: str) -> str:
    """Return a condition in which no colon stands for a parameter."""
    return re.sub(r"(?<!:):(?=\w)", r"\\:", clause)


class _Asking:
    """Asks about one plan."""

    def __init__(self, session: Session, graph: Graph) -> None:
        self._session, self._graph = session, graph
        self._connection = session.connection
        self._vendor = graph.schema.vendor
        self.warnings: list[Problem] = []

    def denied(self, plan: Plan) -> Iterator[Problem]:
        """Yield which tables the account may not change as planned: the database plans it dryly."""
        if self._vendor == "sqlite":
            return  # a file has no accounts
        for table in sorted({one.table for one in plan.deletes}):
            if self._is_denied(delete(table_of(table, ())).where(false())):
                yield Problem(code="may-not-delete", table=table)
        for table in sorted({one.table for one in plan.changes}):
            columns = {name for one in plan.changes if one.table == table for name in one.values}
            there = table_of(table, sorted(columns))
            same = {one: there.c[one] for one in sorted(columns)}
            if self._is_denied(update(there).values(same).where(false())):
                yield Problem(code="may-not-change", table=table, columns=tuple(sorted(columns)))
        yield from self._not_listed(plan)

    def _not_listed(self, plan: Plan) -> Iterator[Problem]:
        """Yield which rows the account may not list as suspended, or take from that list."""
        for one in plan.inserts:
            there = table_of(one.table, dict.fromkeys(one.values))
            if one.is_removal:
                if self._is_denied(delete(there).where(false())):
                    yield Problem(code="may-not-delete", table=one.table)
                continue
            names = tuple(one.values)
            shown: list[ColumnElement[object]] = [there.c[name] for name in names]
            nothing = select(*shown).where(false())
            if self._is_denied(insert(there).from_select(names, nothing)):
                yield Problem(code="may-not-insert", table=one.table, columns=names)

    def _is_denied(self, statement: Delete | Update | Insert) -> bool:
        asked = f"EXPLAIN {statement.compile(dialect=self._connection.dialect)}"
        try:
            with translated(), self._connection.begin_nested():
                self._connection.exec_driver_sql(asked)
        except SystemDeniesError:
            return True
        except SystemReadOnlyError:
            return False  # asked for its privileges first, then told that this only reads
        return False

    def broken(self, plan: Plan) -> Iterator[Problem]:
        """Yield which check constraints would not let new values be."""
        checks: dict[str, list[str]] = {}
        for table, values, keys in grouped(plan.changes)[:TRIED]:
            if table not in checks:
                checks[table] = self._checks(table)
            for clause in checks[table]:
                rows = sum(self._breaking(table, values, one, clause) for one in chunks(keys))
                if rows:
                    yield Problem(code="check", table=table, columns=tuple(values), rows=rows)

    def _checks(self, table: str) -> list[str]:
        if self._vendor == "sqlite":
            return sqlite_checks(self._ask(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name", table
            ))  # fmt: skip
        return self._ask(_CHECKS[self._vendor], table)

    def _breaking(self, name: str, values: dict[str, Written], keys: list[Key], clause: str) -> int:
        """Return how many of the rows would break a check with their new values."""
        there = self._graph.schema.tables[name]
        found = table_of(name, there.columns)
        shown: list[ColumnElement[object]] = [
            self._value(values[one], there.columns[one].type).label(one)
            if one in values
            else found.c[one]
            for one in there.columns
        ]
        bare = name.rpartition(".")[2]
        rows = select(*shown).where(among(found, self._graph.keys[name], keys)).subquery(bare)
        asked = select(text("COUNT(*)")).select_from(rows).where(text(f"NOT ({_plain(clause)})"))
        try:
            with translated(), self._connection.begin_nested():
                return int(self._connection.execute(asked).scalar_one())
        except MamoruError:
            self.warnings.append(Problem(code="check-unread", table=name, columns=tuple(values)))
            return 0

    def _value(self, value: Written, kind: str) -> ColumnElement[object]:
        bound = bindparam(None, read(value), type_=AsItIs(), unique=True)
        return cast(bound, _Named(kind)) if self._vendor == "postgresql" else bound

    def triggers(self, plan: Plan) -> Iterator[Problem]:
        """Yield which tables have triggers: what they do besides is in no plan."""
        for table in sorted({one.table for one in plan.effects}):
            if found := self._ask(_TRIGGERS[self._vendor], table):
                yield Problem(code="triggers", table=table, rows=len(found))

    def _ask(self, statement: str, table: str) -> list[str]:
        place, _, name = table.rpartition(".")
        told = {"place": place or None, "name": name, "quoted": self._quoted(table)}
        used = {one: value for one, value in told.items() if f":{one}" in statement}
        with translated():
            answer = self._connection.execute(text(statement), used)
            return [str(row[0]) for row in answer if row[0]]

    def _quoted(self, table: str) -> str:
        return ".".join(map(self._quote, table.split(".")))

    def _quote(self, name: str) -> str:
        return self._connection.dialect.identifier_preparer.quote_identifier(name)
