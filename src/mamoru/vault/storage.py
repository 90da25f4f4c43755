"""Django's connection as the vault uses it: cursor, times, locks, and its errors in our words.

Every function of the vault runs inside the caller's transaction, on this thread's connection.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache, wraps
from itertools import chain, count
from typing import Any, NamedTuple, ParamSpec, TypeVar

import msgspec
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from mamoru.errors import MamoruError
from mamoru.paths import database_file_error
from mamoru.vault.errors import DatabaseBusyError, DatabaseFullError

SEVERAL = 50
"""Rows of one statement where there are many."""
P = ParamSpec("P")
R = TypeVar("R")
Row = tuple[Any, ...]
"""Cells of one row or parameters of one statement, in whatever types the database takes."""
Columns = Sequence[Sequence[Any]]
"""Cells of many rows, column by column."""

_FULL = {"53100", "53200"}
_BUSY = {"55P03", "40P01", "40001", "57014", "57P03", "53300"}


def is_sqlite() -> bool:
    """Whether this thread works on the embedded database."""
    return connection.vendor == "sqlite"


def for_update(strength: str = "UPDATE") -> str:
    """Return the clause that locks the rows read; SQLite has one writer and needs none."""
    return "" if is_sqlite() else f" FOR {strength}"


def stored(now: datetime) -> Any:  # noqa: ANN401 - a string on SQLite, a datetime on PostgreSQL
    """Return an aware time as this database takes it."""
    return connection.ops.adapt_datetimefield_value(now)


def within(column: str, values: list[Any]) -> tuple[str, Row]:
    """Return the condition that `column` is one of `values`, and its parameters.

    On PostgreSQL it reads the same however many there are, so that it is planned once.
    """
    if is_sqlite():
        return f"{column} IN ({', '.join(['%s'] * len(values)) or 'NULL'})", tuple(values)
    return f"{column} = ANY(%s)", (values,)


def aware(found: datetime | str) -> datetime:
    """Return a time as read from this database, aware; SQLite stores UTC without saying so."""
    if isinstance(found, str):
        found = datetime.fromisoformat(found)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def fetched(sql: str, parameters: Row = ()) -> list[Row]:
    """Run one statement and return all its rows."""
    default = connections[DEFAULT_DB_ALIAS]
    if _is_direct(default):
        with default.wrap_database_errors:
            return list(default.connection.execute(_with_question_marks(sql), parameters))
    with default.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def execute(sql: str, parameters: Row = ()) -> int:
    """Run one statement and return how many rows it touched."""
    default = connections[DEFAULT_DB_ALIAS]
    if _is_direct(default):
        with default.wrap_database_errors:
            return int(default.connection.execute(_with_question_marks(sql), parameters).rowcount)
    with default.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def execute_many(sql: str, parameters: list[Row]) -> None:
    """Run one statement for each row of `parameters`."""
    if not parameters:
        return
    default = connections[DEFAULT_DB_ALIAS]
    if _is_direct(default):
        with default.wrap_database_errors:
            default.connection.executemany(_with_question_marks(sql), parameters)
    else:
        with default.cursor() as cursor:
            cursor.executemany(sql, parameters)


class Table(NamedTuple):
    """A table to which rows are added, with its columns and their types in PostgreSQL."""

    name: str
    columns: dict[str, str]

    def insertion(self, *, sqlite: bool) -> str:
        """Return the statement that adds rows: one row a time, or all rows of one JSON array.

        psycopg takes longer to prepare a hundred parameters than PostgreSQL takes to store them.
        """
        names = ", ".join(self.columns)
        if sqlite:
            return _adding(self.name, names, f"({', '.join(['%s'] * len(self.columns))})")
        cells = ", ".join(_cell(at, kind) for at, kind in enumerate(self.columns.values()))
        given = "json_array_elements(%s::json) AS given(cells)"
        return f"INSERT INTO {self.name} ({names}) SELECT {cells} FROM {given}"  # noqa: S608 - our own words


def _adding(name: str, columns: str, values: str) -> str:
    """Return SQLite's statement that adds rows; the caller's unit takes them back, it does not.

    For a statement that could be taken back by itself SQLite keeps a journal, which took half the
    time of adding many rows, and more with every row that the transaction had added before.
    """
    return f"INSERT OR FAIL INTO {name} ({columns}) VALUES {values}"  # noqa: S608 - our own words


def _cell(at: int, kind: str) -> str:
    """Return PostgreSQL's expression for one cell of a row in JSON (msgspec writes bytes so)."""
    text = f"cells ->> {at}"
    return f"decode({text}, 'base64')" if kind == "bytea" else f"({text})::{kind}"


def insert(*added: tuple[Table, list[Row]]) -> None:
    """Add rows to tables. PostgreSQL takes all of them by one statement, however many they are.

    Where a row cannot be added, what was added before stays until the caller's unit is taken back.
    """
    filled = [(table, rows) for table, rows in added if rows]
    if is_sqlite():
        for table, rows in filled:
            execute_many(table.insertion(sqlite=True), rows)
    elif filled:
        *before, last = [table.insertion(sqlite=False) for table, _ in filled]
        first = ", ".join(f"added_{at} AS ({sql})" for at, sql in enumerate(before))
        given = [msgspec.json.encode(rows).decode() for _, rows in filled]
        execute(f"WITH {first} {last}" if before else last, tuple(given))


def insert_columns(*added: tuple[Table, Columns]) -> None:
    """Add rows that are given column by column, each as long as the others (`insert`).

    SQLite takes them by statements of `SEVERAL` rows, in half the time that it takes one by one.
    """
    if is_sqlite():
        for table, columns in added:
            whole = len(columns[0]) - len(columns[0]) % SEVERAL
            if whole:
                _insert_several(table, [column[:whole] for column in columns])
            rest = list(zip(*[column[whole:] for column in columns], strict=True))
            execute_many(table.insertion(sqlite=True), rest)
    else:
        insert(*[(table, list(zip(*columns, strict=True))) for table, columns in added])


def _insert_several(table: Table, columns: Columns) -> None:
    """Add rows, binding what is the same in all of them once for each statement."""
    shared = tuple([column.count(column[0]) == len(column) for column in columns])
    same = [column[0] for column, is_same in zip(columns, shared, strict=True) if is_same]
    own = [_bindable(col) for col, is_same in zip(columns, shared, strict=True) if not is_same]
    cells = list(chain.from_iterable(zip(*own, strict=True)))
    step = len(own) * SEVERAL
    lots = [(*same, *cells[at : at + step]) for at in range(0, len(cells), step)]
    execute_many(_several(table.name, tuple(table.columns), shared), lots)


def _bindable(column: Sequence[Any]) -> Iterable[Any]:
    """Return cells as the module binds them soonest: for `bytes` it looks for an adapter first."""
    is_bytes = type(column[0]) is bytes and None not in column
    return map(bytearray, column) if is_bytes else column


@lru_cache(maxsize=64)
def _several(name: str, columns: tuple[str, ...], shared: tuple[bool, ...]) -> str:
    """Return the statement that adds `SEVERAL` rows; its first parameters are what they share."""
    common, own = count(1), count(sum(shared) + 1)
    fixed = [next(common) if is_same else 0 for is_same in shared]
    row = [f"({', '.join([f'?{at or next(own)}' for at in fixed])})" for _ in range(SEVERAL)]
    return _adding(name, ", ".join(columns), ", ".join(row))


def _is_direct(default: BaseDatabaseWrapper) -> bool:
    """Whether SQLite's own connection may be used, within Django's transaction; then it is open.

    Django's cursor rewrites every statement anew, which costs more than SQLite takes to run it. It
    is used where somebody watches or steers statements, and on PostgreSQL.
    """
    if default.vendor != "sqlite" or default.execute_wrappers or default.queries_logged:
        return False
    if default.connection is None:
        default.ensure_connection()
    if default.needs_rollback:
        default.validate_no_broken_transaction()
    return True


@lru_cache(maxsize=512)
def _with_question_marks(sql: str) -> str:
    return sql.replace("%s", "?")


def guarded(verb: Callable[P, R]) -> Callable[P, R]:
    """Make `verb` say in our words that the database is busy or full."""

    @wraps(verb)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return verb(*args, **kwargs)
        except OperationalError as error:
            told = in_our_words(error)
            if told is None:
                raise
            raise told from None

    return speaking


def in_our_words(error: OperationalError) -> MamoruError | None:
    """Return what `error` means for the caller; `None` where it is a defect of ours."""
    state = getattr(error.__cause__, "sqlstate", None)
    text = str(error).lower()
    if state in _FULL or "full" in text or "no space left" in text:
        return DatabaseFullError()
    if state in _BUSY or (state or "").startswith("08") or "locked" in text or "busy" in text:
        return DatabaseBusyError()
    return database_file_error(text)
