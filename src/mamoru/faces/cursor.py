"""Going through rows by key: where a list goes on is the last row's place, not a count of rows."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from operator import attrgetter
from typing import Any

from cryptography.fernet import InvalidToken
from django.db.models import Q, QuerySet

from mamoru.faces.secret import sealed, unsealed

Sorted = str | int | date | datetime
_READ: dict[str, Callable[[Any], Sorted]] = {
    "datetime": datetime.fromisoformat, "date": date.fromisoformat, "int": int, "str": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The place of a row: what it is sorted by, and what tells it from others sorted alike."""

    value: Sorted
    own: Sorted


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A screenful of rows, and the place of its last where more follow."""

    rows: Sequence[Any]
    last: Key | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of one table, as rows of a list that has those of several."""

    rows: QuerySet[Any]
    sorts: str
    """Its own field for what the list is sorted by."""
    own: str
    """Its own field for what tells rows of the list apart."""
    row: Callable[[Any], Any]
    """Returns a row of the list, with the list's names for these two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Rows of several tables as one list; of each table no more is read than is shown."""

    parts: tuple[Part, ...]

    def every(self) -> Iterator[Any]:
        """Yield every row, table by table."""
        for part in self.parts:
            ordered = part.rows.order_by(part.sorts, part.own)
            yield from map(part.row, ordered.iterator(chunk_size=500))


Rows = QuerySet[Any] | Sequence[Any] | Joined


def gone_through(
    rows: Rows, sorts: str, own: str, *, is_last_first: bool, after: Key | None, size: int
) -> Found:
    """Return the rows after a place: the database reads these alone, by the index on `sorts`."""
    if isinstance(rows, QuerySet):
        found = _queried(rows, sorts, own, is_last_first=is_last_first, after=after)
        shown = list(found[: size + 1])
    elif isinstance(rows, Joined):
        shown = _merged(rows, (sorts, own), is_last_first=is_last_first, after=after, size=size + 1)
    else:
        given = _in_hand(rows, sorts, own, is_last_first=is_last_first, after=after)
        shown = list(given[: size + 1])
    if len(shown) <= size:
        return Found(rows=shown, last=None)
    last = shown[size - 1]
    return Found(rows=shown[:size], last=Key(value=_of(last, sorts), own=_of(last, own)))


def sealed_key(key: Key, place: str, sort: str) -> str:
    """Return a place as it stands in an address: nobody can read or make one."""
    return sealed("listing", json.dumps([place, sort, _told(key.value), _told(key.own)]))


def key_of(shown: str, place: str, sort: str) -> Key | None:
    """Return the place that was sealed; `None` where it is of another list, or not ours at all."""
    if not shown:
        return None
    try:
        of, by, value, own = json.loads(unsealed("listing", shown))
    except (InvalidToken, UnicodeEncodeError):
        return None
    return Key(value=_read(value), own=_read(own)) if (of, by) == (place, sort) else None


def _queried(
    rows: QuerySet[Any], sorts: str, own: str, *, is_last_first: bool, after: Key | None
) -> QuerySet[Any]:
    sign, past = ("-", "lt") if is_last_first else ("", "gt")
    if after is not None:
        at_or_past = Q(**{f"{sorts}__{past}e": after.value})  # lets the index begin here
        is_past = Q(**{f"{sorts}__{past}": after.value}) | Q(**{f"{own}__{past}": after.own})
        rows = rows.filter(at_or_past & is_past)
    return rows.order_by(*dict.fromkeys([f"{sign}{sorts}", f"{sign}{own}"]))


def _merged(
    rows: Joined, names: tuple[str, str], *, is_last_first: bool, after: Key | None, size: int
) -> list[Any]:
    def place(row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - rows of any room
        return tuple(_of(row, name) for name in names)

    parts = []
    for part in rows.parts:
        found = _queried(
            part.rows, part.sorts, part.own, is_last_first=is_last_first, after=after
        )  # fmt: skip
        parts.append([part.row(one) for one in found[:size]])
    return list(merge(*parts, key=place, reverse=is_last_first))[:size]


def _in_hand(
    rows: Sequence[Any], sorts: str, own: str, *, is_last_first: bool, after: Key | None
) -> Sequence[Any]:
    def place(row: Any) -> tuple[Any, Any]:  # noqa: ANN401 - rows of any room
        return _of(row, sorts), _of(row, own)

    ordered = sorted(rows, key=place, reverse=is_last_first)
    if after is None:
        return ordered
    here = (after.value, after.own)
    return [row for row in ordered if (place(row) < here if is_last_first else place(row) > here)]


def _of(row: Any, name: str) -> Sorted:  # noqa: ANN401 - as above
    found: Sorted = attrgetter(name.replace("__", "."))(row)
    return found


def _told(value: Sorted) -> tuple[str, str | int]:
    if isinstance(value, datetime | date):
        return type(value).__name__, value.isoformat()
    return ("int", value) if isinstance(value, int) else ("str", str(value))


def _read(told: tuple[str, str | int]) -> Sorted:
    kind, value = told
    return _READ[kind](value)
