"""The rest that a leaving owes: old backups unreadable, everybody's word, and then it is closed."""

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.rotate import has_ended, rotate
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import warn_at
from mamoru.law.figures import clock_named
from mamoru.rights.leaving.carry_on import BACKUPS_BY, carry_on_due
from mamoru.rights.leaving.models import Leaving, Told
from mamoru.rights.leaving.state import OPEN_TOLD, LeavingState
from mamoru.rights.leaving.telling import note_feeds


def renew_keys_due(door: Door) -> bool:
    """Renew the keys where the day has come for the backups from before somebody's erasure.

    That is the day on which the clock warns, well before the last: afterwards no backup from
    before can be read, so that a new one is due. Returns whether it was done.
    """
    now = door.clock()
    clock = clock_named(BACKUPS_BY, tokyo_day(now))
    with looking():
        rows = Leaving.objects.filter(state=LeavingState.ERASED, unreadable_at=None)
        waiting = [row for row in rows if row.epoch is not None and row.erased_at is not None]
        is_due = any(
            not has_ended(row.epoch or 0) and warn_at(clock, row.erased_at or now) <= now
            for row in waiting
        )
    if is_due:
        rotate(door)
    return is_due


def close_done(door: Door) -> int:
    """Note whose backups are unreadable by now, close what owes nothing more, and count that."""

    def unit(_: Record) -> int:
        now = door.clock()
        closed = 0
        for row in Leaving.objects.filter(state=LeavingState.ERASED).order_by("pk"):
            if row.unreadable_at is None and row.epoch is not None and has_ended(row.epoch):
                row.unreadable_at = now
            if row.unreadable_at is not None and not _owes(row):
                row.state, row.closed_at = LeavingState.CLOSED, now
                closed += 1
            row.save(update_fields=["unreadable_at", "state", "closed_at"])
        return closed

    with looking():
        is_any = Leaving.objects.filter(state=LeavingState.ERASED).exists()
    return door.writer.run(unit)[0] if is_any else 0


def look_after(door: Door) -> None:
    """Do everything that leavings owe now but for letters; a server calls it again and again."""
    carry_on_due(door)
    note_feeds(door)
    renew_keys_due(door)
    close_done(door)


def _owes(row: Leaving) -> bool:
    return Told.objects.filter(leaving=row, state__in=OPEN_TOLD).exists()
