"""Correcting and adding: a new value takes the place of the present one, which stays as history.

The person's row is locked first, so that of two writers one waits; with `expected_version` the
second is told that what it had read is no longer so (APPI 34: corrections rest on what is held).
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from mamoru.vault import bulk_queries, identifiers, queries
from mamoru.vault.errors import StalePersonError, UnknownPersonError, twice
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Held, Identity, Item
from mamoru.vault.storage import guarded, insert, stored


def begin(ref: str, expected_version: int | None) -> Held:
    """Lock the person until the commit, count the change, and return them as they were.

    Raises `UnknownPersonError`, or `StalePersonError` where `expected_version` is not the present
    one. `None` expects nothing: for changes that do not rest on what was read.
    """
    held = queries.locked(ref)
    if held is None:
        raise UnknownPersonError
    if expected_version is not None and held.version != expected_version:
        raise StalePersonError(expected=expected_version)
    queries.advance(held.number)
    return held


@guarded
def change(
    keys: Keyring, ref: str, items: Sequence[Item], *, expected_version: int | None, now: datetime
) -> int:
    """Give `items` new values, whether they had one or not; return the person's new version."""
    fields = [(item.data, item.item) for item in items]
    if len(set(fields)) != len(fields):
        raise twice()
    held = begin(ref, expected_version)
    version = held.version + 1
    seal = keys.person(held)
    queries.supersede(held.number, fields, now)
    insert((queries.FIELDS, seal.field_rows(items, version, stored(now))))
    return version


@guarded
def lock_many(refs: Collection[str]) -> dict[str, Held]:
    """Lock those of `refs` who are held until the commit, and return them without fields.

    In the order of their numbers, so that two who do this never wait for each other.
    """
    return bulk_queries.locked_many(refs)


@guarded
def add_many(keys: Keyring, given: Sequence[tuple[Held, Sequence[Item]]], *, now: datetime) -> None:
    """Give items of many people new values; each of them was locked, and stands here once."""
    bulk_queries.advance_many([held.number for held, _ in given])
    at = stored(now)
    bulk_queries.supersede_many(
        [(held.number, i.data, i.item) for held, items in given for i in items], now
    )
    rows = [
        row
        for held, items in given
        for row in keys.person(held).field_rows(items, held.version + 1, at)
    ]
    insert((queries.FIELDS, rows))


@guarded
def remove(
    ref: str, items: Sequence[tuple[str, str]], *, expected_version: int | None
) -> tuple[int, int]:
    """Delete items (category, item) with their history (APPI 34 deletion).

    Returns the person's new version and how many values went.
    """
    held = begin(ref, expected_version)
    return held.version + 1, queries.delete_fields(held.number, items)


@guarded
def add_identities(
    keys: Keyring, ref: str, identities: Sequence[Identity], *, expected_version: int | None
) -> int:
    """Let the person be found by `identities` as well; return the person's new version.

    Raises `DuplicateIdentifierError` where one leads to somebody already, this person included.
    """
    epoch, older = keys.current()
    held = begin(ref, expected_version)
    version = held.version + 1
    identifiers.refuse_taken(keys, older, held.tenant, identities)
    seal = keys.person(held)
    identifiers.insert(identifiers.sealed(keys, epoch, seal, identities, version=version))
    return version


@guarded
def remove_identity(
    keys: Keyring, ref: str, identity: Identity, *, expected_version: int | None
) -> int:
    """Let the person no longer be found by `identity`; return the person's new version."""
    tokens = keys.tokens(identity.kind, identity.value)
    held = begin(ref, expected_version)
    if not queries.delete_identifier(held.number, identity.kind, tokens):
        raise UnknownPersonError
    return held.version + 1


@guarded
def set_birth_date(
    keys: Keyring, ref: str, day: date | None, *, expected_version: int | None
) -> int:
    """Set the birth date that decides about guardians' consent; return the new version."""
    held = begin(ref, expected_version)
    sealed = None if day is None else keys.person(held).seal_birth_date(day)
    queries.set_columns(held.number, birth_date=sealed)
    return held.version + 1
