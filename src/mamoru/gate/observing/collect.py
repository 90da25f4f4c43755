"""Collecting what is observed (clause 1(2)): decided event by event, kept together.

One unit takes the events of many callers. Its entries are one for each distinct answer, with the
set of the people whom it was about.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import DatabaseError, connection

from mamoru.crypto.errors import DestroyedKeyError
from mamoru.errors import UnavailableError
from mamoru.events import queries
from mamoru.events.queries import Row
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import judge
from mamoru.gate.observing.cells import AUTOMATIC, Cells
from mamoru.gate.observing.crowd import store
from mamoru.gate.observing.event import Observed, Status, Verdict
from mamoru.gate.observing.known import Known, look
from mamoru.gate.observing.notes import Notes
from mamoru.gate.observing.plan import Arrived, Plan
from mamoru.gate.observing.secret import Secrets
from mamoru.gate.observing.sieve import withhold_apart
from mamoru.gate.observing.stitch import join
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.ledger.entries import Handled
from mamoru.policy.handling import Standing
from mamoru.vault.errors import DuplicateIdentifierError

Check = Callable[[], object]
"""Raises where what events rest on does not count any more."""
FEW = 8
"""Events for which looking twice, before the transaction and in it, takes longer than it saves."""
ATTEMPTS = 4
"""How often events are taken where another process stores the same visitor at the same moment."""


class Observatory:
    """Takes events in for one process; remembers answers, people, and the keys of the day."""

    def __init__(self, door: Door, *, few: int = FEW) -> None:
        self.secrets = Secrets(door)
        self._door = door
        self._few = few
        self._cells = Cells()
        self._known = Known(door.keys)
        self._made: dict[object, Handled] = {}

    def today(self) -> int:
        """Return the day it is in Tokyo, as rows of events count days."""
        return tokyo_day(self._door.clock()).toordinal()

    def take(
        self, events: Sequence[Observed], undeclared: Mapping[Asker, int] | None = None,
        checks: Sequence[Check] = (),
    ) -> list[Verdict]:  # fmt: skip
        """Decide and keep `events`; return a verdict for each once that is durable.

        `undeclared` counts what came in that no declaration has, which goes on record as what the
        policy does not cover. `checks` are called in the transaction, and stop it by raising.
        Raises that, and what a commit raises; nothing was kept then.
        """
        day = self.today()
        keys = (self.secrets.of(day), self.secrets.of(day - 1))
        arrived = Arrived(events=events, day=day, keys=keys)
        for attempt in range(ATTEMPTS):
            planned = self._planned(arrived)
            try:
                return self._door.writer.run(
                    lambda record: self._unit(record, arrived, undeclared or {}, checks, planned)  # noqa: B023 - it has run by then
                )[0]
            except DuplicateIdentifierError:
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError

    def _planned(self, arrived: Arrived) -> list[Plan]:
        """Return the plan, where it is worth making beside the transaction; at most one.

        On PostgreSQL transactions do not keep each other waiting. What is wrong with the database
        is said by the transaction.
        """
        if connection.vendor != "sqlite" or len(arrived.events) < self._few:
            return []
        try:
            seen = self._known.look(arrived.names)
            return [Plan(self._door, self._cells, arrived, seen, self._door.clock())]
        except (DatabaseError, UnavailableError, DestroyedKeyError):
            connection.close()
            return []

    def _unit(
        self, record: Record, arrived: Arrived, undeclared: Mapping[Asker, int],
        checks: Sequence[Check], planned: list[Plan],
    ) -> list[Verdict]:  # fmt: skip
        for check in checks:
            check()
        now = self._door.clock()
        plan = planned.pop() if planned else None  # a unit that runs again has to look again
        if plan is None or not plan.still(self._door, now):
            self._known.forget(arrived.names)
            seen = look(self._door.keys, arrived.names)
            plan = Plan(self._door, self._cells, arrived, seen, now)
        verdicts = _Keeping(self._door, record, plan, now).run(self._made)
        for asker in undeclared:
            _not_covered(self._door, record, asker, now)
        return verdicts


class _Keeping:
    """Keeps the events of one unit as planned, and says what became of each."""

    def __init__(self, door: Door, record: Record, plan: Plan, at: datetime) -> None:
        self._door, self._record, self._plan, self._at = door, record, plan, at

    def run(self, made: dict[object, Handled]) -> list[Verdict]:
        """Keep what may be kept, put every answer on record, and return the verdicts."""
        twice = self._twice()
        self._store([at for at in self._plan.wanted if at not in twice])
        self._note(twice, made)
        return [self._verdict(at, is_twice=at in twice) for at in range(len(self._plan.events))]

    def _twice(self) -> set[int]:
        """Return those that were kept before, today or yesterday, or stand twice in this unit."""
        day, digests = self._plan.day, self._plan.digests
        known = queries.seen(day - 1, [before for _, before in digests.values()])
        new = {at: today for at, (today, before) in digests.items() if before not in known}
        fresh = queries.unseen(day, new.values())
        first: set[bytes] = set()
        twice = digests.keys() - new.keys()
        for at, one in new.items():
            if one not in fresh or one in first:
                twice.add(at)
            first.add(one)
        return twice

    def _store(self, kept: Sequence[int]) -> None:
        plan = self._plan
        joining = {at: plan.joining[at] for at in kept if at in plan.joining}
        whos = [*(who for at in kept if (who := plan.whos[at])), *joining.values()]
        store(self._door.keys, plan.drafter, whos, now=self._at)
        rows = [row for at in kept if (row := self._row(at))]
        if rows:
            queries.insert(rows)
        for at in kept:
            self._withhold(at)
        for at, visitor in joining.items():
            join(self._record, plan.events[at], plan.whos[at], visitor, self._at)

    def _row(self, at: int) -> Row | None:
        plan = self._plan
        who, cell = plan.whos[at], plan.cells[at]
        if who is None or who.held is None or cell is None:
            return None
        return Row(
            plan.day, who.held.number, plan.day + plan.events[at].keep_days, cell.purposes,
            cell.data, plan.sealed[at],
        )  # fmt: skip

    def _withhold(self, at: int) -> None:
        """Put aside what of an event was refused as what it may be."""
        who, found = self._plan.whos[at], self._plan.apart.get(at)
        if found and who:
            event = self._plan.events[at]
            withhold_apart(self._door, self._record, event, who, found, self._at)

    def _note(self, twice: set[int], made: dict[object, Handled]) -> None:
        notes, plan = Notes(made), self._plan
        for at, event in enumerate(plan.events):
            cell, who = plan.cells[at], plan.whos[at]
            if cell and who and at not in twice:
                notes.add(event.asker, who, cell)
        notes.write(self._record, self._at)

    def _verdict(self, at: int, *, is_twice: bool) -> Verdict:
        event, cell = self._plan.events[at], self._plan.cells[at]
        if cell is None:
            reason = "unknown_member" if event.member else "nobody"
            return Verdict(status=Status.REJECTED, message=event.message, reasons=(reason,))
        if is_twice:
            return Verdict(status=Status.DUPLICATE, message=event.message)
        status = Status.DROPPED
        if cell.kept:
            status = Status.LIMITED if cell.reasons else Status.ACCEPTED
        return Verdict(
            status=status, message=event.message, reasons=cell.reasons, purposes=cell.shown
        )


def _not_covered(door: Door, record: Record, asker: Asker, at: datetime) -> None:
    """Put on record that something came in which no declaration has: nobody is in view."""
    book = door.shelf.book(at)
    wish = Wish(act="collect", source=AUTOMATIC)
    decision, basis = judge(book, wish, (), given=Standing(), at=at)
    note(record, book, asker, wish, (), decision, at=at, count=0, basis=basis)
