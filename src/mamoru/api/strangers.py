"""Calls without a known key leave one warning a minute: how many, and nothing of what they sent."""

import logging
import threading
from datetime import datetime, timedelta

log = logging.getLogger("mamoru.api")
EVERY = timedelta(minutes=1)


class Strangers:
    """Counts calls without a known key, and warns of their number, once a minute at most.

    The first is told at once, those of the minute after it by the first call that comes then. A key
    has 256 random bits, so this is no defence: it shows a system that is set up wrongly, or
    somebody who tries.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: datetime | None = None
        self._told: datetime | None = None
        self.count = 0
        """How many have not been told yet."""

    def turned_away(self, now: datetime) -> None:
        """Count one call."""
        with self._lock:
            self.count += 1
            self._since = self._since or now

    def tell(self, now: datetime) -> None:
        """Warn of those that were counted, unless a warning is younger than a minute."""
        with self._lock:
            is_recent = self._told is not None and timedelta(0) <= now - self._told < EVERY
            if not self.count or self._since is None or is_recent:
                return
            count, since = self.count, self._since
            self.count, self._since, self._told = 0, None, now
        log.warning(
            "calls without a known key: %d since %s", count, since.isoformat(timespec="seconds")
        )
