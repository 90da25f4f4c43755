"""New people, sealed before any database sees them, so that another process can do it.

Who seals needs an epoch's key and its index keys (`DraftingKeys`), and nothing else: what a person
is sealed for is a random name, not the number that the database gives.
"""

from collections.abc import Mapping
from os import urandom

import msgspec

from mamoru.crypto import index
from mamoru.crypto.envelope import KEY_BYTES, NONCE_BYTES, Seal
from mamoru.crypto.errors import UnknownIdentifierKindError
from mamoru.vault import places
from mamoru.vault.errors import twice
from mamoru.vault.person import Draft
from mamoru.vault.sealing import PersonSeal, encoded

FIRST_VERSION = 1
FIRST_SERIAL = 1
_KEY = KEY_BYTES
_NAME = _KEY + 16
_NONCES = _NAME + 16
"""Where, of the random bytes that are drawn for a person in one go, key and two names end."""


class DraftingKeys(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What sealing new people takes: secrets, to be handed to nobody but a process of ours."""

    epoch: int
    key: bytes
    index: dict[str, bytes]
    """The index key of each kind of identifier."""


class SealedIdentity(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One identifier: the blind token, and the sealed value."""

    kind: str
    token: bytes
    sealed: bytes


class SealedItem(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One sealed value of one item."""

    data: str
    item: str
    sealed: bytes
    sensitive: str | None
    source: str | None


class SealedDraft(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A person who is to be stored, with a key of their own, all of it sealed."""

    tenant: int
    ref: str
    pseudonym: bytes
    whose: str
    residence: str | None
    birth_date: bytes | None
    wrapped: bytes
    identities: tuple[SealedIdentity, ...]
    items: tuple[SealedItem, ...]


class Drafter:
    """Seals new people under the keys of one epoch."""

    def __init__(self, epoch: int, seal: Seal, index_keys: Mapping[str, bytes]) -> None:
        self.epoch = epoch
        self._wrapping = seal
        self._index = index_keys

    @classmethod
    def of(cls, keys: DraftingKeys) -> "Drafter":
        """Return who seals with `keys`."""
        return cls(keys.epoch, Seal(keys.key), keys.index)

    def token(self, kind: str, value: str) -> bytes:
        """Return the blind token of an identifier. Raises `InvalidIdentifierError` and its kin."""
        key = self._index.get(kind)
        if key is None:
            raise UnknownIdentifierKindError(kinds=", ".join(index.KINDS))
        return index.token(key, kind, value)

    def seal(self, draft: Draft) -> SealedDraft:
        """Return the person sealed under a random key of their own, with random names.

        Raises `InvalidPersonError` and what is wrong with an identifier.
        """
        if len({(one.data, one.item) for one in draft.items}) != len(draft.items):
            raise twice()
        drawn = urandom(_NONCES + NONCE_BYTES * (len(draft.identities) + len(draft.items) + 2))
        key, pseudonym, ref = drawn[:_KEY], drawn[_KEY:_NAME], "p_" + drawn[_NAME:_NONCES].hex()
        values = _values(draft, places.owner(draft.tenant, ref, FIRST_SERIAL))
        end = _NONCES + NONCE_BYTES * len(values)
        sealed = iter(Seal(key).seal_all(values, nonces=drawn[_NONCES:end]))
        at = places.person_key(self.epoch, draft.tenant, ref, FIRST_SERIAL)
        wrapped = self._wrapping.seal(key, at, nonce=drawn[end : end + NONCE_BYTES])
        identities = [
            SealedIdentity(one.kind, self.token(one.kind, one.value), next(sealed))
            for one in draft.identities
        ]
        items = [
            SealedItem(one.data, one.item, next(sealed), one.sensitive, one.source)
            for one in draft.items
        ]
        return SealedDraft(
            draft.tenant, ref, pseudonym, draft.whose, draft.residence,
            None if draft.birth_date is None else next(sealed),
            wrapped, tuple(identities), tuple(items),
        )  # fmt: skip

    def seal_of(self, sealed: SealedDraft) -> PersonSeal:
        """Return the seal of somebody whom this sealed, and who has no number yet."""
        at = places.person_key(self.epoch, sealed.tenant, sealed.ref, FIRST_SERIAL)
        key = self._wrapping.unseal(sealed.wrapped, at)
        return PersonSeal(key, number=0, tenant=sealed.tenant, ref=sealed.ref, serial=FIRST_SERIAL)


def _values(draft: Draft, owner: bytes) -> list[tuple[bytes, bytes]]:
    """Return everything to be sealed, each with its place: identifiers, items, birth date."""
    identifier, field = places.identifier, places.field
    values = [
        (encoded(one.value), owner + identifier(one.kind, FIRST_VERSION))
        for one in draft.identities
    ]
    values += [
        (encoded(one.value), owner + field(one.data, one.item, FIRST_VERSION))
        for one in draft.items
    ]
    if draft.birth_date is not None:
        values.append((draft.birth_date.isoformat().encode(), owner + places.BIRTH_DATE))
    return values
