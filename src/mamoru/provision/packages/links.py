"""Taking a package by a link, once: of its token only the hash is kept.

Looking at the address takes nothing, so that programs that follow links in mails use nothing up:
only a POST does. Before the first byte leaves it is looked once more who may be in it. Whoever
opened it is told a second secret, by which a transfer that broke can go on (`resume`).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

import msgspec

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.parties.party import Party
from mamoru.provision.packages.check import checked
from mamoru.provision.packages.delivered import note_delivered
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverStateError,
    LinkUnknownError,
    LinkUsedError,
)
from mamoru.provision.packages.lease import is_leased
from mamoru.provision.packages.manifest import PROOF
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.ready import File, files_of, sign
from mamoru.provision.packages.report import locked
from mamoru.provision.packages.state import HandState
from mamoru.provision.packages.tar import tar_size, tarred

ADDRESS = "/api/v1/packages"
"""Below which links lie, on whatever server answers for this installation."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """The token that takes a package, which is shown this once."""

    hand: str
    token: str
    expires_at: datetime


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """A package on its way: a tar archive of sealed files, the signed manifest and the proof."""

    name: str
    size: int
    """Bytes of the whole archive."""
    content: Iterator[bytes]
    secret: str
    """What lets it go on where it breaks."""
    first: int = 0
    """The byte with which `content` begins."""


def offer(door: Door, ref: str) -> Link:
    """Return a new link to a package; an earlier one ends.

    What waited to be sent to a server waits for whoever has the link instead; where something was
    sent, it stays known. Raises `UnknownHandOverError`, `HandOverStateError` where there is nothing
    to be taken, and `HandOverElsewhereError` while it is being sent.
    """
    token = token_urlsafe(32)

    def unit(_: object) -> HandOver:
        row = locked(ref)
        offered(row, token, door.clock())
        return row

    row = door.writer.run(unit)[0]
    return Link(hand=ref, token=token, expires_at=row.expires_at)


def offered(row: HandOver, token: str, now: datetime) -> None:
    """Let `token` take the package of a locked row from now on, and save it.

    Raises `HandOverStateError`, `HandOverElsewhereError`.
    """
    check_offerable(row, now)
    if row.state == HandState.READY:
        row.way, row.next_try_at = {"kind": "link"}, None
        row.claims += 1
    row.link_hash, row.resume_hash, row.going = hashed(token), "", None
    row.opened_at = row.moved_at = row.taken_at = None
    row.save()


def check_offerable(row: HandOver, now: datetime) -> None:
    """Raise `HandOverStateError` or `HandOverElsewhereError` where no link can be made now."""
    if row.state not in (HandState.READY, HandState.DELIVERED) or row.ended_at is not None:
        raise HandOverStateError(hand=row.ref, state=row.state)
    if is_leased(row, now):
        raise HandOverElsewhereError(hand=row.ref)


def known(token: str, at: datetime) -> HandOver:
    """Return what a link leads to; raises `LinkUnknownError` where it leads to nothing any more."""
    row = None
    if _TOKEN.fullmatch(token):
        row = HandOver.objects.filter(link_hash=hashed(token)).first()
    if row is None or row.expires_at <= at or row.ended_at is not None:
        raise LinkUnknownError
    return row


def take(door: Door, token: str) -> Package:
    """Return the package, which is delivered by that; the link is used up.

    Raises `LinkUnknownError`, `LinkUsedError`, which is on record, and `HandOverEndedError`.
    """
    with looking():
        row = known(token, door.clock())
    if row.opened_at is not None:
        note_again(door, row)
        raise LinkUsedError
    secret = token_urlsafe(24)

    def then(record: Record, row: HandOver, party: Party, at: datetime) -> None:
        if row.link_hash != hashed(token) or row.opened_at is not None:
            raise LinkUsedError
        if row.expires_at <= at:
            raise LinkUnknownError
        row.opened_at = row.moved_at = at
        row.resume_hash = hashed(secret)
        sign(door, record, row, party, at)
        note_delivered(record, row, party, at)

    taken = checked(door, row, (HandState.READY, HandState.DELIVERED), then)
    files = files_of(door, taken)
    _keep(door, taken, files)
    return going_out(door, taken, files, secret)


def _keep(door: Door, row: HandOver, files: Sequence[File]) -> None:
    """Keep what goes out beside the parts: a later proof would have other bytes."""
    [shown] = [one.content.decode() for one in files if one.name == PROOF]
    mine = HandOver.objects.filter(pk=row.pk, link_hash=row.link_hash)
    going = {"manifest": row.manifest_hash, "proof": shown}
    door.writer.run(lambda _: mine.update(going=going))


def going_out(
    door: Door, row: HandOver, files: Sequence[File], secret: str, first: int = 0
) -> Package:
    """Return the package on its way; when its last byte first went out is noted."""
    mine = HandOver.objects.filter(pk=row.pk, link_hash=row.link_hash)

    def content() -> Iterator[bytes]:
        yield from tarred(row.ref, files, first)
        at = door.clock()
        door.writer.run(lambda _: mine.filter(taken_at=None).update(taken_at=at))

    return Package(
        name=f"{row.ref}.tar", size=tar_size(files), content=content(), secret=secret, first=first
    )


def note_again(door: Door, row: HandOver) -> None:
    """Note that somebody tried to open it by a link that was used."""

    def unit(record: Record) -> None:
        row = locked(ref)
        row.opened_again += 1
        row.save(update_fields=["opened_again"])
        noted(record, row, "opened_again", door.clock())

    ref = row.ref
    door.writer.run(unit)


def hashed(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()
