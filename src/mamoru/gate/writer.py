"""Runs units of work so that those which arrive together share one commit.

A unit reads, decides, changes and records within one transaction; its caller goes on only when that
transaction has committed, so no answer leaves before its entry is durable. Each unit that changes
rows has a savepoint of its own: if it fails, its effect and its entries go, and the others stay.
If the commit itself fails, nothing of any unit was done; each is then tried once more by itself, so
that one cannot take the others down. Only where the server goes away while it commits, nobody knows
whether it was done: that is said, and nothing is repeated.
"""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

from mamoru.errors import MamoruError
from mamoru.gate.errors import DoorClosedError, OnRecord, OutcomeUnknownError, RecordFailedError
from mamoru.gate.sight import Look, Sight
from mamoru.gate.transaction import Record
from mamoru.vault.errors import DatabaseBusyError, DatabaseFullError
from mamoru.vault.storage import in_our_words

T = TypeVar("T")
LIMIT = 64
"""Units in one transaction: bounds how long the first of them waits for its answer."""

DEADLOCKS = ("40P01", "40001")
ATTEMPTS = 8
"""How often a unit is tried by itself when the database ends it for others' sake."""


Unit = Callable[[Record], T]


class _Job(Generic[T]):
    """A unit that waits for its commit."""

    __slots__ = (
        "changes",
        "error",
        "gate",
        "is_alone",
        "is_apart",
        "look",
        "place",
        "result",
        "ticket",
        "unit",
    )

    def __init__(
        self, unit: Unit[T], *, changes: bool, look: Look | None, is_alone: bool, is_apart: bool
    ) -> None:
        self.unit = unit
        self.changes = changes
        self.look = look
        self.is_alone = is_alone
        self.is_apart = is_apart
        self.gate = threading.Lock()
        self.gate.acquire()
        self.result: T | None = None
        self.error: BaseException | None = None
        self.place = -1
        self.ticket: int | None = None

    def run(self, record: Record) -> None:
        """Run the unit in a savepoint if it changes rows; keep what it returned or raised.

        One that is apart has none: what it raised ends the transaction (`_TakenBackError`).
        """
        self.result, self.error, self.place = None, None, -1
        size = len(record.entries)
        if self.changes and not self.is_apart:
            record.cursor.execute("SAVEPOINT unit")
        try:
            self.result = self.unit(record)
        except BaseException as error:
            if _is_lost(error) or (isinstance(error, DatabaseError) and not self.changes):
                raise
            self.error = error
            if self.is_apart:
                raise _TakenBackError from error
            record.cut(size)
            if self.changes:
                record.cursor.execute("ROLLBACK TO SAVEPOINT unit")
            if isinstance(error, OnRecord):
                self.error = error.error
                error.note(record)
        if len(record.entries) > size:
            self.place = len(record.entries) - 1


class _TakenBackError(Exception):
    """A unit with a transaction of its own failed, and its caller is told why."""


def _is_lost(error: BaseException) -> bool:
    """Tell whether the database itself failed, upon which no unit of the transaction can stay.

    Of two transactions that wait for each other one is ended; the units of a long one can run into
    that through no fault of theirs, and are tried once more by themselves.
    """
    return isinstance(error, OperationalError | DatabaseBusyError | DatabaseFullError)


def _is_deadlock(error: BaseException | None) -> bool:
    """Tell whether the database ended this transaction because others waited for it."""
    while error is not None:
        if getattr(error, "sqlstate", None) in DEADLOCKS:
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_final(failure: BaseException) -> bool:
    """Tell whether trying each unit by itself cannot help.

    SQLite has waited for its lock as long as it should; each unit would wait as long again.
    """
    is_locked = isinstance(failure, DatabaseBusyError) and connection.vendor == "sqlite"
    return is_locked or isinstance(failure, OutcomeUnknownError)


class Writer:
    """Threads that commit units for everybody else; SQLite has one writer, and needs one thread.

    `enter` is called at the beginning of each transaction, once nothing can come in between.
    """

    def __init__(self, threads: int = 1, enter: Callable[[], object] | None = None) -> None:
        self._jobs: SimpleQueue[_Job[object] | None] = SimpleQueue()
        self._enter = enter
        self._closed = False
        self._entrance = threading.Lock()
        """Nothing is put after the end, where nobody would take it."""
        self._threads = [
            threading.Thread(target=self._work, name=f"writer-{i}", daemon=True)
            for i in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def run(
        self,
        unit: Unit[T],
        *,
        changes: bool = True,
        look: Look | None = None,
        is_alone: bool = False,
        is_apart: bool = False,
    ) -> tuple[T, int | None]:
        """Run `unit` and return its result once it is durable, with the ticket of its last entry.

        `look` says whom a unit that changes nothing will look at, so that it is looked up together
        with what others look at. With `is_alone`, no other transaction is under way meanwhile, in
        any process, and no other unit in this one: what they record would come too late for what
        this unit looks for, and the texts they decide by were looked up before it. One that
        `is_apart` has a transaction to itself, and leaves no entry where it fails: a savepoint
        costs a copy of every page that is changed, which a unit of thousands of rows need not pay.

        Raises what the unit raised, `RecordFailedError`, `DatabaseBusyError` or
        `DatabaseFullError` if the commit failed, `OutcomeUnknownError` if nobody knows, or
        `DoorClosedError`. A unit may be run more than once, so it must do nothing outside the
        transaction.
        """
        job: _Job[T] = _Job(
            unit, changes=changes, look=look, is_alone=is_alone, is_apart=is_apart
        )  # fmt: skip
        with self._entrance:
            if self._closed:
                raise DoorClosedError
            self._jobs.put(job)  # type: ignore[arg-type]  # a queue of jobs of any result
        job.gate.acquire()
        if job.error is not None:
            raise job.error
        return job.result, job.ticket  # type: ignore[return-value]  # set where there is no error

    def close(self) -> None:
        """Finish what waits, and stop."""
        with self._entrance:
            self._closed = True
            for _ in self._threads:
                self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        try:
            while (first := self._jobs.get()) is not None:
                jobs = [first]
                is_last = self._gather(jobs)
                for lot in _lots(jobs):
                    self._settle(lot)
                if is_last:
                    return
        finally:
            connection.close()

    def _gather(self, jobs: list[_Job[object]]) -> bool:
        """Add what waits already; tell whether the end was among it."""
        while len(jobs) < LIMIT:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return False
            if job is None:
                return True
            jobs.append(job)
        return False

    def _settle(self, jobs: list[_Job[object]]) -> None:
        try:
            self._commit(jobs)
        except BaseException as error:  # noqa: BLE001 - whoever waits must be told
            connection.close()
            failure = told(error)
            for job in jobs:
                job.error = failure
                if _is_deadlock(error) or (len(jobs) > 1 and not _is_final(failure)):
                    self._alone(job)
        finally:
            for job in jobs:
                job.gate.release()

    def _alone(self, job: _Job[object]) -> None:
        for _ in range(ATTEMPTS):
            try:
                return self._commit([job])
            except BaseException as error:  # noqa: BLE001 - handed to the caller
                connection.close()
                job.error = told(error)
                if not _is_deadlock(error):
                    return None
        return None

    def _commit(self, jobs: list[_Job[object]]) -> None:
        is_stored = False
        try:
            with transaction.atomic(durable=True), connection.cursor() as cursor:
                _enter(cursor, is_alone=jobs[0].is_alone)
                if self._enter is not None:
                    self._enter()
                record = Record(cursor, Sight(job.look for job in jobs if job.look))
                for job in jobs:
                    if not job.changes:
                        job.run(record)
                record.sight.end()
                for job in jobs:
                    if job.changes:
                        job.run(record)
                record.store()
                is_stored = bool(record.entries)
        except _TakenBackError:
            return
        except (OperationalError, InterfaceError) as error:
            if is_stored and _was_cut_off(error):
                raise OutcomeUnknownError from error
            raise
        for job in jobs:
            job.ticket = record.tickets[job.place] if job.place >= 0 else None


def _lots(jobs: list[_Job[object]]) -> Iterator[list[_Job[object]]]:
    """Yield what shares a transaction, and then each that has one of its own."""
    if shared := [job for job in jobs if not (job.is_alone or job.is_apart)]:
        yield shared
    for job in jobs:
        if job.is_alone or job.is_apart:
            yield [job]


def _enter(cursor: CursorWrapper, *, is_alone: bool) -> None:
    """Let other transactions in beside this one, or none; on SQLite there is never another."""
    if connection.vendor == "postgresql":
        shared = "" if is_alone else "_shared"
        cursor.execute(f"SELECT pg_advisory_xact_lock{shared}(hashtext('mamoru units'))")


def _was_cut_off(error: DatabaseError | InterfaceError) -> bool:
    """Tell whether the server went away while it committed: it may have done so, or not."""
    state = getattr(error.__cause__, "sqlstate", None) or "08"
    return connection.vendor == "postgresql" and state.startswith(("08", "57P"))


def told(error: BaseException) -> BaseException:
    """Return what the caller is told of a failed commit."""
    if isinstance(error, MamoruError):
        return error
    told = in_our_words(error) if isinstance(error, OperationalError) else None
    failure = told or RecordFailedError()
    failure.__cause__ = error
    return failure
