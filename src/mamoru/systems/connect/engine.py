"""Engines: how each vendor's database is reached, and what a connection may do and how long."""

import sqlite3
import time
from typing import Any

import msgspec
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine
from sqlalchemy.pool import ConnectionPoolEntry

from mamoru.systems.connect.address import parsed, vendor_of
from mamoru.systems.connect.raw_text import let_raw
from mamoru.systems.schema import Vendor


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How long a system may take, in seconds."""

    connect: float = 5.0
    statement: float = 10.0
    lock: float = 3.0


STEPS = 20_000
"""Instructions of SQLite between two looks at the clock."""
_BEGIN_READING: dict[str, tuple[str, ...]] = {
    "postgresql": ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",),
    "mariadb": (
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
        "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
    ),
    "sqlite": ("PRAGMA query_only = ON", "BEGIN"),
}
_BEGIN_WRITING: dict[str, tuple[str, ...]] = {
    "postgresql": ("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE",),
    "mariadb": ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "START TRANSACTION READ WRITE"),
    "sqlite": ("PRAGMA query_only = OFF", "BEGIN IMMEDIATE"),
}


def beginning(vendor: Vendor, *, writes: bool) -> tuple[str, ...]:
    """Return the statements that begin a transaction with one snapshot for all it reads."""
    return (_BEGIN_WRITING if writes else _BEGIN_READING)[vendor]


def engine_of(url: str, *, writable: bool, limits: Limits) -> Engine:
    """Return an engine whose connections end each statement and each wait for a lock in time.

    The session itself is read-only unless `writable`. What a driver says never holds parameters.
    Raises `SystemUrlError`.
    """
    address = parsed(url)
    vendor = vendor_of(address)
    engine = create_engine(
        _with_file(address, writable=writable) if vendor == "sqlite" else address,
        isolation_level="AUTOCOMMIT",  # transactions are begun by hand, see `beginning`
        hide_parameters=True, pool_size=2, max_overflow=2, pool_timeout=limits.connect,
        pool_pre_ping=vendor != "sqlite", pool_recycle=600,
        connect_args=_arguments(vendor, writable=writable, limits=limits),
    )  # fmt: skip
    if vendor == "mariadb":
        event.listen(engine, "connect", _Session(writable=writable, limits=limits))
    if vendor == "sqlite":
        event.listen(engine, "connect", _Deadline(engine, limits))
    return engine


def _with_file(address: URL, *, writable: bool) -> URL:
    """Return the address of a file that has to be there: none is ever made."""
    mode = "rw" if writable else "ro"
    quoted = (address.database or "").replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return address.set(database=f"file:{quoted}", query={"mode": mode, "uri": "true"})


def _arguments(vendor: Vendor, *, writable: bool, limits: Limits) -> dict[str, Any]:
    if vendor == "sqlite":
        return {"timeout": limits.lock}
    whole = max(1, round(limits.connect))
    if vendor == "mariadb":
        answer = round(limits.statement + limits.lock) + 5
        return {
            "connect_timeout": whole, "read_timeout": answer, "write_timeout": answer,
            "local_infile": False, "charset": "utf8mb4",
        }  # fmt: skip
    settings = {
        "statement_timeout": round(limits.statement * 1000),
        "lock_timeout": round(limits.lock * 1000),
        "idle_in_transaction_session_timeout": round(limits.statement * 6000),
        "default_transaction_read_only": "off" if writable else "on",
        "timezone": "UTC",
    }
    return {
        "connect_timeout": max(2, whole), "application_name": "mamoru",
        "tcp_user_timeout": round((limits.statement + limits.lock) * 1000) + 5000,
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
    }  # fmt: skip


class _Session:
    """Sets what a session of MariaDB or MySQL may do, as soon as it is there."""

    def __init__(self, *, writable: bool, limits: Limits) -> None:
        self._writable, self._limits = writable, limits

    def __call__(self, connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401 - a driver's
        limits = self._limits
        is_mariadb = "MariaDB" in connection.get_server_info()
        slow = (
            f"max_statement_time = {limits.statement:.3f}"
            if is_mariadb
            else f"max_execution_time = {round(limits.statement * 1000)}"
        )
        wait = max(1, round(limits.lock))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SET SESSION {slow}, innodb_lock_wait_timeout = {wait},"
                f" lock_wait_timeout = {wait}, time_zone = '+00:00',"
                " sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')"
            )
            if not self._writable:
                cursor.execute("SET SESSION TRANSACTION READ ONLY")


class _Deadline:
    """Ends a statement of SQLite that takes too long, holds foreign keys as declared, and reads
    what is no UTF-8.
    """  # noqa: D205 - one sentence

    def __init__(self, engine: Engine, limits: Limits) -> None:
        self._limits = limits
        event.listen(engine, "before_cursor_execute", self._begin)

    def __call__(self, connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        entry.info["until"] = float("inf")
        connection.set_progress_handler(lambda: time.monotonic() > entry.info["until"], STEPS)
        connection.execute("PRAGMA foreign_keys = ON")
        let_raw(connection)

    def _begin(self, connection: Any, *_: object) -> None:  # noqa: ANN401 - SQLAlchemy's event
        connection.info["until"] = time.monotonic() + self._limits.statement
