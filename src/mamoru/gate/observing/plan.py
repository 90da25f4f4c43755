"""What is to become of some events: decided and sealed before the transaction that keeps them.

On SQLite one transaction writes at a time, so that what need not be in it is done before. Whatever
an answer rests on is looked at again there (`Plan.still`); if anything of it is another, the plan
is made anew, in the transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from mamoru.gate.door import Door
from mamoru.gate.observing.cells import Cells
from mamoru.gate.observing.crowd import VISITOR, Crowd, Who, names_of
from mamoru.gate.observing.event import Observed
from mamoru.gate.observing.known import Name, Seen
from mamoru.gate.observing.secret import digest
from mamoru.gate.observing.sieve import decided_apart
from mamoru.gate.quarantine.hold import Answered
from mamoru.law.calendar import tokyo_day

_encode = msgspec.json.Encoder().encode


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """Events that came together, with the day in Tokyo and the keys of that day and the last."""

    events: Sequence[Observed]
    day: int
    keys: tuple[bytes, bytes]

    @property
    def names(self) -> set[Name]:
        """Return by what anybody is named in them."""
        return {name for event in self.events for name in names_of(event)}


class Plan:
    """Who some events are about, what is decided of each, and what would be stored of it."""

    def __init__(
        self, door: Door, cells: Cells, arrived: Arrived, seen: Seen, at: datetime
    ) -> None:
        self.events, self.day, self.at = arrived.events, arrived.day, at
        self.drafter = door.keys.drafter(seen.epochs[0])
        self._seen, self._editions = seen, door.shelf.editions
        crowd = Crowd(door, seen, at)
        self.whos = [crowd.of(event) for event in self.events]
        self.cells = [
            cells.cell(who.book, event.asker, event.aims, who.told(event.told), who.whom, at)
            if who
            else None
            for event, who in zip(self.events, self.whos, strict=True)
        ]
        self._until = crowd.until
        self.wanted = [at for at, cell in enumerate(self.cells) if cell and cell.kept]
        """Places of the events of which something may be kept."""
        self.digests = _digests(arrived, self.wanted)
        self.joining = {
            at: crowd.who((VISITOR, event.visitor), event.whose)
            for at in self.wanted
            if (event := self.events[at]).joins and event.visitor and event.member
        }
        """Those that say whom the visitor is, with the visitor."""
        self.apart = self._decided_apart()
        self.sealed = self._sealed(door)

    def still(self, door: Door, now: datetime) -> bool:
        """Tell whether everything would be decided so in this transaction, at the moment `now`.

        1. it is still the day of the law and of the age of people, no time went backwards, and no
        choice has ended; 2. the same texts were published, and none came into force; 3. everybody
        is as they were seen (`Seen.still`).
        """
        is_time = self.at <= now and tokyo_day(self.at) == tokyo_day(now)
        if not is_time or (self._until is not None and self._until <= now):
            return False
        came = (one.in_force_from for one in self._editions)
        if door.shelf.editions is not self._editions or any(self.at < at <= now for at in came):
            return False
        return self._seen.still(door.keys)

    def _decided_apart(self) -> dict[int, list[Answered]]:
        """Decide what of an event may be sensitive, by itself."""
        found = {}
        for at in self.wanted:
            event, who, cell = self.events[at], self.whos[at], self.cells[at]
            if event.suspects and who and cell:
                found[at] = decided_apart(event, who, cell, self.at)
        return found

    def _sealed(self, door: Door) -> dict[int, bytes]:
        """Seal what may be kept of each event, under the key of whom it is about."""
        mine: dict[int, tuple[Who, list[int]]] = {}
        for at in self.wanted:
            who = self.whos[at]
            assert who is not None  # noqa: S101 - a cell has somebody
            mine.setdefault(id(who), (who, []))[1].append(at)
        found: dict[int, bytes] = {}
        for who, places in mine.values():
            seal = who.seal(door.keys, self.drafter)
            contents = [self._content(at) for at in places]
            found.update(zip(places, seal.seal_events(self.day, contents), strict=True))
        return found

    def _content(self, at: int) -> bytes:
        """Return what is sealed of an event: what is for a purpose that was allowed."""
        event, cell = self.events[at], self.cells[at]
        kept: Sequence[str] = cell.kept if cell else ()
        parts: list[tuple[list[str] | None, dict[str, Any]]] = []
        for purposes, properties in event.parts:
            if purposes is None:
                parts.append((None, properties))
            elif shared := [one for one in purposes if one in kept]:
                parts.append((shared, properties))
        if at in self.apart:
            let_in = [one.suspect for one in self.apart[at] if one.is_allowed]
            parts.append((None, {one.item: one.content.value for one in let_in}))
        return _encode((event.name, event.at, parts))


def _digests(arrived: Arrived, places: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
    """Return by what an event is known again: under the key of the day, and of the day before."""
    today, before = arrived.keys
    found = {}
    for at in places:
        event = arrived.events[at]
        if event.message is not None:
            said = (event.asker.system, event.message)
            found[at] = (digest(today, *said), digest(before, *said))
    return found
