"""The handlings of a log as columns: one number of each kind for every handling, in their order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from mamoru.ledger.columns.shape import bare
from mamoru.ledger.errors import EntryMalformedError

TYPES: Mapping[str, np.dtype[Any]] = {
    "shape": np.dtype("<u4"),
    "caller": np.dtype("<u2"),
    "at": np.dtype("<i8"),
    "subject": np.dtype("<u8"),
    "count": np.dtype("<i8"),
    "is_set": np.dtype("<u1"),
    "entry": np.dtype("<i8"),
    "ticket": np.dtype("<i8"),
}
"""Places in the list of shapes and of callers; seconds since 1970; the first 64 bits of the
pseudonym, 0 for none; how many people; whether they are a set that the ledger keeps beside it; the
number of the entry and its ticket."""
_HANDLING = b'"kind":"handling"'
Rows = dict[str, NDArray[Any]]


class _Own(msgspec.Struct, frozen=True, gc=False):
    """What a handling has by itself."""

    at: datetime
    caller: str | None = None
    count: int = 1
    subject: str | None = None
    people: str | None = None


_own = msgspec.json.Decoder(_Own)


def _decoded(raw: bytes, entry: int) -> _Own:
    try:
        return _own.decode(raw)
    except msgspec.MsgspecError as error:
        raise EntryMalformedError(entry=entry) from error


@dataclass(slots=True)
class Lists:
    """The different shapes and callers of a log, in the order in which they came first."""

    shapes: dict[bytes, int] = field(default_factory=dict)
    callers: dict[str, int] = field(default_factory=dict)
    """The first is `""`, for entries that name none."""

    def rows(self, entries: Iterable[tuple[int, int, bytes]]) -> Rows:
        """Return the columns of those entries that are about handlings: number, ticket and bytes.

        What is new in them is added to the lists.
        """
        shapes, callers = self.shapes, self.callers
        callers.setdefault("", 0)
        found: list[tuple[int, int, int, int, int, bool, int, int]] = []
        for entry, ticket, raw in entries:
            if _HANDLING not in raw:
                continue
            own = _decoded(raw, entry)
            subject = int(own.subject[:16], 16) if own.subject else 0
            row = (
                shapes.setdefault(bare(raw), len(shapes)),
                callers.setdefault(own.caller or "", len(callers)),
                int(own.at.timestamp()), subject, own.count,
                own.people is not None and not subject, entry, ticket,
            )  # fmt: skip
            found.append(row)
        columns = zip(*found, strict=True) if found else [()] * len(TYPES)
        return {
            name: np.array(column, dtype=kind)
            for (name, kind), column in zip(TYPES.items(), columns, strict=True)
        }


def joined(several: Iterable[Rows]) -> Rows:
    """Return the columns one after the other."""
    every = list(several)
    return (
        every[0]
        if len(every) == 1
        else {name: np.concatenate([rows[name] for rows in every]) for name in TYPES}
    )
