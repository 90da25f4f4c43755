"""Statements of the vault about many people at once, for what arrives by the thousand."""
# ruff: noqa: S608 - statements are put together from our own words; values are parameters

from collections.abc import Collection, Sequence
from datetime import datetime

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
