"""What is left of one person: a search through every table, every ledger entry and every file."""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.db import connection
from django.db.backends.utils import CursorWrapper

from mamoru.ledger.storage import StoredLog
from mamoru.policy.words import Word

SHORTEST = 4
"""Bytes of the shortest pattern searched for; a shorter one would be found by chance."""


class Traces(msgspec.Struct, frozen=True, kw_only=True):
    """What is searched for. All of it is held in memory only."""

    values: frozenset[bytes]
    """The person's values in clear."""
    sealed: frozenset[bytes]
    """The same values as they are kept: ciphertext, wrapped key, index tokens, salts."""
    names: frozenset[bytes]
    """The person's name towards programs."""

    def named(self) -> tuple[tuple[Word, frozenset[bytes]], ...]:
        """Return each group with what it is called."""
        return (
            (Word("氏名などの値(平文)", "values in clear"), self.values),
            (Word("暗号文・鍵・索引", "ciphertext, key, index"), self.sealed),
            (Word("プログラム向けの名前", "name towards programs"), self.names),
        )


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """How often something was found, and where."""

    tables: int
    entries: int
    files: int

    @property
    def total(self) -> int:
        """How often in all."""
        return self.tables + self.entries + self.files


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is kept, as bytes, and how much of it there is."""

    tables: bytes
    entries: bytes
    files: bytes
    rows: int
    entry_count: int
    file_count: int


def traces_of(number: int, ref: str, values: Iterable[str]) -> Traces:
    """Return what to search for: `values`, and what the rows of the person hold."""
    cells = list(_cells_of(number))
    sealed = {cell for cell in cells if len(cell) >= 12}
    texts = {value for value in values if len(value.encode()) >= SHORTEST}
    return Traces(
        values=frozenset(form for text in texts for form in _renditions(text)),
        sealed=frozenset(sealed),
        names=frozenset([ref.encode()]),
    )


def everything(home: Path) -> Place:
    """Return all that is kept: tables row by row, entries as the log holds them, files in bytes."""
    files = [path for path in sorted(home.rglob("*")) if path.is_file()]
    with connection.cursor() as cursor:
        rows = list(_rows(cursor))
        log = StoredLog(cursor)
        entries = list(log.entries(log.size()))
    return Place(
        tables=b"\0".join(rows),
        entries=b"\0".join(entries),
        files=b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in files),
        rows=len(rows),
        entry_count=len(entries),
        file_count=len(files),
    )


def search(place: Place, patterns: frozenset[bytes]) -> Found:
    """Count how often `patterns` occur."""

    def count(kept: bytes) -> int:
        return sum(kept.count(pattern) for pattern in patterns)

    return Found(tables=count(place.tables), entries=count(place.entries), files=count(place.files))


def _rows(cursor: CursorWrapper) -> Iterator[bytes]:
    for table in connection.introspection.table_names(cursor):
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our table
        for row in cursor.fetchall():
            yield b"\0".join(map(_bytes, row))


def _cells_of(number: int) -> Iterator[bytes]:
    """Yield the binary cells of every row that belongs to the person, except the pseudonym.

    The pseudonym stays in the ledger: random digits that lead to nobody once its row is gone.
    """
    owners = {"person_id", "person", "number"}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name} LIMIT 0")  # noqa: S608 - our table
            columns = [column[0] for column in cursor.description]
            owner = next((column for column in columns if column in owners), None)
            if owner is None or table == "ledger_tile":
                continue
            cursor.execute(f"SELECT * FROM {name} WHERE {owner} = %s", [number])  # noqa: S608
            for row in cursor.fetchall():
                for column, cell in zip(columns, row, strict=True):
                    if isinstance(cell, bytes | memoryview) and column != "pseudonym":
                        yield bytes(cell)


def _bytes(cell: Any) -> bytes:  # noqa: ANN401 - a cell of any type
    if isinstance(cell, bytes | memoryview):
        return bytes(cell)
    return b"" if cell is None else str(cell).encode()


def _renditions(text: str) -> Iterator[bytes]:
    """Yield the forms in which a text may lie somewhere without being encrypted."""
    raw = text.encode()
    yield raw
    yield text.encode("utf-16-le")
    yield text.encode("unicode_escape")
    yield raw.hex().encode()
    for shift in range(3):  # base64 looks different at each offset from a group of three
        coded = base64.b64encode(bytes(shift) + raw + bytes(-(shift + len(raw)) % 3))
        inner = coded[4 if shift else 0 : -4]
        if len(inner) >= 2 * SHORTEST:
            yield inner
