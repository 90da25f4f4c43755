"""Storing new people, one or many.

A person gets a number, two random names, and a random key. Everything about them that could tell
who they are is sealed under that key before it reaches the database (`drafting`).
"""

from collections.abc import Sequence
from datetime import datetime

from mamoru.vault import identifiers, queries
from mamoru.vault.drafting import FIRST_SERIAL, FIRST_VERSION, SealedDraft
from mamoru.vault.errors import EpochMovedError
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Created, Draft
from mamoru.vault.storage import Row, guarded, insert, stored


def create(keys: Keyring, draft: Draft, *, now: datetime) -> Created:
    """Store one person and return their names; all of it or nothing.

    Raises `DuplicateIdentifierError` where an identifier leads to somebody already.
    """
    return create_many(keys, [draft], now=now)[0]


@guarded
def create_many(keys: Keyring, drafts: Sequence[Draft], *, now: datetime) -> list[Created]:
    """Store many people, in the order given; all of them or, on any error, none."""
    epoch, older = keys.current()
    drafter = keys.drafter(epoch)
    sealed = [drafter.seal(draft) for draft in drafts]
    for draft in drafts if older else ():
        identifiers.refuse_taken(keys, older, draft.tenant, draft.identities)
    return _stored(epoch.id, sealed, now)


@guarded
def store_sealed(
    keys: Keyring, epoch: int, sealed: Sequence[SealedDraft], *, now: datetime
) -> list[Created]:
    """Store people who were sealed during `epoch`; all of them or, on any error, none.

    Whoever looked them up has seen the tokens of every epoch that lives. Raises `EpochMovedError`
    where another epoch has begun, `DuplicateIdentifierError`.
    """
    current, _ = keys.current()
    if current.id != epoch:
        raise EpochMovedError
    return _stored(epoch, sealed, now)


def _stored(epoch: int, sealed: Sequence[SealedDraft], now: datetime) -> list[Created]:
    at = stored(now)
    people: list[Row] = []
    keys: list[Row] = []
    identities: list[Row] = []
    fields: list[Row] = []
    created: list[Created] = []
    for number, one in zip(queries.next_numbers(len(sealed)), sealed, strict=True):
        people.append(
            (number, one.tenant, one.ref, one.pseudonym, FIRST_VERSION, at, one.whose,
             one.residence, one.birth_date, False, False)
        )  # fmt: skip
        keys.append((number, epoch, FIRST_SERIAL, one.wrapped))
        identities += [
            (number, one.tenant, i.kind, epoch, i.token, FIRST_VERSION, i.sealed)
            for i in one.identities
        ]
        fields += [
            (number, f.data, f.item, FIRST_VERSION, f.sealed, f.sensitive, f.source, at)
            for f in one.items
        ]
        created.append(
            Created(number=number, ref=one.ref, pseudonym=one.pseudonym, version=FIRST_VERSION)
        )
    with identifiers.unique(identities):
        insert(
            (queries.PEOPLE, people),
            (queries.KEYS, keys),
            (queries.IDENTIFIERS, identities),
            (queries.FIELDS, fields),
        )
    return created
