"""What an anonymised value becomes: what the map says, else NULL, else what its type has."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from mamoru.systems.map.model import Column
from mamoru.systems.schema import Family, SchemaColumn

Random = Callable[[int], str]
"""Returns as many random hexadecimal digits."""
_MARK = "erased-"
_MARKED = re.compile(r"(.* )?(erased-)?[0-9a-f]{8,32}")
_FEWEST, _MOST = 8, 32
"""Random digits: fewer might be drawn twice."""
_PLAIN: dict[Family, Any] = {
    "int": 0, "text": "", "decimal": Decimal(0), "float": 0.0, "bool": False,
    "date": date(2000, 1, 1), "datetime": datetime(2000, 1, 1),  # noqa: DTZ001 - any will do
    "time": time(0), "uuid": UUID(int=0), "bytes": b"", "json": "{}",
}  # fmt: skip
_TYPES: dict[Family, tuple[type, ...]] = {
    "int": (int,), "decimal": (int,), "float": (int,), "bool": (bool, int), "text": (str,),
    "enum": (str,), "date": (str,), "datetime": (str,), "time": (str,), "uuid": (str,),
}  # fmt: skip
"""What a map may write down for a column of each family."""


class UnfitError(Exception):
    """No value fits; `code` is that of a problem of the plan."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def anonymous(there: SchemaColumn, said: Column | None, *, unique: bool, random: Random) -> Any:  # noqa: ANN401 - of the column's type
    """Return the value that a column gets; raises `UnfitError` where none fits.

    `unique`: whether an index forbids that two rows have one value.
    """
    to = said.anonymise_to if said is not None else None
    if to is None:
        if there.is_nullable:
            return None
        return _random(there, "", random) if unique else _constant(there)
    if not _fits(there, to):
        raise UnfitError("value-unfit")
    if unique:
        return _random(there, f"{to} ", random)
    return to


def for_file(value: Any) -> Any:  # noqa: ANN401 - as above
    """Return a value as SQLite takes it, which knows neither days nor exact numbers."""
    match value:
        case datetime():
            return value.isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case UUID():
            return str(value)
    return value


def is_anonymous(there: SchemaColumn, held: Any, new: Any, *, unique: bool) -> bool:  # noqa: ANN401 - as above
    """Return whether a column is as it is to be already; one random value is as good as another."""
    if unique and isinstance(held, str) and there.family == "text" and new is not None:
        return _MARKED.fullmatch(held) is not None
    return type(held) is type(new) and bool(held == new)


def _fits(there: SchemaColumn, to: bool | int | str) -> bool:  # noqa: FBT001 - a value
    kinds = _TYPES.get(there.family, ())
    if not isinstance(to, kinds) or (isinstance(to, bool) and there.family not in ("bool", "int")):
        return False
    if there.family == "enum":
        return to in there.words
    return there.length is None or not isinstance(to, str) or len(to) <= there.length


def _constant(there: SchemaColumn) -> Any:  # noqa: ANN401 - as above
    if there.family not in _PLAIN:
        raise UnfitError("no-value")
    return _PLAIN[there.family]


def _random(there: SchemaColumn, before: str, random: Random) -> Any:  # noqa: ANN401 - as above
    """Return a value that no other row has."""
    if there.family == "uuid":
        return UUID(random(_MOST))
    if there.family != "text":
        raise UnfitError("unique-value")
    room = _MOST * 2 if there.length is None else there.length - len(before)
    if room < _FEWEST:
        raise UnfitError("unique-value")
    mark = _MARK if room >= len(_MARK) + _FEWEST else ""
    return f"{before}{mark}{random(min(room - len(mark), _MOST))}"
