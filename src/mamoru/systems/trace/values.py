"""Identifiers as a column may hold them, and which values of a column are one."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from mamoru.crypto.errors import InvalidIdentifierError
from mamoru.crypto.index import normalised
from mamoru.systems.schema import SchemaColumn
from mamoru.systems.trace.spellings import usual_phones

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")


def spelt(kind: str, value: str, column: SchemaColumn) -> list[Any]:
    """Return the values under which a column may hold an identifier, each of the column's type.

    No value fits: nobody is found by it there. They are made here and not by the database, which
    would take `42abc` for 42. Raises `InvalidIdentifierError`.
    """
    found = (_typed(one, column) for one in _spellings(kind, value))
    return list(dict.fromkeys(one for one in found if one is not None))


def either_form(values: Iterable[Any]) -> list[Any]:
    """Return values both as text and as its bytes: SQLite keeps either in a column of any type."""
    found: list[Any] = []
    for one in values:
        found.append(one)
        if isinstance(one, str):
            found.append(one.encode())
        elif isinstance(one, bytes):
            found.append(one.decode())
    return list(dict.fromkeys(found))


def lower(values: Iterable[Any]) -> list[str]:
    """Return values as text in lower case, as a database compares them with `lower(column)`."""
    told = (one.decode() if isinstance(one, bytes) else str(one) for one in values)
    return list(dict.fromkeys(one.lower() for one in told))


def is_same(kind: str, value: str, held: object) -> bool:
    """Return whether a value of a column is the identifier: a collation may find others too."""
    try:
        held = bytes(held).decode() if isinstance(held, bytes | bytearray | memoryview) else held
        return normalised(kind, str(held)) == normalised(kind, value)
    except (InvalidIdentifierError, UnicodeDecodeError):
        return False


def _spellings(kind: str, value: str) -> Iterator[str]:
    yield value
    yield value.strip()
    shared = normalised(kind, value)
    yield shared
    if kind == "phone":
        yield from usual_phones(shared)


def _typed(text: str, column: SchemaColumn) -> Any:  # noqa: ANN401 - of the column's type
    match column.family:
        case "int":
            return int(text) if _WHOLE.fullmatch(text) else None
        case "decimal":
            return _decimal(text)
        case "uuid":
            return _uuid(text)
        case "bytes":
            return text.encode()
        case "text" | "enum" | "other":
            return text if "\x00" not in text else None
    return None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if _WHOLE.fullmatch(text) else None
    except InvalidOperation:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
