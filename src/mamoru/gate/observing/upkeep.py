"""Looking after what was observed: old days into files, what ended out of them, keys destroyed."""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.db import connection

from mamoru.errors import MamoruError
from mamoru.events import catalogue, moving, queries
from mamoru.gate import brake
from mamoru.gate.asking import KEEPER, Wish
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.observing.history import folder
from mamoru.gate.observing.secret import DAYS
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome

log = logging.getLogger("mamoru.gate")
RECENT_DAYS = 2
"""How many days stay rows, today included."""
EVERY_SECONDS = 600.0
_ENDING = Wish(act="dispose")


class Kept(NamedTuple):
    """What one round did."""

    moved: int
    """Rows that went into files."""
    compacted: int
    """Files that were written anew."""
    ended: int
    """Recent events whose time was over."""


def keep(door: Door, *, recent_days: int = RECENT_DAYS) -> Kept:
    """Do what is due now; what another process is at is left to it.

    Killed anywhere it has lost nothing, and the next round goes on. While the brake is on, nothing
    is done (`mamoru.gate.brake`). Raises `EventFileError`,
    `UnavailableError` and its kinds.
    """
    if brake.is_on(door):
        return Kept(0, 0, 0)
    today = tokyo_day(door.clock()).toordinal()
    with looking(), moving.moving(folder()) as may_move:
        if not may_move:
            return Kept(0, 0, 0)
        commit = _committing(door)
        ended = _end_rows(door, today)
        days = [day for day in queries.days() if day <= today - recent_days]
        moved = sum(moving.move(folder(), day, commit) for day in days)
        unfit = catalogue.unfit(today)
        compacted = sum(moving.compact(folder(), file, today, commit) for file in unfit)
    door.writer.run(lambda _: queries.forget_before(today - DAYS + 1))
    return Kept(moved, compacted, ended)


def keep_on(door: Door, stop: threading.Event) -> None:
    """Do what is due every ten minutes until told to stop."""
    try:
        while not stop.wait(EVERY_SECONDS):
            try:
                keep(door)
            except MamoruError as error:
                log.error("events are not looked after: %s", error.code)  # noqa: TRY400 - no values
    finally:
        connection.close()


def _committing(door: Door) -> moving.Commit:
    """Return how a change of files is made: in one transaction with its record."""

    def commit(change: Callable[[], None], ended: Sequence[int]) -> None:
        def unit(record: Record) -> None:
            change()
            _note_ended(door, record, ended)

        door.writer.run(unit)

    return commit


def _end_rows(door: Door, today: int) -> int:
    """Delete the recent events whose time is over."""

    def unit(record: Record) -> int:
        found = queries.ended(today)
        queries.delete([row for row, _ in found])
        _note_ended(door, record, [person for _, person in found])
        return len(found)

    return door.writer.run(unit)[0]


def _note_ended(door: Door, record: Record, people: Sequence[int]) -> None:
    """Put on record that the declared time of events was over, with whose they were.

    The declaration decided, under which they were collected, and no clause can stand against it.
    """
    if not people:
        return
    at = door.clock()
    book = door.shelf.book(at)
    those = People.of(people)
    decision = Decision(outcome=Outcome.ALLOW, token=book.token)
    note(
        record, book, KEEPER, _ENDING, (), decision, at=at, people=those,
        count=len(those.numbers),
    )  # fmt: skip
