"""Emptying SQLite's write-ahead log after erasures, since it still holds what they deleted.

While somebody reads what was there before it cannot be emptied, and trying keeps writers waiting;
so it is tried briefly and not for ever. The next erasure empties it then, or the end of the
process. PostgreSQL's dead rows go with its next vacuum: looking through its tables for each person
would make an erasure cost as much as everybody's information.
"""

import logging
import threading
import time
from itertools import count

from django.db import connection

from mamoru.errors import MamoruError
from mamoru.gate.looking import looking
from mamoru.vault.erase import scrub

log = logging.getLogger(__name__)
MILLISECONDS = 50
"""How long one attempt may keep writers waiting for somebody who reads."""
PAUSES = (0, 0.005, 0.02, 0.1, 0.3)
"""Seconds before each attempt."""


class _Scrubbing:
    """Lets erasures that arrive together share one emptying, as they share a commit."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = count(1)
        self._latest = 0
        self._covered = 0

    def run(self) -> None:
        """Empty the log, unless an emptying that began after this call did so already."""
        mine = self._latest = next(self._asked)
        with self._lock:
            if mine <= self._covered:
                return
            began = self._latest
            if _emptied():
                self._covered = max(began, mine)
            else:
                log.warning("the write-ahead log is in use and still holds what was erased")


_scrubbing = _Scrubbing()


def scrub_files() -> None:
    """Empty the log; the erasure before stands whether this succeeds or not."""
    if connection.vendor == "sqlite":
        _scrubbing.run()


def _emptied() -> bool:
    try:
        with looking() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            ((usual,),) = cursor.fetchall()
            cursor.execute(f"PRAGMA busy_timeout = {MILLISECONDS}")
            try:
                return any(_emptied_after(pause) for pause in PAUSES)
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {usual}")
    except MamoruError:
        return False


def _emptied_after(pause: float) -> bool:
    time.sleep(pause)
    return scrub()
