"""Taking a package by a link, once: of its token only the hash is kept.

Looking at the address takes nothing, so that programs that follow links in mails use nothing up:
only a POST does. Before the first byte leaves it is looked once more who may be in it.
"""

import re
from collections.abc import Iterator
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
    HandOverStateError,
    LinkUnknownError,
    LinkUsedError,
)
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.ready import files_of, sign
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.state import HandState
from mamoru.provision.packages.tar import tar_size, tarred

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
    content: Iterator[bytes]


def offer(door: Door, ref: str) -> Link:
    """Return a new link to a package; an earlier one ends.

    Raises `UnknownHandOverError`, and `HandOverStateError` where there is nothing to be taken.
    """
    token = token_urlsafe(32)

    def unit(_: object) -> HandOver:
        row = hand_over(ref)
        if row.state not in (HandState.READY, HandState.DELIVERED) or row.ended_at is not None:
            raise HandOverStateError(hand=ref, state=row.state)
        row.link_hash, row.opened_at, row.way = _hash(token), None, {"kind": "link"}
        row.save(update_fields=["link_hash", "opened_at", "way"])
        return row

    row = door.writer.run(unit)[0]
    return Link(hand=ref, token=token, expires_at=row.expires_at)


def known(token: str, at: datetime) -> HandOver:
    """Return what a link leads to; raises `LinkUnknownError` where it leads to nothing any more."""
    row = None
    if _TOKEN.fullmatch(token):
        row = HandOver.objects.filter(link_hash=_hash(token)).first()
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
        _note_again(door, row)
        raise LinkUsedError

    def then(record: Record, row: HandOver, party: Party, at: datetime) -> None:
        if row.link_hash != _hash(token) or row.opened_at is not None:
            raise LinkUsedError
        row.opened_at = at
        sign(door, record, row, party, at)
        note_delivered(record, row, party, at)

    taken = checked(door, row, (HandState.READY, HandState.DELIVERED), then)
    files = files_of(door, taken)
    return Package(name=f"{taken.ref}.tar", size=tar_size(files), content=tarred(taken.ref, files))


def _note_again(door: Door, row: HandOver) -> None:
    def unit(record: Record) -> None:
        row = hand_over(ref)
        row.opened_again += 1
        row.save(update_fields=["opened_again"])
        noted(record, row, "opened_again", door.clock())

    ref = row.ref
    door.writer.run(unit)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
