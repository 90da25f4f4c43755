"""Sending a package to a server of its recipient: whole, once, and only what is still allowed.

1. Take it on (`lease`). If the manifest lies there already, it was sent whole, and only that was
   not noted.
2. Look who may be in it (`check`); sign the manifest anew if anything changed.
3. Put the files there, and note each part once it was seen there (`arriving`). The manifest goes
   last, so that nothing counts as whole before everything is there.
4. Note that it is delivered, once the manifest was read back.

Files are named after their content, so what a sending that was cut off left there is kept where it
is the same, and removed where it is not: nobody gets two copies that differ. What ends meanwhile is
put there no further, and taken back.
"""

from contextlib import suppress
from datetime import datetime

import msgspec

from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.parties.party import Party
from mamoru.parties.queries import party as party_of
from mamoru.provision.packages.arriving import note_arrived, parts_named, rehearse
from mamoru.provision.packages.check import Then, checked
from mamoru.provision.packages.delivered import note_delivered
from mamoru.provision.packages.ending import NOT_TAKEN, end
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverEndedError,
    HandOverStateError,
    RecipientSilentError,
)
from mamoru.provision.packages.folder import Folder, folder_at
from mamoru.provision.packages.lease import Hold, is_leased, lease
from mamoru.provision.packages.manifest import NAME
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.pauses import pause_after
from mamoru.provision.packages.places import Destination, destination
from mamoru.provision.packages.ready import files_of, sign
from mamoru.provision.packages.report import HandOverReport, hand_over, locked, report_of
from mamoru.provision.packages.state import MAKING, HandState
from mamoru.provision.packages.taking_back import look_again, take_back
from mamoru.provision.packages.watching import Watching

SENDING = (HandState.READY, HandState.DELIVERING)


def address(door: Door, ref: str, to: Destination) -> HandOverReport:
    """Note where a package is to be sent; a server sends it, or `send` does. A link to it ends.

    One that is on its way there goes on. Raises `UnknownHandOverError`, `HandOverStateError`, and
    `HandOverElsewhereError` while it is being sent elsewhere.
    """

    def unit(_: object) -> HandOver:
        row, way = locked(ref), msgspec.to_builtins(to)
        goes_on = row.state == HandState.DELIVERING and row.way == way
        if row.state not in (*MAKING, HandState.READY) and not goes_on:
            raise HandOverStateError(hand=ref, state=row.state)
        if row.state == HandState.READY:
            if is_leased(row, door.clock()):
                raise HandOverElsewhereError(hand=ref)
            row.claims += 1
        row.way, row.next_try_at, row.link_hash = way, door.clock(), ""
        row.save(update_fields=["way", "next_try_at", "link_hash", "claims"])
        return row

    return report_of(door.writer.run(unit)[0])


def send(door: Door, ref: str) -> HandOverReport:
    """Send a package that is ready to where it is to go, and return the hand-over.

    Raises `UnknownHandOverError`, `HandOverStateError`, `HandOverElsewhereError` where another
    process sends it or did a minute ago, `HandOverEndedError`, and `RecipientSilentError` where it
    is tried again later.
    """
    row = _taken_on(door, ref)
    with Hold(door, row) as hold:
        try:
            _sent(door, row, hold)
        except RecipientSilentError as error:
            if _is_late(door, row):
                _end_late(door, row)
                hold.let_go()
                raise HandOverEndedError(hand=ref, reason=NOT_TAKEN) from error
            _put_off(door, row, error)
            hold.let_go()
            raise
        except (HandOverEndedError, HandOverStateError, HandOverElsewhereError):
            hold.let_go()
            look_again(door, ref)
            with suppress(HandOverElsewhereError, HandOverStateError, RecipientSilentError):
                take_back(door, ref)
            raise
    return report_of(hand_over(ref))


def _taken_on(door: Door, ref: str) -> HandOver:
    def unit(_: object) -> HandOver:
        row = locked(ref)
        is_addressed = row.way is not None and row.way["kind"] != "link"
        if row.state not in SENDING or not is_addressed:
            raise HandOverStateError(hand=ref, state=row.state)
        lease(row, door.clock())
        row.save(update_fields=["claims", "lease_until"])
        return row

    return door.writer.run(unit)[0]


def _sent(door: Door, row: HandOver, hold: Hold) -> None:
    folder = folder_at(destination(row.way), row.ref)
    is_begun = row.state == HandState.DELIVERING
    if not (is_begun and _is_there(row, folder)):
        if _is_late(door, row):
            _end_late(door, row)
            raise HandOverEndedError(hand=row.ref, reason=NOT_TAKEN)
        if is_begun:
            _note_found(door, row, folder)
        row = checked(door, row, SENDING, _leaving(door))
        folder.put(files_of(door, row), Watching(door, row, hold))
        if not _is_there(row, folder):
            raise RecipientSilentError(reason=NAME)
    _note_delivered(door, row)


def _is_late(door: Door, row: HandOver) -> bool:
    return row.expires_at <= door.clock()


def _end_late(door: Door, row: HandOver) -> None:
    end(door, row.ref, HandState.EXPIRED, NOT_TAKEN, since=SENDING)


def _is_there(row: HandOver, folder: Folder) -> bool:
    return folder.content(NAME) == row.manifest.encode()


def _note_found(door: Door, row: HandOver, folder: Folder) -> None:
    """Note what lies there of a sending that was cut off, before anybody is taken out of it."""
    found = parts_named(row, folder.names())
    door.writer.run(lambda record: note_arrived(record, row, found))


def _leaving(door: Door) -> Then:
    def then(record: Record, row: HandOver, party: Party, at: datetime) -> None:
        rehearse(record, row, party, at)
        row.state = HandState.DELIVERING
        sign(door, record, row, party, at)

    return then


def _note_delivered(door: Door, row: HandOver) -> None:
    def unit(record: Record) -> None:
        now = locked(row.ref)
        if now.state != HandState.DELIVERING:
            raise HandOverStateError(hand=row.ref, state=now.state)
        if now.claims != row.claims:
            raise HandOverElsewhereError(hand=row.ref)
        note_delivered(record, now, party_of(now.party), door.clock())

    door.writer.run(unit)


def _put_off(door: Door, row: HandOver, error: RecipientSilentError) -> None:
    mine = HandOver.objects.filter(pk=row.pk, claims=row.claims, state__in=SENDING)
    at = door.clock() + pause_after(row.tries)
    door.writer.run(lambda _: mine.update(tries=row.tries + 1, next_try_at=at, problem=error.code))
