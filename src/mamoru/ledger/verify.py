"""Verify the ledger in the database from its entries up.

1. Checkpoints, tree and tiles hold, as `mamoru.ledger.tree.check` says.
2. What was signed last, as noted outside the database, is a beginning of this log.
3. Nothing is stored that the tree does not have: tiles, or batches placed outside it.
4. Every entry, and the index of people, hold, as `mamoru.ledger.verify_people` says.

A checkpoint that is dropped from between others is not missed here, only by whoever kept it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

from mamoru.ledger import queries
from mamoru.ledger.errors import (
    BatchMisplacedError,
    LogForkedError,
    LogRolledBackError,
    TileStrayError,
)
from mamoru.ledger.signing import Signed, open_signer, read_signed
from mamoru.ledger.storage import StoredLog
from mamoru.ledger.tree.check import check_log
from mamoru.ledger.tree.checkpoints import Checkpoint
from mamoru.ledger.tree.hashing import SIZE
from mamoru.ledger.tree.notes import Verifier
from mamoru.ledger.tree.proofs import Tree
from mamoru.ledger.tree.tiles import resource_path, tile_width
from mamoru.ledger.verify_people import Each, verify_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found to hold."""

    checkpoint: Checkpoint
    pending: int
    """Entries that wait for their place."""
    forgotten: int
    """Entries about one person whom nothing ties to them any longer."""


def verify(
    cursor: CursorWrapper, vkey: str, signed: Signed | None = None, each: Each = lambda *_: None
) -> Verified:
    """Return what holds, if all of it does; raises what names the first thing that does not.

    `each` is told of every entry, once the tree is known to hold.
    """
    with queries.snapshot(cursor):
        head = check_log(StoredLog(cursor), Verifier.parse(vkey))
        if signed is not None:
            _verify_signed(cursor, head, signed)
        _verify_nothing_else(cursor, head.size)
        found = verify_people(cursor, each)
    return Verified(checkpoint=head, pending=found.pending, forgotten=found.forgotten)


def verify_here() -> Verified:
    """Verify this installation's ledger with its own key and its note of what was signed last."""
    vkey, signed = key_and_note()
    with connection.cursor() as cursor:
        return verify(cursor, vkey, signed)


def key_and_note() -> tuple[str, Signed]:
    """Return this installation's verifier key, and its note of what was signed last.

    Read both before the database, which may run ahead of the note and never behind it. Raises
    `SigningStateMissingError`.
    """
    directory = settings.HOME / "ledger"
    vkey = open_signer(directory, settings.ORIGIN).verifier.vkey
    return vkey, read_signed(directory)


def _verify_signed(cursor: CursorWrapper, head: Checkpoint, signed: Signed) -> None:
    if signed.size > head.size:
        raise LogRolledBackError(found=head.size, signed=signed.size)
    if Tree(StoredLog(cursor).tile, signed.size).root() != signed.root:
        raise LogForkedError(size=signed.size)


def _verify_nothing_else(cursor: CursorWrapper, size: int) -> None:
    for level, number, length in queries.tile_lengths(cursor):
        inside = level >= 0 and number >= 0
        if not inside or length != tile_width(size, level, number) * SIZE:
            raise TileStrayError(tile=resource_path(level, number) if inside else str(number))
    stray = queries.first_stray_place(cursor, size)
    if stray is None:
        stray = queries.first_unmatched_batch(cursor)
    if stray is not None:
        raise BatchMisplacedError(batch=stray)
