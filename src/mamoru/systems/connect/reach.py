"""One database of a company, reached: its schema, and transactions that read or write."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    TableClause,
    and_,
    bindparam,
    column,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.elements import quoted_name
from sqlalchemy.types import UserDefinedType

from mamoru.systems.connect.address import parsed, vendor_of
from mamoru.systems.connect.engine import Limits, beginning, engine_of
from mamoru.systems.connect.faults import translated
from mamoru.systems.connect.reflect import reflected
from mamoru.systems.errors import SystemReadOnlyError, SystemUrlError
from mamoru.systems.found import Key
from mamoru.systems.schema import Schema

OWN = frozenset(["vault_person", "ledger_batch"])
"""Tables by which a database of Mamoru is known."""
CHUNK = 400
"""Values that one look-up asks for: below the limits of every vendor."""
COMPOSITE = 128
"""Keys of several columns that one look-up asks for: SQLite nests at most 1,000 deep."""


class AsItIs(UserDefinedType[Any]):  # a value of the database's own type
    """A type that leaves values to the driver, so that the database reads them as its column's."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Return nothing of use: no column is ever made."""
        return "TEXT"


class Session:
    """One transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.scanned = 0
        """Rows that the database handed over."""

    def rows(
        self, name: str, columns: Sequence[str], by: tuple[str, ...], values: Iterable[Key],
        *, limit: int | None = None, lock: bool = False,
    ) -> list[dict[str, Any]]:  # fmt: skip
        """Return the rows of a table whose `by` has one of `values`, each with `columns`.

        They are asked for in chunks, each of `limit` rows at most. A `None` in a value equals
        nothing, as in SQL. With `lock`, nobody else changes them until the transaction ends.
        """
        wanted = [value for value in dict.fromkeys(values) if None not in value]
        size = CHUNK if len(by) == 1 else COMPOSITE
        found: list[dict[str, Any]] = []
        for start in range(0, len(wanted), size):
            found += self._chunk(name, columns, by, wanted[start : start + size], limit, lock=lock)
        self.scanned += len(found)
        return found

    def folded(
        self, name: str, columns: Sequence[str], by: str, values: Sequence[str], *, limit: int
    ) -> list[dict[str, Any]]:
        """Return the rows of a table whose `by`, in lower case, is one of `values`, which are so.

        A database uses an index on `lower(by)` for it, and no other.
        """
        there = table_of(name, dict.fromkeys([*columns, by]))
        asked = select(*(there.c[one] for one in columns)).where(
            func.lower(there.c[by]).in_(bindparam("among", values, expanding=True, type_=AsItIs()))
        )
        with translated():
            answer = self.connection.execute(asked.limit(limit))
            found = [dict(zip(columns, row, strict=True)) for row in answer]
        self.scanned += len(found)
        return found

    def _chunk(
        self, name: str, columns: Sequence[str], by: tuple[str, ...], values: list[Key],
        limit: int | None, *, lock: bool,
    ) -> list[dict[str, Any]]:  # fmt: skip
        given: dict[str, Any]
        if len(by) == 1:
            given, count = {"among": [value[0] for value in values]}, 0
        else:  # as many as the next power of two, so that few statements serve for all
            count = 1 << (len(values) - 1).bit_length()
            padded = [*values, *[values[-1]] * (count - len(values))]
            given = {
                f"v{at}_{part}": one
                for at, value in enumerate(padded)
                for part, one in enumerate(value)
            }
        asked = _look_up(name, tuple(columns), by, count, limit is not None)
        asked = asked.with_for_update() if lock else asked
        with translated():
            answer = self.connection.execute(
                asked, given if limit is None else given | {"most": limit}
            )
            return [dict(zip(columns, row, strict=True)) for row in answer]


@lru_cache(maxsize=4096)
def _look_up(
    name: str,
    columns: tuple[str, ...],
    by: tuple[str, ...],
    count: int,
    is_limited: bool,  # noqa: FBT001 - the cache knows no names
) -> Select[Any]:  # rows of whatever the columns hold
    """Return a look-up that is built and compiled once: that takes longer than to run it."""
    there = table_of(name, dict.fromkeys([*columns, *by]))
    asked = select(*(there.c[one] for one in columns))
    if count == 0:
        asked = asked.where(there.c[by[0]].in_(bindparam("among", expanding=True, type_=AsItIs())))
    else:
        asked = asked.where(
            or_(
                *(
                    and_(*(
                        there.c[one] == bindparam(f"v{at}_{part}", type_=AsItIs())
                        for part, one in enumerate(by)
                    ))
                    for at in range(count)
                )
            )
        )  # fmt: skip
    return asked.limit(bindparam("most", type_=Integer())) if is_limited else asked


def table_of(name: str, columns: Iterable[str]) -> TableClause:
    """Return a table to ask with; names are quoted as they stand in the schema."""
    schema, _, bare = name.rpartition(".")
    return table(
        quoted_name(bare, quote=True),
        *(column(quoted_name(one, quote=True), AsItIs()) for one in columns),
        schema=quoted_name(schema, quote=True) if schema else None,
    )


def among(there: FromClause, by: tuple[str, ...], values: Sequence[Key]) -> ColumnElement[bool]:
    """Return that the columns `by` have one of `values`, in the form that uses an index."""
    if len(by) == 1:
        return there.c[by[0]].in_([value[0] for value in values])
    return or_(
        *(
            and_(*(there.c[one] == part for one, part in zip(by, value, strict=True)))
            for value in values
        )
    )


class Reach:
    """A database that is reached by an address. Connections are made as they are needed."""

    def __init__(self, url: str, *, writable: bool = False, limits: Limits | None = None) -> None:
        """Take an address; raises `SystemUrlError`. Nothing is connected yet."""
        self.vendor = vendor_of(parsed(url))
        self._writable = writable
        self._engine = engine_of(url, writable=writable, limits=limits or Limits())

    def schema(self, places: Iterable[str] = ()) -> Schema:
        """Return the tables of the default schema, and of those in `places` (`place.table`).

        Raises `SystemDownError`, `SystemSlowError`, `SystemDeniesError` and the like, and
        `SystemUrlError` where it is a database of Mamoru itself: whoever reached that by a map
        would go past the door, and could erase what the ledger and the registers prove.
        """
        with self.reading() as session, translated():
            found = reflected(session.connection, self.vendor, places)
        if {name.rpartition(".")[2] for name in found.tables} >= OWN:
            raise SystemUrlError(
                reason_ja="Mamoru 自身のデータベースです", reason_en="it is Mamoru's own database"
            )
        return found

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a transaction that cannot write, and sees everything as of one moment."""
        with self._transaction(writes=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a transaction that is committed at the end, or taken back by an exception.

        Raises `SystemReadOnlyError` unless the system is writable. A commit whose answer is lost
        may have been done: whoever writes looks afterwards.
        """
        if not self._writable:
            raise SystemReadOnlyError
        with self._transaction(writes=True) as session:
            yield session

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Session]:
        with translated(), self._engine.connect() as connection:
            for statement in beginning(self.vendor, writes=writes):
                connection.exec_driver_sql(statement)
            try:
                yield Session(connection)
            except BaseException:
                with suppress(SQLAlchemyError):  # what went wrong first is what is told
                    connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    def close(self) -> None:
        """Let every connection go."""
        self._engine.dispose()
