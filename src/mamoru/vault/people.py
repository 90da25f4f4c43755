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
from mamoru.vault.person import Created, Draft, Held
from mamoru.vault.storage import Columns, guarded, insert_columns, stored


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


def as_held(created: Created, sealed: SealedDraft, epoch: int, now: datetime) -> Held:
    """Return somebody who was just stored as looking them up would, without fields."""
    return Held(
        number=created.number, tenant=sealed.tenant, ref=sealed.ref, pseudonym=sealed.pseudonym,
        version=created.version, created_at=now, whose=sealed.whose, residence=sealed.residence,
        birth_date=sealed.birth_date, use_suspended=False, provision_suspended=False, left_at=None,
        epoch=epoch, serial=FIRST_SERIAL, wrapped=sealed.wrapped,
    )  # fmt: skip


def _stored(epoch: int, sealed: Sequence[SealedDraft], now: datetime) -> list[Created]:
    numbers = list(queries.next_numbers(len(sealed)))
    with identifiers.unique({i.kind for one in sealed for i in one.identities}):
        insert_columns(
            (queries.PEOPLE, _people(numbers, sealed, stored(now))),
            (queries.KEYS, _keys(numbers, sealed, epoch)),
            (queries.IDENTIFIERS, _identifiers(numbers, sealed, epoch)),
            (queries.FIELDS, _fields(numbers, sealed, stored(now))),
        )
    return [
        Created(number=number, ref=one.ref, pseudonym=one.pseudonym, version=FIRST_VERSION)
        for number, one in zip(numbers, sealed, strict=True)
    ]


def _people(numbers: list[int], sealed: Sequence[SealedDraft], at: object) -> Columns:
    many = len(numbers)
    return [
        numbers,
        [one.tenant for one in sealed],
        [one.ref for one in sealed],
        [one.pseudonym for one in sealed],
        [FIRST_VERSION] * many,
        [at] * many,
        [one.whose for one in sealed],
        [one.residence for one in sealed],
        [one.birth_date for one in sealed],
        [False] * many,
        [False] * many,
    ]


def _keys(numbers: list[int], sealed: Sequence[SealedDraft], epoch: int) -> Columns:
    many = len(numbers)
    return [numbers, [epoch] * many, [FIRST_SERIAL] * many, [one.wrapped for one in sealed]]


def _identifiers(numbers: list[int], sealed: Sequence[SealedDraft], epoch: int) -> Columns:
    every = [one for person in sealed for one in person.identities]
    pairs = list(zip(numbers, sealed, strict=True))
    return [
        [number for number, person in pairs for _ in person.identities],
        [person.tenant for person in sealed for _ in person.identities],
        [one.kind for one in every],
        [epoch] * len(every),
        [one.token for one in every],
        [FIRST_VERSION] * len(every),
        [one.sealed for one in every],
    ]


def _fields(numbers: list[int], sealed: Sequence[SealedDraft], at: object) -> Columns:
    every = [one for person in sealed for one in person.items]
    pairs = list(zip(numbers, sealed, strict=True))
    return [
        [number for number, person in pairs for _ in person.items],
        [one.data for one in every],
        [one.item for one in every],
        [FIRST_VERSION] * len(every),
        [one.sealed for one in every],
        [one.sensitive for one in every],
        [one.source for one in every],
        [at] * len(every),
    ]
