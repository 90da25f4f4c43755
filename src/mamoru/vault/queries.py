"""Every statement of the vault's hot paths, in one place.

They are plain SQL, because what a read of one person costs is chosen on purpose, and both databases
understand it. None of them commits: the transaction is the caller's.
"""
# ruff: noqa: S608 - statements are put together from our own words; values are parameters

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from mamoru.vault.person import Held, Sealed
from mamoru.vault.storage import (
    Row,
    Table,
    aware,
    execute,
    execute_many,
    fetched,
    for_update,
    is_sqlite,
    stored,
)

HELD = (
    "p.number, p.tenant, p.ref, p.pseudonym, p.version, p.created_at, p.whose, p.residence,"
    " p.bound_version, p.agreed, p.birth_date, p.use_suspended, p.provision_suspended, p.left_at,"
    " k.epoch_id, k.serial, k.wrapped"
)
_SEALED = (
    "f.data, f.item, f.version, f.sealed, f.sensitive, f.source, f.collected_at, f.superseded_at"
)
_IN_ORDER = " ORDER BY f.data, f.item, f.version"
PERSON = "FROM vault_person p JOIN vault_personkey k ON k.person_id = p.number"
_KEYED = 17
REF = re.compile(r"p_[0-9a-f]{32}")
"""What every ref looks like; anything else is nobody's, and no database has to see it."""


class LiveEpoch(NamedTuple):
    """An epoch whose keys still open something."""

    id: int
    kek_id: str
    wrapped: bytes
    current: bool


def live_epochs(*, lock: bool = False) -> list[LiveEpoch]:
    """Return the epochs not destroyed, oldest first.

    With `lock`, none of them can be retired or destroyed before the transaction ends, so that a
    person is never stored under an epoch that has gone by the time of the commit.
    """
    sql = (
        "SELECT id, kek_id, wrapped, current FROM vault_epoch"
        " WHERE destroyed_at IS NULL ORDER BY id"
    )
    found = fetched(sql + (for_update("SHARE") if lock else ""))
    return [LiveEpoch(i, kek_id, bytes(w), bool(current)) for i, kek_id, w, current in found]


def index_keys(epoch: int) -> dict[str, bytes]:
    """Return the wrapped index keys of an epoch by kind."""
    sql = "SELECT kind, wrapped FROM vault_indexkey WHERE epoch_id = %s"
    return {kind: bytes(wrapped) for kind, wrapped in fetched(sql, (epoch,))}


def next_numbers(count: int) -> Sequence[int]:
    """Return `count` numbers for new people; a number is never given twice, even after erasure."""
    if is_sqlite():
        found = fetched("SELECT seq FROM sqlite_sequence WHERE name = 'vault_person'")
        first = (found[0][0] if found else 0) + 1
        return range(first, first + count)
    sql = (
        "SELECT nextval(pg_get_serial_sequence('vault_person', 'number'))"
        " FROM generate_series(1, %s)"
    )
    return [row[0] for row in fetched(sql, (count,))]


PEOPLE = Table(
    "vault_person",
    {
        "number": "bigint", "tenant": "smallint", "ref": "text", "pseudonym": "bytea",
        "version": "integer", "created_at": "timestamptz", "whose": "text", "residence": "text",
        "bound_version": "text", "agreed": "boolean", "birth_date": "bytea",
        "use_suspended": "boolean", "provision_suspended": "boolean",
    },
)  # fmt: skip
KEYS = Table(
    "vault_personkey",
    {"person_id": "bigint", "epoch_id": "bigint", "serial": "smallint", "wrapped": "bytea"},
)
IDENTIFIERS = Table(
    "vault_identifier",
    {
        "person_id": "bigint", "tenant": "smallint", "kind": "text", "epoch_id": "bigint",
        "token": "bytea", "serial": "integer", "sealed": "bytea",
    },
)  # fmt: skip
FIELDS = Table(
    "vault_field",
    {
        "person_id": "bigint", "data": "text", "item": "text", "version": "integer",
        "sealed": "bytea", "sensitive": "text", "source": "text", "collected_at": "timestamptz",
    },
)  # fmt: skip


def held(
    ref: str,
    *,
    items: Collection[str] | None = None,
    data: Collection[str] | None = None,
    history: bool = False,
) -> Held | None:
    """Return one person with the wanted fields, still sealed."""
    if not REF.fullmatch(ref):
        return None
    narrowed, wanted = _narrowed(items=items, data=data, history=history)
    return (_held_by_two if is_sqlite() else _held_by_one)(ref, narrowed, wanted)


def _held_by_one(ref: str, narrowed: str, wanted: list[str]) -> Held | None:
    """Look a person up by one statement, so that others cannot change them in between."""
    found = fetched(
        f"SELECT {HELD}, {_SEALED} {PERSON} LEFT JOIN vault_field f"
        f" ON f.person_id = p.number{narrowed} WHERE p.ref = %s{_IN_ORDER}",
        (*wanted, ref),
    )
    if not found:
        return None
    fields = tuple(_sealed(row[_KEYED:]) for row in found if row[_KEYED] is not None)
    return held_from(found[0], fields)


def _held_by_two(ref: str, narrowed: str, wanted: list[str]) -> Held | None:
    """Look a person up on SQLite, where a transaction sees one moment: narrow rows cost less.

    Times come as text, since the module's converters take longer than the statement.
    """
    found = fetched(f"SELECT {HELD} {PERSON} WHERE p.ref = %s", (ref,))
    if not found:
        return None
    fields = fetched(
        "SELECT f.data, f.item, f.version, f.sealed, f.sensitive, f.source, f.collected_at || '',"
        f" f.superseded_at || '' FROM vault_field f WHERE f.person_id = %s{narrowed}{_IN_ORDER}",
        (found[0][0], *wanted),
    )
    return held_from(found[0], tuple(map(_sealed, fields)))


def _narrowed(
    *, items: Collection[str] | None, data: Collection[str] | None, history: bool
) -> tuple[str, list[str]]:
    narrowed = "" if history else " AND f.superseded_at IS NULL"
    wanted: list[str] = []
    for column, words in (("item", items), ("data", data)):
        if words is not None:
            marks = ", ".join(["%s"] * len(words)) or "NULL"
            narrowed += f" AND f.{column} IN ({marks})"
            wanted.extend(words)
    return narrowed, wanted


def held_from(row: Row, fields: tuple[Sealed, ...] = ()) -> Held:
    """Return the person in a row of `HELD`."""
    left_at = row[13]
    return Held(
        number=row[0],
        tenant=row[1],
        ref=row[2],
        pseudonym=bytes(row[3]),
        version=row[4],
        created_at=aware(row[5]),
        whose=row[6],
        residence=row[7],
        bound_version=row[8],
        agreed=bool(row[9]),
        birth_date=None if row[10] is None else bytes(row[10]),
        use_suspended=bool(row[11]),
        provision_suspended=bool(row[12]),
        left_at=None if left_at is None else aware(left_at),
        epoch=row[14],
        serial=row[15],
        wrapped=bytes(row[16]),
        fields=fields,
    )


def _sealed(row: Row) -> Sealed:
    superseded_at = row[7]
    return Sealed(
        data=row[0],
        item=row[1],
        version=row[2],
        sealed=bytes(row[3]),
        sensitive=row[4],
        source=row[5],
        collected_at=aware(row[6]),
        superseded_at=None if superseded_at is None else aware(superseded_at),
    )


def locked(ref: str) -> Held | None:
    """Return one person without fields, so that nobody else changes them until the commit."""
    if not REF.fullmatch(ref):
        return None
    sql = f"SELECT {HELD} {PERSON} WHERE p.ref = %s{for_update('UPDATE OF p')}"
    found = fetched(sql, (ref,))
    return held_from(found[0]) if found else None


def advance(number: int) -> None:
    """Count one change of the person."""
    execute("UPDATE vault_person SET version = version + 1 WHERE number = %s", (number,))


def supersede(number: int, fields: Collection[tuple[str, str]], now: datetime) -> None:
    """Turn the present values of `fields` (category, item) into former ones."""
    at = stored(now)
    execute_many(
        "UPDATE vault_field SET superseded_at = %s"
        " WHERE person_id = %s AND data = %s AND item = %s AND superseded_at IS NULL",
        [(at, number, data, item) for data, item in fields],
    )


def owners(tenant: int, kind: str, tokens: Collection[bytes]) -> list[str]:
    """Return the refs of whom the tokens of one identifier lead to: one person at most."""
    marks = ", ".join(["%s"] * len(tokens))
    sql = (
        "SELECT p.ref FROM vault_identifier i JOIN vault_person p ON p.number = i.person_id"
        f" WHERE i.tenant = %s AND i.kind = %s AND i.token IN ({marks})"
    )
    return [ref for (ref,) in fetched(sql, (tenant, kind, *tokens))]


def identifiers(number: int) -> list[tuple[int, str, int, bytes]]:
    """Return row id, kind, serial and sealed value of the person's identifiers."""
    sql = "SELECT id, kind, serial, sealed FROM vault_identifier WHERE person_id = %s ORDER BY id"
    return [(i, kind, serial, bytes(sealed)) for i, kind, serial, sealed in fetched(sql, (number,))]


def delete_fields(number: int, fields: Collection[tuple[str, str]]) -> int:
    """Delete the values of `fields` (category, item), former ones included; return how many."""
    sql = "DELETE FROM vault_field WHERE person_id = %s AND data = %s AND item = %s"
    return sum(execute(sql, (number, data, item)) for data, item in fields)


def delete_identifier(number: int, kind: str, tokens: Collection[bytes]) -> int:
    """Delete the person's identifier with one of these tokens; return how many went."""
    marks = ", ".join(["%s"] * len(tokens))
    sql = f"DELETE FROM vault_identifier WHERE person_id = %s AND kind = %s AND token IN ({marks})"
    return execute(sql, (number, kind, *tokens))


def set_columns(number: int, **columns: object) -> None:
    """Set columns of one row of `vault_person`; the names come from our code only."""
    names = ", ".join(f"{name} = %s" for name in columns)
    execute(f"UPDATE vault_person SET {names} WHERE number = %s", (*columns.values(), number))


def delete_row(number: int) -> None:
    """Delete the person's own row, once nothing else belongs to them."""
    execute("DELETE FROM vault_person WHERE number = %s", (number,))
