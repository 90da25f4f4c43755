"""Epochs: everybody moves to new keys, and the old ones are destroyed, with every old backup.

Rotation is a sequence of short transactions, each complete in itself:

1. begin: a new key-encryption key, epoch and index keys; the old epoch is retired;
2. move: batch by batch, keys of people and of holds are wrapped anew, and tokens made anew;
3. end: an epoch that nothing hangs on is marked destroyed and loses its wrapped keys;
4. destroy: the provider destroys its key-encryption key.

Steps 1 and 3 tell of themselves (`Keyring.tell`) in their own transactions, so that a change of
keys and its record are there together or not at all. Killed at any point, the next call goes on
where it stopped; step 4 is finished by the next start already (`destroy_ended`).

Values are not touched: they stay sealed under the person's key. Tokens are made anew because an
index key that outlived its epoch would tell of an old backup whether an erased person had been in
it.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from mamoru.crypto.envelope import Seal
from mamoru.vault import moving, places, queries
from mamoru.vault.hold_index import retoken
from mamoru.vault.keyring import Keyring, begin_epoch
from mamoru.vault.models import Epoch, IndexKey
from mamoru.vault.moving import Stored
from mamoru.vault.person import Held
from mamoru.vault.queries import LiveEpoch
from mamoru.vault.storage import guarded

BATCH = 500


class Rotated(msgspec.Struct, frozen=True, kw_only=True):
    """What a rotation did, for the record."""

    current: int
    """Id of the epoch that holds now."""
    moved: int
    """People whose keys were wrapped anew by this call."""
    destroyed: tuple[int, ...]
    """Ids of the epochs whose key-encryption keys are gone."""


def rotate(keys: Keyring, *, now: datetime, batch: int = BATCH) -> Rotated:
    """Move everybody to a new epoch and destroy the old ones; finish one that was cut short.

    Call it outside a transaction. Backups made before can no longer be read afterwards, by
    anybody: make a new one.
    """
    if not _older():
        begin(keys, now=now)
    return finish(keys, now=now, batch=batch)


@guarded
def begin(keys: Keyring, *, now: datetime) -> int:
    """Make a new epoch the current one and return its id; the old one still opens everything."""
    return begin_epoch(keys, now)


def finish(keys: Keyring, *, now: datetime, batch: int = BATCH) -> Rotated:
    """Move whoever is left in a retired epoch, and destroy the retired epochs."""
    moved = 0
    for epoch in _older():
        count = -1
        while count and not end(keys, epoch.id, now=now):
            count = move(keys, epoch.id, batch=batch)
            moved += count
            count += move_holds(keys, epoch.id, batch=batch)
    return Rotated(
        current=Epoch.objects.get(current=True).pk, moved=moved, destroyed=destroy_ended(keys)
    )


@guarded
def move(keys: Keyring, epoch: int, *, batch: int = BATCH) -> int:
    """Move up to `batch` people out of a retired epoch, in one transaction; return how many."""
    with transaction.atomic():
        current, _ = keys.current()
        people = moving.held_in_epoch(epoch, batch)
        identifiers = moving.identifiers_of([held.number for held in people])
        wrapping = keys.epoch(current)
        rewrapped = []
        tokens = []
        for held in people:
            key = keys.person_key(held)
            at = places.person_key(current.id, held.tenant, held.ref, held.serial)
            rewrapped.append((current.id, wrapping.seal(key, at), held.number))
            tokens += _tokens(keys, current, held, identifiers.get(held.number, ()))
        moving.rewrap(rewrapped)
        moving.retoken(tokens)
    return len(people)


@guarded
def move_holds(keys: Keyring, epoch: int, *, batch: int = BATCH) -> int:
    """Move up to `batch` holds out of a retired epoch, in one transaction; return how many."""
    with transaction.atomic():
        current, _ = keys.current()
        wrapping, former = keys.epoch(current), keys.epoch_numbered(epoch)
        found = moving.holds_in_epoch(epoch, batch)
        rewrapped = []
        for row, ref, wrapped in found:
            key = former.unseal(wrapped, places.hold_key(epoch, ref))
            retoken(keys, row, ref, Seal(key), current)
            rewrapped.append(
                (current.id, wrapping.seal(key, places.hold_key(current.id, ref)), row)
            )
        moving.rewrap_holds(rewrapped)
    return len(found)


@guarded
def end(keys: Keyring, epoch: int, *, now: datetime) -> bool:
    """Mark a retired epoch destroyed if nothing hangs on it, and drop its wrapped keys.

    Returns whether it did. Whoever is storing people at this moment is waited for.
    """
    with transaction.atomic():
        if not moving.lock_retired(epoch) or moving.hangs_on(epoch):
            return False
        IndexKey.objects.filter(epoch_id=epoch).delete()
        Epoch.objects.filter(pk=epoch).update(destroyed_at=now, wrapped=b"")
        keys.tell("epoch_destroyed", epoch, now)
    keys.forget(epoch)
    return True


def destroy_ended(keys: Keyring) -> tuple[int, ...]:
    """Destroy the key-encryption keys of epochs that ended; return the epochs' ids.

    They are there after a kill, or if an older copy of the key directory was put back.
    """
    ended = list(Epoch.objects.filter(destroyed_at__isnull=False).order_by("pk"))
    present = keys.provider.keys() if ended else frozenset()
    gone = []
    for epoch in ended:
        if epoch.kek_id in present:
            keys.provider.destroy(epoch.kek_id)
            gone.append(epoch.pk)
    return tuple(gone)


def _older() -> list[LiveEpoch]:
    return [epoch for epoch in queries.live_epochs() if not epoch.current]


def _tokens(
    keys: Keyring, current: LiveEpoch, held: Held, rows: Sequence[Stored]
) -> list[tuple[int, bytes, int]]:
    """Return (epoch, token, row id) for a person's identifiers during the `current` epoch."""
    if not rows:
        return []
    seal = keys.person(held)
    opened = [(i, seal.open_identifier(kind, serial, sealed)) for i, kind, serial, sealed in rows]
    return [(current.id, keys.token(current, known.kind, known.value), i) for i, known in opened]
