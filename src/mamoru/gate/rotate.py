"""Renewing the keys (clause 8): everybody moves to a new epoch, and the old one is destroyed.

Afterwards no backup that was made before can be read, by anybody, which is what makes an erasure
final for every copy; so a new backup is due at once.
"""

from datetime import datetime

import msgspec

from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import KeyChange, KeyChanged
from mamoru.vault.epochs import Rotated
from mamoru.vault.epochs import rotate as vault_rotate
from mamoru.vault.models import Epoch


class KeyEpoch(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time with keys of its own."""

    id: int
    created_at: datetime
    retired_at: datetime | None
    destroyed_at: datetime | None
    is_current: bool


def rotate(door: Door) -> Rotated:
    """Move everybody to a new epoch, destroy the old ones, and record each change of a key.

    Killed at any point, the next call finishes what this one began. Raises what the key provider
    finds wrong.
    """
    before = {epoch.id: epoch for epoch in epochs()}
    rotated = vault_rotate(door.keys, now=door.clock())

    def unit(record: Record) -> None:
        for epoch in epochs():
            known = before.get(epoch.id)
            changes: list[tuple[KeyChange, datetime | None, bool]] = [
                ("epoch_created", epoch.created_at, known is None),
                ("epoch_retired", epoch.retired_at, known is None or known.retired_at is None),
                ("epoch_destroyed", epoch.destroyed_at, epoch.id in rotated.destroyed),
            ]
            for change, at, is_new in changes:
                if at is not None and is_new:
                    record.add(KeyChanged(at=at, change=change, key=f"epoch-{epoch.id}"))

    door.writer.run(unit, changes=False)
    return rotated


def epochs() -> list[KeyEpoch]:
    """Return every epoch there ever was, oldest first."""
    return [
        KeyEpoch(
            id=row.pk,
            created_at=row.created_at,
            retired_at=row.retired_at,
            destroyed_at=row.destroyed_at,
            is_current=bool(row.current),
        )
        for row in Epoch.objects.order_by("pk")
    ]
