"""Every statement of the vault's hot paths, in one place.

They are plain SQL, because what a read of one person costs is chosen on purpose, and both databases
understand it. None of them commits: the transaction is the caller's.
"""
# ruff: noqa: S608 - statements are put together from our own words; values are parameters

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

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
    within,
)

HELD = (
    "p.number, p.tenant, p.ref, p.pseudonym, p.version, p.created_at, p.whose, p.residence,"
    " p.birth_date, p.use_suspended, p.provision_suspended, p.left_at,"
    " k.epoch_id, k.serial, k.wrapped"
)
_SEALED = (
    "f.data, f.item, f.version, f.sealed, f.sensitive, f.source, "
    "CAST(f.collected_at AS text), CAST(f.superseded_at AS text)"
)
"""Times as text: both modules take longer to convert one than the statement takes to find it."""
_IN_ORDER = " ORDER BY f.data, f.item, f.version"
PERSON = "FROM vault_person p JOIN vault_personkey k ON k.person_id = p.number"
_KEYED = 15
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
        "birth_date": "bytea",
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
    refs: Collection[str],
    *,
    items: Collection[str] | None = None,
    data: Collection[str] | None = None,
    history: bool = False,
) -> dict[str, Held]:
    """Return those of `refs` who are held, each with the wanted fields, still sealed."""
    known = [ref for ref in refs if REF.fullmatch(ref)]
    if not known:
        return {}
    narrowed, wanted = _narrowed(items=items, data=data, history=history)
    found = (_held_by_two if is_sqlite() else _held_by_one)(known, narrowed, wanted)
    return {row[2]: held_from(row, tuple(map(_sealed, fields))) for row, fields in found}


Found = Iterable[tuple[Row, list[Row]]]
"""The row of each person with those of their fields."""


def _held_by_one(refs: list[str], narrowed: str, wanted: list[Any]) -> Found:
    """Look people up by one statement, so that others cannot change them in between."""
    among, named = within("p.ref", refs)
    rows = fetched(
        f"SELECT {HELD}, {_SEALED} {PERSON} LEFT JOIN vault_field f"
        f" ON f.person_id = p.number{narrowed} WHERE {among}{_IN_ORDER}",
        (*wanted, *named),
    )
    people: dict[int, tuple[Row, list[Row]]] = {}
    for row in rows:
        _, fields = people.setdefault(row[0], (row, []))
        if row[_KEYED] is not None:
            fields.append(row[_KEYED:])
    return people.values()


def _held_by_two(refs: list[str], narrowed: str, wanted: list[Any]) -> Found:
    """Look people up on SQLite, where a transaction sees one moment: narrow rows cost less."""
    among, named = within("p.ref", refs)
    people: dict[int, tuple[Row, list[Row]]] = {
        row[0]: (row, []) for row in fetched(f"SELECT {HELD} {PERSON} WHERE {among}", named)
    }
    if people:
        among, numbers = within("f.person_id", list(people))
        sql = f"SELECT {_SEALED}, f.person_id FROM vault_field f WHERE {among}{narrowed}{_IN_ORDER}"
        for row in fetched(sql, (*numbers, *wanted)):
            people[row[-1]][1].append(row)
    return people.values()


def _narrowed(
    *, items: Collection[str] | None, data: Collection[str] | None, history: bool
) -> tuple[str, list[Any]]:
    narrowed = "" if history else " AND f.superseded_at IS NULL"
    wanted: list[Any] = []
    for column, words in (("f.item", items), ("f.data", data)):
        if words is not None:
            among, given = within(column, list(words))
            narrowed += f" AND {among}"
            wanted.extend(given)
    return narrowed, wanted


def held_from(row: Row, fields: tuple[Sealed, ...] = ()) -> Held:
    """Return the person in a row of `HELD`."""
    left_at = row[11]
    return Held(
        number=row[0],
        tenant=row[1],
        ref=row[2],
        pseudonym=bytes(row[3]),
        version=row[4],
        created_at=aware(row[5]),
        whose=row[6],
        residence=row[7],
        birth_date=None if row[8] is None else bytes(row[8]),
        use_suspended=bool(row[9]),
        provision_suspended=bool(row[10]),
        left_at=None if left_at is None else aware(left_at),
        epoch=row[12],
        serial=row[13],
        wrapped=bytes(row[14]),
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
    among, given = within("i.token", list(tokens))
    sql = (
        "SELECT p.ref FROM vault_identifier i JOIN vault_person p ON p.number = i.person_id"
        f" WHERE i.tenant = %s AND i.kind = %s AND {among}"
    )
    return [ref for (ref,) in fetched(sql, (tenant, kind, *given))]


def refs(numbers: Collection[int]) -> dict[int, str]:
    """Return the refs of those of `numbers` who are held."""
    among, given = within("number", list(numbers))
    return dict(fetched(f"SELECT number, ref FROM vault_person WHERE {among}", given))


def pseudonyms_held(pseudonyms: Collection[bytes]) -> set[bytes]:
    """Return those of `pseudonyms` that lead to somebody who is held."""
    among, given = within("pseudonym", list(pseudonyms))
    found = fetched(f"SELECT pseudonym FROM vault_person WHERE {among}", given)
    return {bytes(pseudonym) for (pseudonym,) in found}


def pseudonyms_of(numbers: Collection[int]) -> dict[int, bytes]:
    """Return the pseudonym of each of the people with these numbers who is held."""
    among, given = within("number", list(numbers))
    found = fetched(f"SELECT number, pseudonym FROM vault_person WHERE {among}", given)
    return {number: bytes(pseudonym) for number, pseudonym in found}


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
    among, given = within("token", list(tokens))
    sql = f"DELETE FROM vault_identifier WHERE person_id = %s AND kind = %s AND {among}"
    return execute(sql, (number, kind, *given))


def set_columns(number: int, **columns: object) -> None:
    """Set columns of one row of `vault_person`; the names come from our code only."""
    names = ", ".join(f"{name} = %s" for name in columns)
    execute(f"UPDATE vault_person SET {names} WHERE number = %s", (*columns.values(), number))


def delete_row(number: int) -> None:
    """Delete the person's own row, once nothing else belongs to them."""
    execute("DELETE FROM vault_person WHERE number = %s", (number,))
