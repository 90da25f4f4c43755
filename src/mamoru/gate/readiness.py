"""Whether the door can work: database, keys, sequencer, and how long entries wait."""

from datetime import datetime

import msgspec
from django.db import Error
from django.db.backends.utils import CursorWrapper

from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.ledger import queries
from mamoru.ledger.entries import decode
from mamoru.ledger.storage import opened

OLDEST_SECONDS = 30
"""An entry that waits longer for its place tells that the sequencer does not work."""


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """What each part says: `ok`, or the code of what is wrong with it."""

    status: str
    database: str
    keys: str
    sequencer: str
    oldest_pending_seconds: int | None
    """Age of the entry that waits longest for its place in the log."""

    @property
    def is_ready(self) -> bool:
        """Whether every part can work."""
        return self.status == "ready"


def readiness(door: Door, *, is_sequencing: bool) -> Readiness:
    """Look at every part; raises nothing, since whoever asks wants to know which part it is.

    `is_sequencing` says whether anything still lets the sequencer work.
    """
    database = keys = "ok"
    age: int | None = None
    try:
        with looking() as cursor:
            age = _age(_oldest(cursor), door.clock())
            keys = _keys(door)
    except MamoruError as error:
        database = error.code
    sequencer = _sequencer(door, age) if is_sequencing else "stopped"
    is_ready = database == keys == sequencer == "ok"
    return Readiness(
        status="ready" if is_ready else "not-ready", database=database, keys=keys,
        sequencer=sequencer, oldest_pending_seconds=age,
    )  # fmt: skip


def _keys(door: Door) -> str:
    """Tell whether the key that new people are stored under is where it should be."""
    try:
        epoch, _ = door.keys.current()
        usable = door.keys.provider.keys()
    except MamoruError as error:
        return error.code
    return "ok" if epoch.kek_id in usable else "missing-key"


def _sequencer(door: Door, age: int | None) -> str:
    failure = door.sequencer.failure
    if failure is not None:
        if isinstance(failure, MamoruError):
            return failure.code
        return "database" if isinstance(failure, Error) else "defect"
    return "late" if age is not None and age > OLDEST_SECONDS else "ok"


def _oldest(cursor: CursorWrapper) -> datetime | None:
    waiting = queries.pending(cursor, 1)
    return decode(opened(waiting[0])[0], 0).at if waiting else None


def _age(oldest: datetime | None, now: datetime) -> int | None:
    return None if oldest is None else max(0, round((now - oldest).total_seconds()))
