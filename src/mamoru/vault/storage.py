"""Django's connection as the vault uses it: cursor, times, locks, and its errors in our words.

Every function of the vault runs inside the caller's transaction, on this thread's connection.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache, wraps
from itertools import chain
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
        into = f"INSERT INTO {self.name} ({', '.join(self.columns)})"
        if sqlite:
            return f"{into} VALUES ({', '.join(['%s'] * len(self.columns))})"
        cells = ", ".join(_cell(at, kind) for at, kind in enumerate(self.columns.values()))
        return f"{into} SELECT {cells} FROM json_array_elements(%s::json) AS given(cells)"  # noqa: S608 - our own words


def _cell(at: int, kind: str) -> str:
    """Return PostgreSQL's expression for one cell of a row in JSON (msgspec writes bytes so)."""
    text = f"cells ->> {at}"
    return f"decode({text}, 'base64')" if kind == "bytea" else f"({text})::{kind}"


def insert(*added: tuple[Table, list[Row]]) -> None:
    """Add rows to tables. PostgreSQL takes all of them by one statement, however many they are."""
    filled = [(table, rows) for table, rows in added if rows]
    if is_sqlite():
        for table, rows in filled:
            _insert_several(table, rows)
    elif filled:
        *before, last = [table.insertion(sqlite=False) for table, _ in filled]
        first = ", ".join(f"added_{at} AS ({sql})" for at, sql in enumerate(before))
        given = [msgspec.json.encode(rows).decode() for _, rows in filled]
        execute(f"WITH {first} {last}" if before else last, tuple(given))


def _insert_several(table: Table, rows: list[Row]) -> None:
    """Add rows by statements of `SEVERAL` each: SQLite takes half the time it does one by one."""
    one = table.insertion(sqlite=True)
    whole = len(rows) - len(rows) % SEVERAL
    if whole:
        more = ", ".join([one.partition(" VALUES ")[2]] * (SEVERAL - 1))
        lots = [rows[at : at + SEVERAL] for at in range(0, whole, SEVERAL)]
        execute_many(f"{one}, {more}", [tuple(chain.from_iterable(lot)) for lot in lots])
    execute_many(one, rows[whole:])


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
