"""What somebody with the disks would find: the database's bytes, its tables, the files."""
# ruff: noqa: S608 - the names of our own tables

import base64
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection
from tests.store import Store

TABLES = (
    "vault_epoch", "vault_indexkey", "vault_person", "vault_personkey", "vault_identifier",
    "vault_field",
)  # fmt: skip


def renditions(value: bytes) -> set[bytes]:
    """Return the ways in which `value` may lie in a file without being encrypted."""
    found = {value, value.hex().encode(), value.hex().upper().encode()}
    for shift in range(3):  # base64 looks different at each offset from a group of three
        text = base64.b64encode(bytes(shift) + value + bytes(-(shift + len(value)) % 3))
        inner = text[4 if shift else 0 : -4]
        found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return {rendition for rendition in found if len(rendition) >= 4}


def written(*texts: str) -> set[bytes]:
    """Return the ways in which texts may lie in a file in clear, in the usual encodings."""
    encoded = {
        text.encode(encoding)
        for text in texts
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
    }
    escaped = {text.encode("unicode_escape") for text in texts}
    return {rendition for value in encoded | escaped for rendition in renditions(value)}


def found_in(dump: bytes, secrets: Iterable[bytes]) -> list[bytes]:
    return sorted(secret for secret in secrets if secret in dump)


def database_bytes(store: Store) -> bytes:
    """Return all there is of the database: its files, or every table in both COPY formats."""
    if store.vendor == "sqlite":
        return b"".join(path.read_bytes() for path in sorted(store.home.glob("mamoru.sqlite3*")))
    parts: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for form in ("text", "binary"):
                with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT {form})') as copy:
                    parts.extend(bytes(chunk) for chunk in copy)
    return b"".join(parts)


def home_bytes(home: Path) -> bytes:
    """Return every file of this installation, names included."""
    files = sorted(path for path in home.rglob("*") if path.is_file())
    return b"".join(str(path).encode() + path.read_bytes() for path in files)


Snapshot = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def snapshot() -> Snapshot:
    """Return every row of the vault, as a backup keeps it."""
    taken: Snapshot = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            taken[table] = ([column[0] for column in cursor.description], cursor.fetchall())
    return taken


def restore(taken: Snapshot) -> None:
    """Put a backup in place of what the database holds."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        for table in reversed(TABLES):
            cursor.execute(f"DELETE FROM {table}")
        for table, (columns, rows) in taken.items():
            names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        cursor.execute("COMMIT")
