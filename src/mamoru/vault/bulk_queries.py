"""Statements of the vault about many people at once, for what arrives by the thousand."""
# ruff: noqa: S608 - statements are put together from our own words; values are parameters

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from mamoru.vault.person import Held
from mamoru.vault.queries import HELD, PERSON, REF, held_from
from mamoru.vault.storage import execute, execute_many, fetched, for_update, stored, within


def owners_of_each(tenant: int, kind: str, tokens: Collection[bytes]) -> list[tuple[bytes, str]]:
    """Return each token that leads to somebody, with the ref of whom."""
    among, given = within("i.token", list(tokens))
    sql = (
        "SELECT i.token, p.ref FROM vault_identifier i"
        " JOIN vault_person p ON p.number = i.person_id"
        f" WHERE i.tenant = %s AND i.kind = %s AND {among}"
    )
    return [(bytes(token), ref) for token, ref in fetched(sql, (tenant, kind, *given))]


def locked_many(refs: Collection[str]) -> dict[str, Held]:
    """Return those of `refs` who are held, without fields, so that nobody else changes them."""
    among, given = within("p.ref", [ref for ref in refs if REF.fullmatch(ref)])
    sql = f"SELECT {HELD} {PERSON} WHERE {among} ORDER BY p.number{for_update('UPDATE OF p')}"
    found = (held_from(row) for row in fetched(sql, given))
    return {held.ref: held for held in found}


def advance_many(numbers: Collection[int]) -> None:
    """Count one change of each person."""
    among, given = within("number", list(numbers))
    execute(f"UPDATE vault_person SET version = version + 1 WHERE {among}", given)


def supersede_many(fields: Sequence[tuple[int, str, str]], now: datetime) -> None:
    """Turn the present values of `fields` (person, category, item) into former ones."""
    at = stored(now)
    execute_many(
        "UPDATE vault_field SET superseded_at = %s"
        " WHERE person_id = %s AND data = %s AND item = %s AND superseded_at IS NULL",
        [(at, *field) for field in fields],
    )


_HEAD = HELD.replace("p.created_at", "CAST(p.created_at AS text)").replace(
    "p.left_at", "CAST(p.left_at AS text)"
)
"""Times as text: a database module takes longer to convert one than to find the row."""


def heads_after(after: int, last: int, limit: int) -> list[Held]:
    """Return the next `limit` people after a number, up to and including `last`, without fields."""
    sql = (
        f"SELECT {_HEAD} {PERSON} WHERE p.number > %s AND p.number <= %s ORDER BY p.number LIMIT %s"
    )
    return [held_from(row) for row in fetched(sql, (after, last, limit))]


def heads_of(numbers: Collection[int]) -> list[Held]:
    """Return those of `numbers` who are held, without fields, ascending."""
    among, given = within("p.number", list(numbers))
    sql = f"SELECT {_HEAD} {PERSON} WHERE {among} ORDER BY p.number"
    return [held_from(row) for row in fetched(sql, given)]


class Locked(NamedTuple):
    """What opens somebody's values: the names that they are sealed for, and the wrapped key."""

    number: int
    tenant: int
    ref: str
    epoch: int
    serial: int
    wrapped: bytes


def locks_of(numbers: Collection[int]) -> list[Locked]:
    """Return what opens the values of those of `numbers` who are held, ascending."""
    among, given = within("p.number", list(numbers))
    sql = (
        "SELECT p.number, p.tenant, p.ref, k.epoch_id, k.serial, k.wrapped"
        f" {PERSON} WHERE {among} ORDER BY p.number"
    )
    return [Locked(n, t, r, e, s, bytes(w)) for n, t, r, e, s, w in fetched(sql, given)]


Mark = tuple[int, str, str | None]
"""Person, category and sensitive kind of present values."""


def marks_of(numbers: Collection[int], items: Collection[str]) -> list[Mark]:
    """Return of what categories these people have any of `items`, without the values."""
    among, given = within("person_id", list(numbers))
    named, words = within("item", list(items))
    sql = (
        "SELECT person_id, data, sensitive FROM vault_field"
        f" WHERE {among} AND {named} AND superseded_at IS NULL"
        " GROUP BY person_id, data, sensitive"
    )
    return [(row[0], row[1], row[2]) for row in fetched(sql, (*given, *words))]


def values_of(
    numbers: Collection[int], items: Collection[str]
) -> list[tuple[int, str, str, int, bytes]]:
    """Return person, category, item, version and sealed value of what is held of `items`."""
    among, given = within("person_id", list(numbers))
    named, words = within("item", list(items))
    sql = (
        "SELECT person_id, data, item, version, sealed FROM vault_field"
        f" WHERE {among} AND {named} AND superseded_at IS NULL ORDER BY person_id"
    )
    return [(n, d, i, v, bytes(s)) for n, d, i, v, s in fetched(sql, (*given, *words))]


def identifiers_of(
    numbers: Collection[int], kinds: Collection[str]
) -> list[tuple[int, str, int, bytes]]:
    """Return person, kind, serial and sealed value of the identifiers of these kinds."""
    among, given = within("person_id", list(numbers))
    named, words = within("kind", list(kinds))
    sql = (
        "SELECT person_id, kind, serial, sealed FROM vault_identifier"
        f" WHERE {among} AND {named} ORDER BY id"
    )
    return [(n, k, s, bytes(v)) for n, k, s, v in fetched(sql, (*given, *words))]


def numbers_of(refs: Collection[str]) -> dict[str, int]:
    """Return the numbers of those of `refs` who are held."""
    among, given = within("ref", [ref for ref in refs if REF.fullmatch(ref)])
    return dict(fetched(f"SELECT ref, number FROM vault_person WHERE {among}", given))


def numbers_within(first: int, last: int) -> list[int]:
    """Return the numbers of those who are held, between two."""
    sql = "SELECT number FROM vault_person WHERE number >= %s AND number <= %s ORDER BY number"
    return [number for (number,) in fetched(sql, (first, last))]
