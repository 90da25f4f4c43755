"""Collecting what is observed (clause 1(2)): decided event by event, kept together.

One unit takes the events of many callers. Its entries are one for each distinct answer, with the
set of the people whom it was about.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from mamoru.events import queries
from mamoru.events.queries import Row
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import judge
from mamoru.gate.observing.cells import AUTOMATIC, Cell, Cells
from mamoru.gate.observing.crowd import Crowd, Who
from mamoru.gate.observing.event import Observed, Status, Verdict
from mamoru.gate.observing.notes import Notes
from mamoru.gate.observing.secret import Secrets, digest
from mamoru.gate.observing.sieve import decided_apart, withhold_apart
from mamoru.gate.observing.stitch import join
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.ledger.entries import Handled
from mamoru.policy.handling import Standing
from mamoru.vault.errors import DuplicateIdentifierError

ATTEMPTS = 4
"""How often events are taken where another process stores the same visitor at the same moment."""
_encode = msgspec.json.Encoder().encode


class Observatory:
    """Takes events in for one process; remembers answers and the keys of the day."""

    def __init__(self, door: Door) -> None:
        self.secrets = Secrets(door)
        self._door = door
        self._cells = Cells()
        self._made: dict[object, Handled] = {}

    def today(self) -> int:
        """Return the day it is in Tokyo, as rows of events count days."""
        return tokyo_day(self._door.clock()).toordinal()

    def take(
        self, events: Sequence[Observed], undeclared: Mapping[Asker, int] | None = None
    ) -> list[Verdict]:
        """Decide and keep `events`; return a verdict for each once that is durable.

        `undeclared` counts what came in that no declaration has, which goes on record as what the
        policy does not cover. Raises what a commit raises, and then nothing was kept.
        """
        day = self.today()
        keys = (self.secrets.of(day), self.secrets.of(day - 1))
        for attempt in range(ATTEMPTS):
            try:
                return self._door.writer.run(
                    lambda record: self._unit(record, events, undeclared or {}, day, keys)
                )[0]
            except DuplicateIdentifierError:
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError

    def _unit(
        self, record: Record, events: Sequence[Observed], undeclared: Mapping[Asker, int],
        day: int, keys: tuple[bytes, bytes],
    ) -> list[Verdict]:  # fmt: skip
        at = self._door.clock()
        taking = _Taking(self._door, record, self._cells, events, day, at)
        verdicts = taking.run(keys, self._made)
        for asker in undeclared:
            _not_covered(self._door, record, asker, at)
        return verdicts


class _Taking:
    """The events of one unit, from who they are about to what is said of them."""

    def __init__(
        self, door: Door, record: Record, cells: Cells, events: Sequence[Observed], day: int,
        at: datetime,
    ) -> None:  # fmt: skip
        self._door, self._record, self._events = door, record, events
        self._day, self._at = day, at
        self._let_in: dict[int, dict[str, str]] = {}
        """What may be sensitive of an event and is allowed as that."""
        self._crowd = Crowd(door, record, events, at)
        self._whos = [self._crowd.of(event) for event in events]
        self._found: list[Cell | None] = [
            cells.cell(who.book, event.asker, event.aims, who.told(event.told), who.whom, at)
            if who
            else None
            for event, who in zip(events, self._whos, strict=True)
        ]

    def run(self, keys: tuple[bytes, bytes], made: dict[object, Handled]) -> list[Verdict]:
        """Keep what may be kept, put every answer on record, and return the verdicts."""
        wanted = [at for at, cell in enumerate(self._found) if cell and cell.kept]
        twice = self._twice(wanted, keys)
        kept = [at for at in wanted if at not in twice]
        self._store(kept)
        self._note(twice, made)
        return [self._verdict(at, is_twice=at in twice) for at in range(len(self._events))]

    def _twice(self, wanted: Sequence[int], keys: tuple[bytes, bytes]) -> set[int]:
        """Return those that were kept before, today or yesterday, or stand twice in this unit."""
        named = {
            at: (self._events[at].asker.system, message)
            for at in wanted
            if (message := self._events[at].message) is not None
        }
        today = {at: digest(keys[0], *name) for at, name in named.items()}
        before = {at: digest(keys[1], *name) for at, name in named.items()}
        known = queries.seen(self._day - 1, before.values())
        new = {at: one for at, one in today.items() if before[at] not in known}
        fresh = queries.unseen(self._day, new.values())
        first: set[bytes] = set()
        twice = set(named) - set(new)
        for at, one in new.items():
            if one not in fresh or one in first:
                twice.add(at)
            first.add(one)
        return twice

    def _store(self, kept: Sequence[int]) -> None:
        joining = [at for at in kept if self._is_joining(self._events[at])]
        visitors = [self._visitor(self._events[at]) for at in joining]
        self._crowd.store([*(who for at in kept if (who := self._whos[at])), *visitors])
        mine: dict[int, tuple[Who, list[int]]] = {}
        for at in kept:
            who = self._whos[at]
            assert who is not None  # noqa: S101 - a cell has somebody
            mine.setdefault(id(who), (who, []))[1].append(at)
        rows: list[Row] = []
        for who, places in mine.values():
            rows += self._rows(who, places)
        if rows:
            queries.insert(rows)
        for at, visitor in zip(joining, visitors, strict=True):
            join(self._record, self._events[at], self._whos[at], visitor, self._at)

    def _rows(self, who: Who, places: Sequence[int]) -> list[Row]:
        for at in places:
            self._apart(at, who)
        contents = [self._content(at) for at in places]
        seal = who.seal(self._door)
        return [
            Row(
                self._day, seal.number, self._day + self._events[at].keep_days,
                cell.purposes, cell.data, sealed,
            )
            for at, sealed in zip(places, seal.seal_events(self._day, contents), strict=True)
            if (cell := self._found[at])
        ]  # fmt: skip

    def _apart(self, at: int, who: Who) -> None:
        """Decide what of an event may be sensitive, and withhold what is refused as that."""
        event, cell = self._events[at], self._found[at]
        if event.suspects and cell is not None:
            found = decided_apart(event, who, cell, self._at)
            withhold_apart(self._door, self._record, event, who, found, self._at)
            self._let_in[at] = {
                one.suspect.item: one.suspect.content.value for one in found if one.is_allowed
            }

    def _content(self, at: int) -> bytes:
        """Return what is sealed of an event: what is for a purpose that was allowed."""
        event, cell = self._events[at], self._found[at]
        kept = cell.kept if cell else ()
        parts: list[tuple[list[str] | None, dict[str, Any]]] = []
        for purposes, properties in event.parts:
            if purposes is None:
                parts.append((None, properties))
            elif shared := [one for one in purposes if one in kept]:
                parts.append((shared, properties))
        if at in self._let_in:
            parts.append((None, self._let_in[at]))
        return _encode((event.name, event.at, parts))

    def _is_joining(self, event: Observed) -> bool:
        return event.joins and event.visitor is not None and event.member is not None

    def _visitor(self, event: Observed) -> Who:
        return self._crowd.who(("cookie_id", event.visitor or ""), event.whose)

    def _note(self, twice: set[int], made: dict[object, Handled]) -> None:
        notes = Notes(made)
        for at, event in enumerate(self._events):
            cell, who = self._found[at], self._whos[at]
            if cell and who and at not in twice:
                notes.add(event.asker, who, cell)
        notes.write(self._record, self._at)

    def _verdict(self, at: int, *, is_twice: bool) -> Verdict:
        event, cell = self._events[at], self._found[at]
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
