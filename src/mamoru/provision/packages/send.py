"""Sending a package to a server of its recipient: whole, once, and only what is still allowed.

1. Take it on. If the manifest lies there already, it was sent whole, and only that was not noted.
2. Look who may be in it (`check`); sign the manifest anew if anything changed.
3. Put the files there; the manifest goes last, so that nothing counts before everything is there.
4. Note that it is delivered.

Files are named after their content, so what a sending that was cut off left there is kept where it
is the same, and removed where it is not: nobody gets two copies that differ.
"""

from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.parties.party import Party
from mamoru.parties.queries import party as party_of
from mamoru.provision.packages.check import Then, checked
from mamoru.provision.packages.delivered import note_delivered, rehearse
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverStateError,
    RecipientSilentError,
)
from mamoru.provision.packages.manifest import NAME
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.places import Destination, ToSftp, destination
from mamoru.provision.packages.ready import File, files_of, sign
from mamoru.provision.packages.report import HandOverReport, hand_over, report_of
from mamoru.provision.packages.state import HandState

LEASE = timedelta(minutes=10)
PAUSE = timedelta(minutes=1)
LONGEST = timedelta(hours=6)


class Folder(Protocol):
    """Where the files of one hand-over lie at the recipient's."""

    def content(self, name: str) -> bytes | None:
        """Return what a file there holds; `None` where there is none."""
        ...

    def put(self, files: list[File]) -> None:
        """Put files there in their order, and remove whatever else there is."""
        ...

    def remove(self) -> bool:
        """Remove everything, and return whether nothing is there any more."""
        ...


def folder_at(to: Destination, hand: str) -> Folder:
    """Return the folder of a hand-over; the library that reaches it is loaded only now."""
    if isinstance(to, ToSftp):
        from mamoru.provision.packages.sftp import SftpFolder

        return SftpFolder(to, hand)
    from mamoru.provision.packages.s3 import S3Folder

    return S3Folder(to, hand)


def address(door: Door, ref: str, to: Destination) -> HandOverReport:
    """Note where a package is to be sent; a server sends it, or `send` does.

    Raises `UnknownHandOverError`, `HandOverStateError`.
    """

    def unit(_: object) -> HandOver:
        row = hand_over(ref)
        if row.state not in (HandState.APPROVED, HandState.PRODUCING, HandState.READY):
            raise HandOverStateError(hand=ref, state=row.state)
        row.way, row.next_try_at = msgspec.to_builtins(to), door.clock()
        row.save(update_fields=["way", "next_try_at"])
        return row

    return report_of(door.writer.run(unit)[0])


def send(door: Door, ref: str, *, is_patient: bool = False) -> HandOverReport:
    """Send a package that is ready to where it is to go, and return the hand-over.

    Raises `UnknownHandOverError`, `HandOverStateError`, `HandOverElsewhereError`,
    `HandOverEndedError`, and `RecipientSilentError` where it is tried again later.
    """
    row = _taken_on(door, ref, is_patient=is_patient)
    try:
        folder = folder_at(destination(row.way), ref)
        if not (row.state == HandState.DELIVERING and _is_there(row, folder)):
            row = checked(door, row, (HandState.READY, HandState.DELIVERING), _leaving(door))
            folder.put(files_of(door, row))
    except RecipientSilentError as error:
        _put_off(door, row, error)
        raise
    return report_of(_arrived(door, row))


def _taken_on(door: Door, ref: str, *, is_patient: bool) -> HandOver:
    def unit(_: object) -> HandOver:
        row, now = hand_over(ref), door.clock()
        is_addressed = row.way is not None and row.way["kind"] != "link"
        if row.state not in (HandState.READY, HandState.DELIVERING) or not is_addressed:
            raise HandOverStateError(hand=ref, state=row.state)
        if is_patient and row.lease_until and row.lease_until > now:
            raise HandOverElsewhereError(hand=ref)
        row.claims += 1
        row.lease_until = now + LEASE
        row.save(update_fields=["claims", "lease_until"])
        return row

    return door.writer.run(unit)[0]


def _is_there(row: HandOver, folder: Folder) -> bool:
    return folder.content(NAME) == row.manifest.encode()


def _leaving(door: Door) -> Then:
    def then(record: Record, row: HandOver, party: Party, at: datetime) -> None:
        rehearse(record, row, party, at)
        row.state = HandState.DELIVERING
        sign(door, record, row, party, at)

    return then


def _arrived(door: Door, row: HandOver) -> HandOver:
    def unit(record: Record) -> None:
        now = hand_over(row.ref)
        if now.state != HandState.DELIVERING or now.claims != row.claims:
            raise HandOverElsewhereError(hand=row.ref)
        note_delivered(record, now, party_of(now.party), door.clock())

    door.writer.run(unit)
    return hand_over(row.ref)


def _put_off(door: Door, row: HandOver, error: RecipientSilentError) -> None:
    """Let it be tried again after a pause, which doubles."""

    def unit(_: object) -> None:
        pause = min(LONGEST, PAUSE * 2 ** min(row.tries, 10))
        HandOver.objects.filter(pk=row.pk, claims=row.claims).update(
            tries=row.tries + 1, next_try_at=door.clock() + pause, lease_until=None,
            problem=error.code,
        )  # fmt: skip

    door.writer.run(unit)
