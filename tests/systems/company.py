"""A company's own database for tests: real, empty at first, of any vendor."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from tests.postgres import beside

from mamoru.systems.connect.address import parsed
from mamoru.systems.connect.engine import Limits
from mamoru.systems.connect.reach import Reach
from mamoru.systems.found import Found
from mamoru.systems.map.load import load
from mamoru.systems.map.ownership import graph_of
from mamoru.systems.trace.trace import trace

VENDORS = ("sqlite", "postgresql", "mariadb")
QUICK = Limits(connect=5, statement=5, lock=1)


class Company:
    """One database."""

    def __init__(self, vendor: str, url: str) -> None:
        self.vendor, self.url = vendor, url
        self._engine = create_engine(parsed(url), poolclass=NullPool)

    def run(self, *statements: str) -> None:
        """Run statements, in one transaction where the vendor knows that for what they do."""
        with self._engine.begin() as connection:
            for statement in statements:
                is_formatted = self.vendor != "sqlite"
                connection.exec_driver_sql(
                    statement.replace("%", "%%") if is_formatted else statement
                )

    def fill(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows, each with the values of every column."""
        if not rows:
            return
        mark = "?" if self.vendor == "sqlite" else "%s"
        marks = ", ".join([mark] * len(rows[0]))
        with self._engine.begin() as connection:
            connection.exec_driver_sql(
                f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608 - names of the tests' own
                [tuple(row) for row in rows],
            )

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Return what a query answers."""
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement)]

    def reach(self, *, writable: bool = False, limits: Limits = QUICK) -> Reach:
        """Return the database as Mamoru reaches it; the caller closes it."""
        return Reach(self.url, writable=writable, limits=limits)

    def trace(self, text: str, *person: tuple[str, str], limit: int = 100_000) -> Found:
        """Trace somebody by a map."""
        reach = self.reach()
        try:
            graph = graph_of(load(text), reach.schema())
            with reach.reading() as session:
                return trace(session, graph, person, limit=limit)
        finally:
            reach.close()


def postgres_company(server: str) -> Company:
    """Create an empty database on a PostgreSQL."""
    name = f"c_{secrets.token_hex(6)}"
    with psycopg.connect(beside(server, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return Company("postgresql", beside(server, name))


def sqlite_company(folder: Path) -> Company:
    """Create an empty database in a file."""
    path = folder / "company.sqlite3"
    path.touch()
    return Company("sqlite", f"sqlite:///{path}")
