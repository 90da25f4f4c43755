"""Emptying SQLite's write-ahead log after erasures: it, or the file below, holds what they deleted.

The file's pages are overwritten as the log is emptied into it. While somebody reads what was there
before that cannot be done, and trying keeps writers waiting; so an erasure tries briefly, and what
it could not do stays owed. A server tries again every half second until it is done, and once a
minute in any case, since another process may have erased. A command tries at its end.

PostgreSQL's dead rows go with its next vacuum: looking through its tables for each person would
make an erasure cost as much as everybody's information.
"""

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count

from django.db import connection

from mamoru import cores
from mamoru.errors import MamoruError
from mamoru.gate.looking import looking, one_connection
from mamoru.vault.erase import scrub

log = logging.getLogger(__name__)
MILLISECONDS = 50
"""How long one attempt may keep writers waiting for somebody who reads."""
PAUSES = (0, 0.005, 0.02, 0.1, 0.3)
"""Seconds before each attempt."""
AGAIN_MILLISECONDS = 10
"""The same where it is tried again and again."""
PASSING_SECONDS = 0.25
"""How often a server brings what was committed into the file."""
EVERY_SECONDS = 60
"""How long after an emptying the next is due without an erasure that this process knows of."""


class _Scrubbing:
    """Lets erasures that arrive together share one emptying, as they share a commit."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = count(1)
        self._latest = 0
        self._covered = 0
        self._due = 0.0
        """When it is next due in any case: at first at once, for what an earlier process left."""

    def run(self) -> None:
        """Empty the log, unless an emptying that began after this call did so already."""
        mine = self._latest = next(self._asked)
        with self._lock:
            if mine <= self._covered:
                return
            if not self._empty(PAUSES, MILLISECONDS):
                log.warning("the write-ahead log is in use and still holds what was erased")

    def run_owed(self) -> None:
        """Empty the log if an erasure is still owed that, or if it is due in any case."""
        with self._lock:
            if self._covered < self._latest or time.monotonic() >= self._due:
                self._empty((0,), AGAIN_MILLISECONDS)

    def _empty(self, pauses: Sequence[float], milliseconds: int) -> bool:
        began = self._latest
        is_done = _emptied(pauses, milliseconds)
        if is_done:
            self._covered = began
            self._due = time.monotonic() + EVERY_SECONDS
        return is_done


_scrubbing = _Scrubbing()


def scrub_files() -> None:
    """Empty the log; the erasure before stands whether this succeeds or not."""
    if connection.vendor == "sqlite":
        _scrubbing.run()


def scrub_owed() -> None:
    """Do what `scrub_files` could not; brief, and raises nothing."""
    if connection.vendor == "sqlite":
        _scrubbing.run_owed()


def keep_passing_on(_: object, stop: threading.Event) -> None:
    """Bring what was committed from the log into the file, beside the commits, until told to stop.

    Else a commit does it each time that the log has grown long, and those behind it wait for the
    disk. It runs on any core: it is SQLite at work, which needs no lock of Python's.
    """
    cores.roam()
    with one_connection():
        while not stop.wait(PASSING_SECONDS):
            with suppress(MamoruError), looking() as cursor:  # the next round, or a commit, does it
                cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _emptied(pauses: Sequence[float], milliseconds: int) -> bool:
    try:
        with looking() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            ((usual,),) = cursor.fetchall()
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
            try:
                return any(_emptied_after(pause) for pause in pauses)
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {usual}")
    except MamoruError:
        return False


def _emptied_after(pause: float) -> bool:
    time.sleep(pause)
    return scrub()
