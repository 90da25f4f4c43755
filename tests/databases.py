"""Databases of PostgreSQL that come and go by the thousand, made from a template."""

import atexit
import os
import secrets

import psycopg
from tests.postgres import beside

_ADMINISTRATORS: dict[tuple[int, str], psycopg.Connection] = {}
"""By process and server: a connection for each database would take as long as making it."""


def fresh_database(url: str, *, template: str) -> str:
    """Create a database with a new name from `template` on the server of `url`; return its URL."""
    name = f"t_{secrets.token_hex(6)}"
    connection = _administrator(beside(url, "postgres"))
    # Before 15 files are copied anyway, which takes a third of what logging every block does.
    files = "STRATEGY FILE_COPY" if connection.info.server_version >= 15_00_00 else ""
    connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} {files}")
    return beside(url, name)


def dropped_database(url: str) -> None:
    """Drop the database of `url`, ending the connections that others still hold."""
    connection = _administrator(beside(url, "postgres"))
    connection.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")


def _administrator(url: str) -> psycopg.Connection:
    """Return the connection of this process that makes and drops databases, until its end."""
    connection = _ADMINISTRATORS.get((os.getpid(), url))
    if connection is None or connection.closed:
        connection = psycopg.connect(url, autocommit=True)
        atexit.register(connection.close)
        _ADMINISTRATORS[os.getpid(), url] = connection
    return connection
