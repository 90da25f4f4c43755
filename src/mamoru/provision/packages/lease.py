"""The right to work on a hand-over at its recipient's, which one process has at a time.

It lasts a minute and is renewed meanwhile, so that whoever comes after one that was killed waits no
longer than that, and never puts anything there beside one that is alive.
"""

import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.provision.packages.errors import HandOverElsewhereError
from mamoru.provision.packages.models import HandOver

LEASE = timedelta(minutes=1)
EVERY_SECONDS = LEASE.total_seconds() / 4
MARGIN_SECONDS = EVERY_SECONDS
"""How long before its end it is not relied on any more."""


def lease(row: HandOver, now: datetime) -> None:
    """Take the right to work on `row`, which the caller saves in its transaction.

    Raises `HandOverElsewhereError` where somebody has it.
    """
    if is_leased(row, now):
        raise HandOverElsewhereError(hand=row.ref)
    row.claims += 1
    row.lease_until = now + LEASE


def is_leased(row: HandOver, now: datetime) -> bool:
    """Tell whether somebody works on `row`, as far as is known."""
    return row.lease_until is not None and row.lease_until > now


class Hold:
    """The right that was taken, renewed by a thread for as long as the block lasts."""

    def __init__(self, door: Door, row: HandOver) -> None:
        self._door = door
        self._ref = row.ref
        self._mine = HandOver.objects.filter(pk=row.pk, claims=row.claims)
        self._until = time.monotonic() + LEASE.total_seconds()
        self._is_lost = False
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._renew_on, name="lease", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._end.set()
        self._thread.join()

    def check(self) -> None:
        """Raise `HandOverElsewhereError` where it was lost, or could not be renewed in time."""
        if self._is_lost or time.monotonic() > self._until - MARGIN_SECONDS:
            raise HandOverElsewhereError(hand=self._ref)

    def renew(self) -> None:
        """Have it for another minute; raises `HandOverElsewhereError` where it was lost."""
        began = time.monotonic()
        until = self._door.clock() + LEASE
        if not self._door.writer.run(lambda _: self._mine.update(lease_until=until))[0]:
            self._is_lost = True
        else:
            self._until = began + LEASE.total_seconds()
        self.check()

    def let_go(self) -> None:
        """Let others work on it from now on."""
        self._end.set()
        self._thread.join()
        self._door.writer.run(lambda _: self._mine.update(lease_until=None))

    def _renew_on(self) -> None:
        while not self._end.wait(EVERY_SECONDS):
            with suppress(MamoruError):  # the next time may do, and `check` sees if none does
                self.renew()
