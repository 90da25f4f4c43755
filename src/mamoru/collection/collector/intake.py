"""Takes in what many callers send at once, so that it shares a commit, and bounds what waits.

A call is answered once its events are durable. Where more comes in than can be kept, a call waits a
moment for a place and is then refused: it may be repeated, since nothing of it was kept.
"""

import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence

from mamoru.collection.collector.errors import CollectorBusyError
from mamoru.errors import MamoruError
from mamoru.gate.asking import Asker
from mamoru.gate.errors import DoorClosedError
from mamoru.gate.observing.collect import Check, Observatory
from mamoru.gate.observing.event import Observed, Verdict

MOST_CALLS = 24
"""Calls that wait at once in one process; its other threads answer the API."""
MOST_EVENTS = 20_000
"""Events that wait at once."""
TOGETHER = 1_000
"""Events after which no further call joins a commit: bounds how long the first of them waits."""
PATIENCE_SECONDS = 0.25
"""How long a call waits for a place."""
LINGER_SECONDS = 0.003
"""How long a commit waits at most for callers who were just answered and are about to call again.

A commit takes about as long whether it keeps one event or ten, so those who call in turns should
share it. Whoever calls alone is never kept waiting.
"""


class _Job:
    """The events of one call that wait for their commit."""

    __slots__ = ("check", "error", "events", "gate", "undeclared", "verdicts")

    def __init__(
        self, events: Sequence[Observed], undeclared: Mapping[Asker, int], check: Check | None
    ) -> None:
        self.events = events
        self.undeclared = undeclared
        self.check = check
        self.gate = threading.Lock()
        self.gate.acquire()
        self.verdicts: list[Verdict] = []
        self.error: BaseException | None = None


class Intake:
    """One thread that hands over what waits, and a bounded number of calls that wait."""

    def __init__(
        self, observatory: Observatory, *, calls: int = MOST_CALLS, events: int = MOST_EVENTS,
        patience: float = PATIENCE_SECONDS, linger: float = LINGER_SECONDS,
    ) -> None:  # fmt: skip
        self._observatory = observatory
        self._most_calls, self._most_events = calls, events
        self._patience, self._linger = patience, linger
        lock = threading.Lock()
        self._room, self._work_waits = threading.Condition(lock), threading.Condition(lock)
        self._calls = self._events = self._expected = 0
        self._is_closed = False
        self._jobs: deque[_Job] = deque()
        self._thread = threading.Thread(target=self._work, name="intake", daemon=True)
        self._thread.start()

    def take(
        self, events: Sequence[Observed], undeclared: Mapping[Asker, int],
        check: Check | None = None,
    ) -> list[Verdict]:  # fmt: skip
        """Return a verdict for each event once they are durable.

        `check` is called in the transaction that would keep them, and keeps them out by raising a
        `MamoruError`, and with them what shares their commit. Raises that, `CollectorBusyError`,
        `DoorClosedError`, and what a commit raises; nothing was kept then, but with
        `OutcomeUnknownError`.
        """
        job = _Job(events, undeclared, check)
        self._enter(job)
        try:
            job.gate.acquire()
        finally:
            self._leave(job)
        if job.error is not None:
            raise job.error
        return job.verdicts

    def close(self) -> None:
        """Finish what waits, and stop."""
        with self._room:
            self._is_closed = True
            self._work_waits.notify()
            self._room.notify_all()
        self._thread.join()

    def _enter(self, job: _Job) -> None:
        """Let a call in, or refuse it after a moment; after the end nothing is put."""
        with self._room:
            may_enter = self._room.wait_for(
                lambda: self._is_closed or self._has_room(job), self._patience
            )
            if self._is_closed:
                raise DoorClosedError
            if not may_enter:
                raise CollectorBusyError
            self._calls += 1
            self._events += len(job.events)
            self._jobs.append(job)
            if len(self._jobs) == 1 or self._is_full():
                self._work_waits.notify()

    def _has_room(self, job: _Job) -> bool:
        waiting = self._events + len(job.events)
        return self._calls < self._most_calls and (waiting <= self._most_events or not self._calls)

    def _leave(self, job: _Job) -> None:
        with self._room:
            self._calls -= 1
            self._events -= len(job.events)
            self._room.notify_all()  # one that is too large for the place must not wake in vain

    def _work(self) -> None:
        while self._waited():
            jobs = self._gathered()
            self._settle(jobs)
            with self._room:
                self._expected = len(jobs) + len(self._jobs)

    def _is_full(self) -> bool:
        """Tell whether nobody else is worth waiting for."""
        return len(self._jobs) >= self._expected or _events(self._jobs) >= TOGETHER

    def _waited(self) -> bool:
        """Wait for callers, and a moment for those who called last time; tell if there are any."""
        with self._room:
            while not self._jobs and not self._is_closed:
                self._work_waits.wait()
            until = time.monotonic() + self._linger
            while not self._is_full() and not self._is_closed:
                left = until - time.monotonic()
                if left <= 0 or not self._work_waits.wait(left):
                    break
            return bool(self._jobs)

    def _gathered(self) -> list[_Job]:
        with self._room:
            jobs: list[_Job] = []
            while self._jobs and _events(jobs) < TOGETHER:
                jobs.append(self._jobs.popleft())
            return jobs

    def _settle(self, jobs: Sequence[_Job]) -> None:
        """Keep the events of `jobs` together; one whose events cannot be kept harms no other."""
        try:
            self._take(jobs)
        except BaseException as error:  # noqa: BLE001 - whoever waits must be told
            if len(jobs) == 1 or isinstance(error, MamoruError):
                for job in jobs:
                    job.error = error
            else:
                for job in jobs:
                    self._settle([job])
                return
        for job in jobs:
            job.gate.release()

    def _take(self, jobs: Sequence[_Job]) -> None:
        undeclared: Counter[Asker] = Counter()
        for job in jobs:
            undeclared.update(job.undeclared)
        events = [event for job in jobs for event in job.events]
        checks = list(dict.fromkeys(job.check for job in jobs if job.check is not None))
        verdicts = self._observatory.take(events, undeclared, checks)
        at = 0
        for job in jobs:
            job.verdicts = verdicts[at : at + len(job.events)]
            at += len(job.events)


def _events(jobs: Iterable[_Job]) -> int:
    return sum(len(job.events) for job in jobs)
