"""Renewing the keys (clause 8): everybody moves to a new epoch, and the old one is destroyed.

Afterwards no backup that was made before can be read, by anybody, which is what makes an erasure
final for every copy; so a new backup is due at once.
"""

from datetime import datetime

import msgspec

from mamoru.gate.door import Door
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
    """Move everybody to a new epoch and destroy the old ones; each step is recorded as it is done.

    Killed at any point, the next call finishes what this one began. Raises what the key provider
    finds wrong.
    """
    return vault_rotate(door.keys, now=door.clock())


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


def has_ended(epoch: int) -> bool:
    """Tell whether the keys of an epoch, and of every one before it, are destroyed.

    Then no backup from before it ended can be read by anybody.
    """
    return not Epoch.objects.filter(pk__lte=epoch, destroyed_at=None).exists()


def current_epoch() -> int:
    """Return the number of the epoch that holds now."""
    return Epoch.objects.get(current=True).pk
