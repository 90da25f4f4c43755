"""Going on with the transfer of a package that broke: the same bytes, for whoever opened it.

The token alone does not do: it may have been read by others on its way. What does is the secret
that came with the first bytes, which only whoever got those has. For an hour, or until two minutes
after the last byte went out, which a short package does before anybody knows that its connection
broke; and only while everybody in it may still be handed over, since what has not left yet can
still be kept back.
"""

from contextlib import suppress
from datetime import datetime
from hmac import compare_digest

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.parties.party import Party
from mamoru.provision.packages.check import checked
from mamoru.provision.packages.errors import LinkUnknownError, LinkUsedError
from mamoru.provision.packages.links import Package, going_out, hashed, note_again
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.ready import files_of, sign
from mamoru.provision.packages.state import HandState
from mamoru.provision.packages.tar import tar_size
from mamoru.provision.packages.transfer import may_go_on


def is_opener(row: HandOver, secret: str) -> bool:
    """Tell whether somebody has the secret of whoever opened the package."""
    return bool(row.resume_hash) and compare_digest(row.resume_hash, hashed(secret))


def was_opened(token: str) -> bool:
    """Tell whether somebody has opened the package by this link."""
    rows = HandOver.objects.filter(link_hash=hashed(token)).exclude(opened_at=None)
    with looking():
        return rows.exists()


def resume(door: Door, token: str, secret: str, first: int) -> Package:
    """Return what of a package comes from byte `first` on, which is on record.

    Raises `LinkUnknownError`, `LinkUsedError` where it cannot go on, which is on record too, and
    `HandOverEndedError`.
    """
    with looking():
        row = HandOver.objects.filter(link_hash=hashed(token)).first()
    if row is None or row.opened_at is None:
        raise LinkUnknownError
    if is_opener(row, secret) and may_go_on(row, door.clock()):
        with suppress(LinkUsedError):
            return _gone_on(door, row, secret, first)
    note_again(door, row)
    raise LinkUsedError


def _gone_on(door: Door, row: HandOver, secret: str, first: int) -> Package:
    """Look again who may be in it; raises `LinkUsedError` where it is no more the same."""

    def then(record: Record, now: HandOver, party: Party, at: datetime) -> None:
        sign(door, record, now, party, at)
        if now.link_hash != row.link_hash or not may_go_on(now, at):
            raise LinkUsedError
        now.moved_at = at
        now.save(update_fields=["moved_at"])
        noted(record, now, "resumed", at)

    files = files_of(door, row, shown=row.going["proof"].encode())  # type: ignore[index]  # it may go on
    if not 0 < first < tar_size(files):
        raise LinkUsedError
    checked(door, row, (HandState.DELIVERED,), then)
    return going_out(door, row, files, secret, first)
