"""Transactions of many processes and threads on one SQLite file, in turn.

SQLite lets one transaction write. Whoever waits for that asks again after pauses that grow to a
tenth of a second, and may lose each time to somebody who came later. Here one at a time asks, and
often: who holds the lock of a file beside the database is next. The lock goes with its process.
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base

TURN = "-turn"
"""Ending of the name of the file that is locked by whoever is next."""
NEXT_SECONDS = 0.000_5
"""Pause of whoever is next, before asking again."""
PRIMARY = 0xFF
"""Bits of an SQLite error that say its kind; the others say more of it."""
BEHIND_SECONDS = 0.001
"""Pause of those behind."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions wait for their turn."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **named)
        self._turn: int | None = None

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]  # missing in the stubs
        if self._turn is not None:
            os.close(self._turn)
            self._turn = None

    def _start_transaction_under_autocommit(self) -> None:
        """Begin; raises `OperationalError` where others wrote for as long as one may wait."""
        self.ensure_connection()
        if self.is_in_memory_db():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # as above
            return
        seconds = self.settings_dict["OPTIONS"]["timeout"]
        until = time.monotonic() + seconds
        with self.wrap_database_errors, _next(self._opened(), until), self._asking_once(seconds):
            while not self._begins(is_last=time.monotonic() >= until):
                time.sleep(NEXT_SECONDS)

    def _opened(self) -> int:
        """Return the file of turns, opened once for a connection."""
        if self._turn is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            try:
                self._turn = os.open(f"{self.settings_dict['NAME']}{TURN}", flags, 0o600)
            except OSError as error:
                raise sqlite3.OperationalError(f"the file of turns: {error.strerror}") from error
        return self._turn

    def _begins(self, *, is_last: bool) -> bool:
        """Tell whether the transaction could begin; raise why not where nobody asks again."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if is_last or error.sqlite_errorcode & PRIMARY != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    @contextmanager
    def _asking_once(self, usual: float) -> Iterator[None]:
        """Let SQLite itself not wait meanwhile."""
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {round(usual * 1000)}")


@contextmanager
def _next(turn: int, until: float) -> Iterator[None]:
    """Be next, or ask like anybody else once the time is over."""
    while not (held := _locks(turn)) and time.monotonic() < until:
        time.sleep(BEHIND_SECONDS)
    try:
        yield
    finally:
        if held:
            fcntl.flock(turn, fcntl.LOCK_UN)


def _locks(turn: int) -> bool:
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
