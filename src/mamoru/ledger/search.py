"""Looking for entries without an index: a bounded stretch at a time, from the latest back.

Entries lie in batches, so nothing but their position, their person and their ticket is indexed. A
search therefore reads at most `MOST` entries, tells how far it came, and goes on from there when it
is asked to. It reads the same number of statements however long the log is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db.backends.utils import CursorWrapper

from mamoru.ledger import queries
from mamoru.ledger.entries import Entry, decode
from mamoru.ledger.proof import entry_bytes
from mamoru.ledger.storage import StoredLog, opened
from mamoru.ledger.trace import Recorded

MOST = 8192
"""Entries that one search reads; what has none of the words is not even decoded."""
_BATCHES = 256
FIELDS: Mapping[str, tuple[str, ...]] = {
    "act": ("act", "change"), "outcome": ("outcome",), "clause": ("cites", "readings"),
    "article": ("law",), "purpose": ("purpose",), "party": ("party", "recipient"),
    "caller": ("caller",), "request": ("request",), "subject": ("subject",),
    "name": ("name", "hand", "system", "notice"),
}  # fmt: skip
"""Which fields of an entry each thing looked for may stand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What a search found, the latest first, and how far it came."""

    found: tuple[Recorded, ...]
    looked: int
    """Entries that were looked at."""
    rest: int
    """Entries before those: the next search is of what comes before this index."""


def search(
    cursor: CursorWrapper, wanted: Mapping[str, str], *, kind: str = "", before: int, size: int
) -> Stretch:
    """Return up to `size` placed entries before index `before` that have everything `wanted`."""
    needles = [msgspec.json.encode(value) for value in wanted.values()]
    if kind:
        needles.append(msgspec.json.encode(kind))
    most = MOST if needles else size
    found: list[Recorded] = []
    looked, at = 0, before
    for row in _rows(cursor, before, most):
        first = row.first or 0
        for offset, raw in reversed(list(enumerate(opened(row)[: before - first]))):
            looked, at = looked + 1, first + offset
            if not all(one in raw for one in needles):
                continue
            entry = decode(raw, at)
            if not _has(entry, wanted, kind):
                continue
            found.append(Recorded((row.batch << queries.OFFSETS) + offset, at, raw, entry))
            if len(found) == size:
                return Stretch(found=tuple(found), looked=looked, rest=at)
    return Stretch(found=tuple(found), looked=looked, rest=at if looked else 0)


def index_at(cursor: CursorWrapper, moment: datetime) -> int:
    """Return the index of the first entry at or after a moment; the log's size where there is none.

    Found by halving, for which entries are taken to be in the order of their time.
    """
    low, high = 0, StoredLog(cursor).size()
    while low < high:
        middle = (low + high) // 2
        if decode(entry_bytes(cursor, middle), middle).at < moment:
            low = middle + 1
        else:
            high = middle
    return low


def between(cursor: CursorWrapper, first: int, end: int) -> list[tuple[int, bytes]]:
    """Return index and bytes of the entries from `first` to `end`, without it."""
    stop = min(end, StoredLog(cursor).size())
    if first >= stop:
        return []
    return list(enumerate(StoredLog(cursor).entries(stop, start=first), start=first))


def _rows(cursor: CursorWrapper, before: int, most: int) -> list[queries.BatchRow]:
    counted = queries.counts_before(cursor, before, _BATCHES)
    if not counted:
        return []
    entries, lowest = 0, counted[0][0]
    for first, count in counted:
        lowest = first
        entries += min(count, before - first)
        if entries >= most:
            break
    return queries.batches_between(cursor, lowest, before)


def _has(entry: Entry, wanted: Mapping[str, str], kind: str) -> bool:
    if kind and entry.__struct_config__.tag != kind:
        return False
    return all(
        any(_is_in(getattr(entry, field, None), value) for field in FIELDS[name])
        for name, value in wanted.items()
    )


def _is_in(held: object, value: str) -> bool:
    return value in held if isinstance(held, tuple) else held == value
