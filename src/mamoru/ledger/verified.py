"""When the whole ledger was verified last, and whether the log still continues what was found then.

The note lies beside the signing key, outside the database. It is no proof: whoever could write it
could write anything. It says when somebody last looked at everything.
"""

from datetime import datetime
from pathlib import Path

import msgspec
from django.db.backends.utils import CursorWrapper

from mamoru.errors import IntegrityError
from mamoru.ledger import signing
from mamoru.ledger.proof import latest
from mamoru.ledger.storage import stored_tiles
from mamoru.ledger.tree.checkpoints import Checkpoint, open_checkpoint
from mamoru.ledger.tree.notes import Verifier
from mamoru.ledger.tree.proofs import Tree

NOTE = "verified.json"


class Whole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a verification of everything found to hold."""

    size: int
    root: bytes
    at: datetime


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the log now, from its head and a few tiles."""

    checkpoint: Checkpoint
    note: str
    is_signed: bool
    """Whether the checkpoint is signed by our key, over the tree that is stored."""
    whole: Whole | None
    continues: bool
    """Whether the log still begins with what the whole verification found."""


def note_whole(directory: Path, checkpoint: Checkpoint, at: datetime) -> None:
    """Note that everything up to a checkpoint was verified."""
    whole = Whole(size=checkpoint.size, root=checkpoint.root, at=at)
    signing.replace(directory / NOTE, msgspec.json.encode(whole))


def last_whole(directory: Path) -> Whole | None:
    """Return when everything was verified last; `None` where it never was, or nobody knows."""
    try:
        return msgspec.json.decode((directory / NOTE).read_bytes(), type=Whole)
    except (OSError, msgspec.MsgspecError):
        return None


def standing(cursor: CursorWrapper, directory: Path, vkey: str) -> Standing:
    """Return how the log stands; raises `CheckpointMissingError` where it has no checkpoint.

    1. The checkpoint published last is signed by the key, over the root of the stored tiles.
    2. The tree had the root that the whole verification found, when it had that size.
    """
    checkpoint, note = latest(cursor)
    whole = last_whole(directory)
    return Standing(
        checkpoint=checkpoint, note=note, is_signed=_is_signed(cursor, note, vkey), whole=whole,
        continues=whole is not None and _had(cursor, whole.size, whole.root, checkpoint.size),
    )  # fmt: skip


def _is_signed(cursor: CursorWrapper, note: str, vkey: str) -> bool:
    try:
        found = open_checkpoint(note, Verifier.parse(vkey))
    except IntegrityError:
        return False
    return _had(cursor, found.size, found.root, found.size)


def _had(cursor: CursorWrapper, size: int, root: bytes, now: int) -> bool:
    if size > now:
        return False
    try:
        return Tree(stored_tiles(cursor), size).root() == root
    except IntegrityError:
        return False
