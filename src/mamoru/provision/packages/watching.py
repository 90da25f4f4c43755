"""Looking, while a package is put somewhere, whether it still may be, and noting what is there."""

from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.provision.packages.arriving import note_arrived
from mamoru.provision.packages.ending import NOT_TAKEN, end
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverEndedError,
    HandOverStateError,
)
from mamoru.provision.packages.lease import Hold
from mamoru.provision.packages.models import HandOver, Part
from mamoru.provision.packages.ready import File
from mamoru.provision.packages.report import locked
from mamoru.provision.packages.state import HandState


class Watching:
    """Watches one sending; it reads and writes through the door's writer, from any thread."""

    def __init__(self, door: Door, row: HandOver, hold: Hold) -> None:
        self._door, self._row, self._hold = door, row, hold

    def go_on(self) -> None:
        """Raise `HandOverElsewhereError` where somebody else works on it by now."""
        self._hold.check()

    def begin(self) -> None:
        """Raise where nothing more is to be put there: it ended, is late, or is somebody else's.

        Raises `HandOverStateError`, `HandOverEndedError`, `HandOverElsewhereError`.
        """
        self._hold.check()
        row, _ = self._door.writer.run(lambda _: locked(self._row.ref))
        if row.state != HandState.DELIVERING:
            raise HandOverStateError(hand=row.ref, state=row.state)
        if row.claims != self._row.claims:
            raise HandOverElsewhereError(hand=row.ref)
        if row.expires_at <= self._door.clock():
            end(
                self._door, row.ref, HandState.EXPIRED, NOT_TAKEN, since=(HandState.DELIVERING,)
            )  # fmt: skip
            raise HandOverEndedError(hand=row.ref, reason=NOT_TAKEN)

    def is_there(self, file: File) -> None:
        """Note that a part was seen there; that is so whoever works on the hand-over by now."""

        def unit(record: Record) -> None:
            parts = Part.objects.filter(hand=self._row, place=file.place, number__gt=0)
            parts.filter(put_at=None).update(put_at=self._door.clock())
            note_arrived(record, self._row, parts)

        if file.place:
            self._door.writer.run(unit)
