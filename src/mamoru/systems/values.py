"""Values of a database as text that another process reads back as the same values, and digests."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

Written = dict[str, str]
"""A value as `{type: text}`."""
_READ: dict[str, Callable[[str], Any]] = {
    "null": lambda _: None,
    "bool": lambda text: text == "true",
    "int": int,
    "float": float,
    "text": str,
    "bytes": bytes.fromhex,
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "span": lambda text: timedelta(microseconds=int(text)),
    "uuid": UUID,
    "json": json.loads,
}


def written(value: Any) -> Written:  # noqa: ANN401 - whatever a driver hands over
    """Return a value so that `read` gives it back; what is of no known type becomes its text."""
    match value:
        case None:
            return {"null": ""}
        case bool():
            return {"bool": "true" if value else "false"}
        case int():
            return {"int": str(int(value))}
        case float():
            return {"float": repr(value)}
        case bytes() | bytearray() | memoryview():
            return {"bytes": bytes(value).hex()}
        case timedelta():
            return {"span": str(value // timedelta(microseconds=1))}
        case dict() | list():
            return {"json": json.dumps(value, sort_keys=True, default=str)}
        case Decimal():
            return {"decimal": str(value)}
        case datetime() | date() | time():
            return {type(value).__name__: value.isoformat()}
    return {"uuid" if isinstance(value, UUID) else "text": str(value)}


def read(found: Written) -> Any:  # noqa: ANN401 - as above
    """Return the value that was written."""
    [(name, text)] = found.items()
    return _READ[name](text)


def digest(values: Mapping[str, Any]) -> str:
    """Return a hash of a row with every column, by which a change of it is noticed; hex, SHA-256.

    Rows of few possible values can be guessed from it, so it is kept where the rows may be kept.
    """
    told = [[name, written(values[name])] for name in sorted(values)]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def hashable(parts: Iterable[Any]) -> tuple[Any, ...]:
    """Return the parts of a key so that they can be looked up: memory of a driver as bytes."""
    return tuple(bytes(one) if isinstance(one, bytearray | memoryview) else one for one in parts)
