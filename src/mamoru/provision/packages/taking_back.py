"""Taking away what lies on a server of the recipient's of a hand-over that ended.

1. Take it on: whoever put files there must have let go, or be gone (`lease`).
2. Look what lies there: that has arrived, and the record of it is made before it is removed.
3. Remove it, and look that nothing is left.
4. Note that. Until then it is tried again, for two weeks; after that it is on record that it was
   not removed, and an officer has to see to it.
"""

from datetime import timedelta

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.provision.packages.arriving import (
    note_arrived,
    owe_no_record,
    parts_named,
    settle_what_arrived,
)
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverStateError,
    RecipientSilentError,
)
from mamoru.provision.packages.folder import Folder, folder_at
from mamoru.provision.packages.lease import Hold, lease
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.pauses import pause_after
from mamoru.provision.packages.places import destination
from mamoru.provision.packages.report import HandOverReport, hand_over, locked, report_of
from mamoru.provision.packages.state import ENDED

TRIED_FOR = timedelta(days=14)
LEFT = "not-empty"


def to_take_back(door: Door) -> list[str]:
    """Return the hand-overs that ended and of which something is to be removed now."""
    now = door.clock()
    with looking():
        rows = HandOver.objects.filter(is_removed=False, next_try_at__lte=now, state__in=ENDED)
        return list(rows.order_by("pk").values_list("ref", flat=True))


def take_back(door: Door, ref: str) -> HandOverReport:
    """Remove what is left of a hand-over at its recipient's, and return the hand-over.

    Raises `UnknownHandOverError`, `HandOverStateError` where nothing is to be removed,
    `HandOverElsewhereError` where somebody still works on it, and `RecipientSilentError` where it
    is tried again later.
    """
    row = _taken_on(door, ref)
    with Hold(door, row) as hold:
        try:
            folder = folder_at(destination(row.way), ref)
            _note_found(door, row, list(folder.names()))
            hold.check()
            _remove(folder)
        except RecipientSilentError:
            _put_off(door, row)
            raise
        _note_removed(door, row)
    return report_of(hand_over(ref))


def _remove(folder: Folder) -> None:
    if not folder.remove():
        raise RecipientSilentError(reason=LEFT)


def look_again(door: Door, ref: str) -> None:
    """Let it be looked once more at the recipient's: something may have been put there since."""
    seen = HandOver.objects.filter(ref=ref, state__in=ENDED, is_removed=True)
    now = door.clock()
    door.writer.run(lambda _: seen.update(is_removed=False, next_try_at=now, tries=0))


def _taken_on(door: Door, ref: str) -> HandOver:
    def unit(_: object) -> HandOver:
        row = locked(ref)
        if row.state not in ENDED or row.is_removed is not False:
            raise HandOverStateError(hand=ref, state=row.state)
        lease(row, door.clock())
        row.save(update_fields=["claims", "lease_until"])
        return row

    return door.writer.run(unit)[0]


def _mine(row: HandOver) -> HandOver:
    """Return the row as it is now; raises `HandOverElsewhereError` where it is somebody else's."""
    now = locked(row.ref)
    if now.claims != row.claims:
        raise HandOverElsewhereError(hand=row.ref)
    return now


def _note_found(door: Door, row: HandOver, names: list[str]) -> None:
    """Make the record of what lies there; of those of whom nothing does, none is owed."""

    def unit(record: Record) -> None:
        now = _mine(row)
        note_arrived(record, now, parts_named(now, names))
        settle_what_arrived(record, now, door.clock())
        owe_no_record(now)
        now.save()

    door.writer.run(unit)


def _note_removed(door: Door, row: HandOver) -> None:
    def unit(record: Record) -> None:
        now = _mine(row)
        now.is_removed, now.next_try_at, now.lease_until = True, None, None
        now.save()
        noted(record, now, "removed", door.clock(), count=now.arrived)

    door.writer.run(unit)


def _put_off(door: Door, row: HandOver) -> None:
    """Let it be tried again after a pause; after two weeks, note that it is not removed."""

    def unit(record: Record) -> None:
        now, at = _mine(row), door.clock()
        is_over = now.ended_at is not None and now.ended_at + TRIED_FOR <= at
        now.tries += 1
        now.next_try_at = None if is_over else at + pause_after(now.tries - 1)
        now.lease_until = None
        now.save()
        if is_over:
            noted(record, now, "not_removed", at, count=now.arrived)

    door.writer.run(unit)
