"""Storing new people, one or many.

A person gets a number, two random names, and a random key. Everything about them that could tell
who they are is sealed under that key before it reaches the database.
"""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_bytes, token_hex

from mamoru.crypto.envelope import new_key
from mamoru.vault import identifiers, places, queries
from mamoru.vault.errors import twice
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Created, Draft
from mamoru.vault.queries import LiveEpoch
from mamoru.vault.sealing import PersonSeal
from mamoru.vault.storage import Row, guarded, insert, stored

FIRST_VERSION = 1
FIRST_SERIAL = 1


def create(keys: Keyring, draft: Draft, *, now: datetime) -> Created:
    """Store one person and return their names; all of it or nothing.

    Raises `DuplicateIdentifierError` where an identifier leads to somebody already.
    """
    return create_many(keys, [draft], now=now)[0]


@guarded
def create_many(keys: Keyring, drafts: Sequence[Draft], *, now: datetime) -> list[Created]:
    """Store many people, in the order given; all of them or, on any error, none."""
    epoch, older = keys.current()
    for draft in drafts:
        _check(draft)
        identifiers.refuse_taken(keys, older, draft.tenant, draft.identities)
    batch = _Batch(keys, epoch, now)
    for number, draft in zip(queries.next_numbers(len(drafts)), drafts, strict=True):
        batch.add(number, draft)
    batch.store()
    return batch.created


def new_ref() -> str:
    """Return a random name for programs: 128 bits, safe in URLs, unlike any number."""
    return "p_" + token_hex(16)


def _check(draft: Draft) -> None:
    if len({(item.data, item.item) for item in draft.items}) != len(draft.items):
        raise twice()


class _Batch:
    """Rows of people who are stored together."""

    def __init__(self, keys: Keyring, epoch: LiveEpoch, now: datetime) -> None:
        self.created: list[Created] = []
        self._ring = keys
        self._epoch = epoch
        self._wrapping = keys.epoch(epoch)
        self._at = stored(now)
        self._people: list[Row] = []
        self._keys: list[Row] = []
        self._identifiers: list[Row] = []
        self._fields: list[Row] = []

    def add(self, number: int, draft: Draft) -> None:
        """Name and seal one person."""
        key = new_key()
        named = Created(
            number=number, ref=new_ref(), pseudonym=token_bytes(16), version=FIRST_VERSION
        )
        seal = PersonSeal(
            key, number=number, tenant=draft.tenant, ref=named.ref, serial=FIRST_SERIAL
        )
        at = places.person_key(self._epoch.id, draft.tenant, named.ref, FIRST_SERIAL)
        self._keys.append((number, self._epoch.id, FIRST_SERIAL, self._wrapping.seal(key, at)))
        self._people.append(self._person_row(named, draft, seal))
        self._identifiers.extend(
            identifiers.sealed(
                self._ring, self._epoch, seal, draft.identities, version=FIRST_VERSION
            )
        )
        self._fields.extend(seal.field_rows(draft.items, FIRST_VERSION, self._at))
        self.created.append(named)

    def _person_row(self, named: Created, draft: Draft, seal: PersonSeal) -> Row:
        born = draft.birth_date
        return (
            named.number, draft.tenant, named.ref, named.pseudonym, named.version, self._at,
            draft.whose, draft.residence,
            None if born is None else seal.seal_birth_date(born), False, False,
        )  # fmt: skip

    def store(self) -> None:
        """Write what was sealed."""
        with identifiers.unique(self._identifiers):
            insert(
                (queries.PEOPLE, self._people),
                (queries.KEYS, self._keys),
                (queries.IDENTIFIERS, self._identifiers),
                (queries.FIELDS, self._fields),
            )
