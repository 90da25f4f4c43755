"""How many events a second one write key may send, so that a key that is known to all harms none.

What is sent in a burst is let in; who sent more than `BURST_SECONDS` of it at once waits until as
much time has passed. It is counted in each process by itself, in memory.
"""

import threading

from mamoru.collection.collector.errors import SenderLimitedError

BURST_SECONDS = 10
MOST = 1024
"""Senders that are counted at once."""


class Limits:
    """Counts what each sender owes: events that came faster than the limit."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owed: dict[str, tuple[float, float]] = {}
        """Events that are owed, and when that was so, in seconds of a clock that only goes on."""

    def check(self, sender: str, limit: int | None, at: float) -> None:
        """Raise `SenderLimitedError` where a sender has to wait; whole deliveries are let in."""
        if limit is None:
            return
        with self._lock:
            owed, since = self._owed.get(sender, (0.0, at))
            owed = max(0.0, owed - max(0.0, at - since) * limit)
            if owed > limit * BURST_SECONDS:
                raise SenderLimitedError
            if len(self._owed) >= MOST:
                self._owed.clear()
            self._owed[sender] = (owed, at)

    def count(self, sender: str, events: int) -> None:
        """Count what was taken in of a sender."""
        with self._lock:
            if sender in self._owed:
                owed, since = self._owed[sender]
                self._owed[sender] = (owed + events, since)
