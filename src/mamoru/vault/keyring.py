"""Keys in use: epoch and index keys of this process, opened once and remembered.

A keyring may be used from many threads. It remembers only what is committed, and forgets an epoch
as soon as it sees that the epoch was destroyed.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Literal

from django.db import IntegrityError, transaction

from mamoru.crypto import index
from mamoru.crypto.envelope import Seal, new_key
from mamoru.crypto.errors import DestroyedKeyError, UnknownIdentifierKindError
from mamoru.crypto.provider import KeyProvider
from mamoru.vault import places, queries
from mamoru.vault.bulk_queries import Locked
from mamoru.vault.drafting import Drafter, DraftingKeys
from mamoru.vault.errors import VaultNotStartedError
from mamoru.vault.models import Epoch, IndexKey
from mamoru.vault.person import Held
from mamoru.vault.queries import LiveEpoch
from mamoru.vault.sealing import PersonSeal
from mamoru.vault.storage import guarded

Change = Literal["epoch_created", "epoch_retired", "epoch_destroyed"]
Tell = Callable[[Change, int, datetime], object]
"""Records what happened to which epoch and when; called within the transaction in which it does."""


class Keyring:
    """Opens the keys that the vault needs, from one provider, and tells of every change of them."""

    def __init__(self, provider: KeyProvider, tell: Tell = lambda *_: None) -> None:
        self.provider = provider
        self.tell = tell
        self._lock = threading.Lock()
        self._epochs: dict[int, Seal] = {}
        self._tokens: dict[tuple[int, str], bytes] = {}

    @guarded
    def start(self, now: datetime) -> None:
        """Make the first epoch if there is none, and check that every live epoch opens.

        Call it once per process, outside a transaction, before anything else. Raises
        `MissingKeyError`, `WrongKeyError` or `DestroyedKeyError` where the keys are not those of
        this database; it never makes new keys over people it cannot read.
        """
        if not queries.live_epochs():
            with suppress(IntegrityError):  # another process was first; its epoch is the one
                begin_epoch(self, now, first=True)
        for epoch in queries.live_epochs():
            self.epoch(epoch)

    def current(self) -> tuple[LiveEpoch, list[LiveEpoch]]:
        """Return the epoch for new keys, and the older ones; they stay until the commit."""
        for _ in range(2):  # a rotation that we waited for shows its new epoch to a new statement
            live = self._seen(queries.live_epochs(lock=True))
            for epoch in live:
                if epoch.current:
                    return epoch, [other for other in live if not other.current]
        raise VaultNotStartedError

    def epoch(self, epoch: LiveEpoch) -> Seal:
        """Return the seal of an epoch."""
        seal = self._epochs.get(epoch.id)
        if seal is None:
            seal = Seal(self.provider.unwrap(epoch.kek_id, epoch.wrapped))
            with self._lock:
                self._epochs[epoch.id] = seal
        return seal

    def person(self, held: Held | Locked) -> PersonSeal:
        """Return the seal of one person; the key is not remembered."""
        return PersonSeal(
            self.person_key(held),
            number=held.number,
            tenant=held.tenant,
            ref=held.ref,
            serial=held.serial,
        )

    def person_key(self, held: Held | Locked) -> bytes:
        """Return the key of one person."""
        seal = self.epoch_numbered(held.epoch)
        at = places.person_key(held.epoch, held.tenant, held.ref, held.serial)
        return seal.unseal(held.wrapped, at)

    def epoch_numbered(self, epoch: int) -> Seal:
        """Return the seal of a live epoch by its id; raises `DestroyedKeyError`."""
        return self._epochs.get(epoch) or self._look_up(epoch)

    def drafter(self, epoch: LiveEpoch) -> Drafter:
        """Return who seals new people under the keys of `epoch`."""
        return Drafter(epoch.id, self.epoch(epoch), self._index_keys(epoch))

    @guarded
    def drafting_keys(self) -> DraftingKeys:
        """Return the current epoch's keys in clear, for a process of ours that seals new people.

        Whoever stores what it sealed sees whether the epoch has changed meanwhile.
        """
        epoch, _ = self.current()
        key = self.provider.unwrap(epoch.kek_id, epoch.wrapped)
        return DraftingKeys(epoch=epoch.id, key=key, index=self._index_keys(epoch))

    def token(self, epoch: LiveEpoch, kind: str, value: str) -> bytes:
        """Return the blind token of an identifier during `epoch`."""
        return index.token(self._index_key(epoch, kind), kind, value)

    def tokens(self, kind: str, value: str) -> list[bytes]:
        """Return the blind tokens of an identifier during every live epoch."""
        return [self.token(e, kind, value) for e in self._seen(queries.live_epochs())]

    def forget(self, epoch: int) -> None:
        """Drop the keys of an epoch from memory."""
        with self._lock:
            self._epochs.pop(epoch, None)
            for known in [key for key in self._tokens if key[0] == epoch]:
                del self._tokens[known]

    def _look_up(self, epoch: int) -> Seal:
        for live in self._seen(queries.live_epochs()):
            if live.id == epoch:
                return self.epoch(live)
        raise DestroyedKeyError(key=epoch)

    def _index_keys(self, epoch: LiveEpoch) -> dict[str, bytes]:
        return {kind: self._index_key(epoch, kind) for kind in index.KINDS}

    def _index_key(self, epoch: LiveEpoch, kind: str) -> bytes:
        key = self._tokens.get((epoch.id, kind))
        if key is None:
            if kind not in index.KINDS:
                raise UnknownIdentifierKindError(kinds=", ".join(index.KINDS))
            seal = self.epoch(epoch)
            for known, wrapped in queries.index_keys(epoch.id).items():
                opened = seal.unseal(wrapped, places.index_key(epoch.id, known))
                with self._lock:
                    self._tokens[epoch.id, known] = opened
            key = self._tokens[epoch.id, kind]
        return key

    def _seen(self, live: list[LiveEpoch]) -> list[LiveEpoch]:
        """Forget what is no longer live."""
        ids = {epoch.id for epoch in live}
        for gone in [epoch for epoch in self._epochs if epoch not in ids]:
            self.forget(gone)
        return live


def begin_epoch(keys: Keyring, now: datetime, *, first: bool = False) -> int:
    """Make an epoch with its keys the current one, in a transaction of its own, and return its id.

    With `first`, raises Django's `IntegrityError` where another process has begun one. A kill
    between the provider's key and the commit leaves a key that no epoch names: harmless.
    """
    kek_id = keys.provider.create()
    key = new_key()
    wrapped = keys.provider.wrap(kek_id, key)
    try:
        with transaction.atomic(durable=True):
            if not first:
                _retire(keys, now)
            epoch = Epoch.objects.create(kek_id=kek_id, wrapped=wrapped, created_at=now)
            IndexKey.objects.bulk_create(_new_index_keys(epoch, Seal(key)))
            keys.tell("epoch_created", epoch.pk, now)
    except IntegrityError:
        keys.provider.destroy(kek_id)
        raise
    return epoch.pk


def _retire(keys: Keyring, now: datetime) -> None:
    for epoch in Epoch.objects.select_for_update().filter(current=True):
        Epoch.objects.filter(pk=epoch.pk).update(current=False, retired_at=now)
        keys.tell("epoch_retired", epoch.pk, now)


def _new_index_keys(epoch: Epoch, seal: Seal) -> list[IndexKey]:
    return [
        IndexKey(
            epoch=epoch, kind=kind, wrapped=seal.seal(new_key(), places.index_key(epoch.pk, kind))
        )
        for kind in index.KINDS
    ]
